package org.privatelink.portal.simulator.platform;

/** A sandbox in the spelling of the guide's samples: {@code eTag}, and times without a zone. */
record Sandbox(
        String name,
        String title,
        String state,
        String type,
        String region,
        boolean isDefault,
        int eTag,
        String createdDate,
        String lastModifiedDate,
        String createdBy,
        String modifiedBy) {

    private static final String SERVICE = "simulator@simulated";

    static Sandbox of(String name, String title, String state, String type, boolean isDefault, String created) {
        return new Sandbox(
                name,
                title,
                state,
                type,
                "VA7",
                isDefault,
                1,
                created + " 04:57:24",
                created + " 05:03:11",
                SERVICE,
                SERVICE);
    }

    String id() {
        return Ids.named("sandbox/" + name);
    }

    boolean isActive() {
        return state.equals("active");
    }
}
