package org.gatehouse.keycloak.entra;

import jakarta.ws.rs.core.Response;

/** Why somebody does not come in: what the trail is told, in auth-server's words, and what the person is. */
enum Refusal {
    MISCONFIGURED("provider_misconfigured", "gatehouseEntraNotConfigured", Response.Status.SERVICE_UNAVAILABLE),
    VERSION("token_version", "gatehouseEntraToken", Response.Status.FORBIDDEN),
    TOKEN("invalid_token", "gatehouseEntraToken", Response.Status.FORBIDDEN),
    TENANT("tenant_not_allowed", "gatehouseEntraNotAllowed", Response.Status.FORBIDDEN),
    GUEST("guest_refused", "gatehouseEntraNotAllowed", Response.Status.FORBIDDEN),
    GROUPS("groups_unknown", "gatehouseEntraGroups", Response.Status.FORBIDDEN);

    private final String code;
    private final String message;
    private final Response.Status status;

    Refusal(String code, String message, Response.Status status) {
        this.code = code;
        this.message = message;
        this.status = status;
    }

    String code() {
        return code;
    }

    String message() {
        return message;
    }

    Response.Status status() {
        return status;
    }
}
