package org.privatelink.portal;

import org.opentest4j.TestAbortedException;
import org.springframework.test.annotation.DirtiesContext.HierarchyMode;
import org.springframework.test.context.TestContext;
import org.springframework.test.context.support.AbstractTestExecutionListener;

/**
 * Where a test failed, or what comes before the tests did, no other class follows: it would meet what was left half done, and so
 * would the same test at its second chance.
 */
final class FailedPortals extends AbstractTestExecutionListener {

    private static final String WELL = FailedPortals.class.getName();

    @Override
    public void afterTestMethod(TestContext test) {
        Throwable failure = test.getTestException();
        boolean well = failure == null || failure instanceof TestAbortedException;
        test.setAttribute(WELL, well && !Boolean.FALSE.equals(test.getAttribute(WELL)));
    }

    @Override
    public void afterTestClass(TestContext test) {
        if (!Boolean.TRUE.equals(test.getAttribute(WELL)) && test.hasApplicationContext()) {
            test.markApplicationContextDirty(HierarchyMode.EXHAUSTIVE);
        }
        test.removeAttribute(WELL);
    }
}
