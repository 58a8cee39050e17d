package org.privatelink.portal.page;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.MDC;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class CorrelationFilterTests {

    private static final String UUID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

    private final MockHttpServletRequest request = new MockHttpServletRequest();
    private final List<String> inTheLog = new ArrayList<>();
    private final FilterChain page = (asked, answered) -> inTheLog.add(Correlation.id());

    @Test
    void idIsInTheLogAndInTheAnswerAndGoneAfterwards() throws Exception {
        String id = answered();

        assertThat(id).matches(UUID);
        assertThat(inTheLog).containsExactly(id);
        assertThat(MDC.getCopyOfContextMap()).satisfiesAnyOf(
                left -> assertThat(left).isNull(), left -> assertThat(left).isEmpty());
    }

    @Test
    void errorPageHasTheIdOfItsRequest() throws Exception {
        String id = answered();
        request.setDispatcherType(DispatcherType.ERROR);
        request.setAttribute("jakarta.servlet.error.request_uri", "/");

        assertThat(answered()).isEqualTo(id);
        assertThat(inTheLog).containsExactly(id, id);
    }

    @Test
    void idThatCameWithTheRequestIsKept() throws Exception {
        request.addHeader("X-Request-Id", "gateway-0123456789.abc");

        assertThat(answered()).isEqualTo("gateway-0123456789.abc");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", "short", "-0123456789abcdef", "with space 0123456789", "line\r\nbreak-0123456789", "semi;colon-0123456789",
        "<b>0123456789012345</b>", "umläut-0123456789abc",
        "0123456789012345678901234567890123456789012345678901234567890123456789"
    })
    void whatIsNoIdIsReplaced(String sent) throws Exception {
        request.addHeader("X-Request-Id", sent);

        assertThat(answered()).matches(UUID);
    }

    private String answered() throws ServletException, IOException {
        MockHttpServletResponse response = new MockHttpServletResponse();
        new CorrelationFilter().doFilter(request, response, page);
        return response.getHeader("X-Request-Id");
    }
}
