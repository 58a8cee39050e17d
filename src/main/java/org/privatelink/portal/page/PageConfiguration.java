package org.privatelink.portal.page;

import java.util.List;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

@Configuration(proxyBeanMethods = false)
class PageConfiguration implements WebMvcConfigurer {

    private final FrameInterceptor frame;

    PageConfiguration(FrameInterceptor frame) {
        this.frame = frame;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new ErrorAddress()).addPathPatterns(ErrorAddress.PATH);
        registry.addInterceptor(frame).excludePathPatterns("/api/v1/**", "/assets/**");
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(new TypedArgumentResolver());
    }
}
