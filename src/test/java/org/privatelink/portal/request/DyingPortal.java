package org.privatelink.portal.request;

import java.util.List;
import java.util.Set;
import org.aopalliance.intercept.MethodInterceptor;
import org.privatelink.portal.PortalApplication;
import org.privatelink.portal.account.Person;
import org.privatelink.portal.account.Role;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** A portal in a process of its own that is killed at a point between the decision and the answer. */
public final class DyingPortal {

    static final Person ERIN = new Person("erin@made.up", "Erin", "erin@example.com", Set.of(Role.ENGINEER));
    static final Person ADA = new Person("ada@made.up", "Ada", null, Set.of(Role.ADMIN));

    /** Of {@link Runtime#halt}, as of a process that was killed. */
    static final int KILLED = 137;

    enum Point {
        /** The decision is stored, nothing more. */
        DECIDED("endpoint.EndpointService"),
        /** The intent is on record, nothing has been sent. */
        INTENDED("endpoint.EndpointClient"),
        /** The request is with Platform, the answer is not here: who started the process kills it then. */
        SENT("endpoint.EndpointClient"),
        /** The answer is here and not on record. */
        ANSWERED("endpoint.EndpointClient");

        private final String where;

        Point(String where) {
            this.where = "org.privatelink.portal." + where;
        }
    }

    private DyingPortal() {}

    /** Asks for an endpoint of the given name and agrees to it. */
    public static void main(String[] arguments) {
        Point point = Point.valueOf(arguments[0]);
        ConfigurableApplicationContext portal = start(List.of(arguments).subList(2, arguments.length), point);
        RequestService service = portal.getBean(RequestService.class);
        String id = service.draft("prod", asked(arguments[1]), ERIN);
        SetUpRequest draft = service.find("prod", id, ERIN).orElseThrow().request();
        service.raise(draft, draft.version(), ERIN);
        service.decide(service.find("prod", id, ADA).orElseThrow().request(), draft.version(), true, "fine", ADA);
        portal.getBean(RequestSender.class).send(id);
    }

    static ConfigurableApplicationContext start(List<String> settings, Point... deaths) {
        return new SpringApplicationBuilder(PortalApplication.class)
                .initializers(context -> List.of(deaths).forEach(point -> ((ConfigurableApplicationContext) context)
                        .getBeanFactory()
                        .addBeanPostProcessor(deadly(point))))
                .run(settings.toArray(String[]::new));
    }

    static RequestForm asked(String name) {
        return new RequestForm(
                "azure-blob", "", name, "1b2c3d4e-0000-4000-8000-123456789abc", "rg", "acme" + name.length(), "",
                "Arrivals every night", "", "harbour master");
    }

    private static BeanPostProcessor deadly(Point point) {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                return point != Point.SENT && bean.getClass().getName().equals(point.where) ? dying(bean, point) : bean;
            }
        };
    }

    private static Object dying(Object bean, Point point) {
        ProxyFactory proxy = new ProxyFactory(bean);
        proxy.setProxyTargetClass(true);
        proxy.addAdvice((MethodInterceptor) call -> {
            if (!call.getMethod().getName().equals("create")) {
                return call.proceed();
            }
            if (point != Point.ANSWERED) {
                die();
            }
            Object answer = call.proceed();
            die();
            return answer;
        });
        return proxy.getProxy();
    }

    private static void die() {
        Runtime.getRuntime().halt(KILLED);
    }
}
