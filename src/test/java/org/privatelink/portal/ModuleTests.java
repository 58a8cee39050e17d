package org.privatelink.portal;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

/** The rooms know each other only as the house allows. */
class ModuleTests {

    @Test
    void roomsHaveNoCyclesAndNoSecretDoors() {
        ApplicationModules.of(PortalApplication.class.getPackageName()).verify();
    }
}
