package org.privatelink.portal.request;

import java.util.Arrays;
import java.util.List;
import java.util.Scanner;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.aopalliance.intercept.MethodInterceptor;
import org.privatelink.portal.PortalApplication;
import org.privatelink.portal.account.Person;
import org.privatelink.portal.account.Role;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * A portal in a process of its own, with a request at each point between the decision and the answer. It stays there, until
 * whoever started the process kills it.
 */
public final class DyingPortal {

    /** What it says when all but the last point are reached. */
    public static final String READY = "READY TO DIE";

    static final Person ERIN = new Person("erin@made.up", "Erin", "erin@example.com", Set.of(Role.ENGINEER));
    static final Person ADA = new Person("ada@made.up", "Ada", null, Set.of(Role.ADMIN));

    public enum Point {
        /** Waits for a decision. */
        RAISED(""),
        /** The decision is stored, nothing more. */
        DECIDED("endpoint.EndpointService"),
        /** The intent is on record, nothing has been sent. */
        INTENDED("endpoint.EndpointClient"),
        /** The answer is here and not on record. */
        ANSWERED("endpoint.EndpointClient"),
        /** The request is with Platform, the answer is not here. */
        SENT("");

        private final String where;

        Point(String where) {
            this.where = "org.privatelink.portal." + where;
        }

        /** Of its request. */
        public String title() {
            return "killed when " + name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    private static final CountDownLatch REACHED = new CountDownLatch(3);

    private DyingPortal() {}

    public static void main(String[] settings) throws InterruptedException {
        ConfigurableApplicationContext portal = start(settings);
        String raised = raise(portal, Point.RAISED);
        for (Point point : List.of(Point.DECIDED, Point.INTENDED, Point.ANSWERED)) {
            new Thread(() -> sendAgreed(portal, point), point.name()).start();
        }
        REACHED.await();
        System.out.println(READY + " " + raised);
        new Scanner(System.in).nextLine();
        sendAgreed(portal, Point.SENT);
    }

    private static ConfigurableApplicationContext start(String... settings) {
        return new SpringApplicationBuilder(PortalApplication.class)
                .initializers(context -> ((ConfigurableApplicationContext) context)
                        .getBeanFactory()
                        .addBeanPostProcessor(new Slowing()))
                .run(settings);
    }

    private static String raise(ConfigurableApplicationContext portal, Point point) {
        RequestService service = portal.getBean(RequestService.class);
        String id = service.draft("prod", asked(point.title()), ERIN);
        SetUpRequest draft = service.find("prod", id, ERIN).orElseThrow().request();
        service.raise(draft, draft.version(), ERIN);
        return id;
    }

    private static void sendAgreed(ConfigurableApplicationContext portal, Point point) {
        String id = raise(portal, point);
        RequestService service = portal.getBean(RequestService.class);
        SetUpRequest raised = service.find("prod", id, ADA).orElseThrow().request();
        service.decide(raised, raised.version(), true, "fine", ADA);
        portal.getBean(RequestSender.class).send(id);
    }

    static RequestForm asked(String name) {
        return new RequestForm(
                "azure-blob", "", name, "1b2c3d4e-0000-4000-8000-123456789abc", "rg", "acme" + (name.hashCode() & 0xfffff), "",
                "Arrivals every night", "", "harbour master");
    }

    /** Stops the thread of a point at that point; it is named after it. */
    private static final class Slowing implements BeanPostProcessor {

        @Override
        public Object postProcessAfterInitialization(Object bean, String name) {
            return Arrays.stream(Point.values()).anyMatch(point -> bean.getClass().getName().equals(point.where))
                    ? slowed(bean, bean.getClass().getName())
                    : bean;
        }

        private static Object slowed(Object bean, String where) {
            ProxyFactory proxy = new ProxyFactory(bean);
            proxy.setProxyTargetClass(true);
            proxy.addAdvice((MethodInterceptor) call -> {
                boolean create = call.getMethod().getName().equals("create");
                if (create && (isHere(Point.DECIDED, where) || isHere(Point.INTENDED, where))) {
                    stay();
                }
                Object answer = call.proceed();
                if (create && isHere(Point.ANSWERED, where)) {
                    stay();
                }
                return answer;
            });
            return proxy.getProxy();
        }

        private static boolean isHere(Point point, String where) {
            return Thread.currentThread().getName().equals(point.name()) && point.where.equals(where);
        }

        private static void stay() throws InterruptedException {
            REACHED.countDown();
            new CountDownLatch(1).await();
        }
    }
}
