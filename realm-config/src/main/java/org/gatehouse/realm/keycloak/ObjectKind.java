package org.gatehouse.realm.keycloak;

/** What Keycloak keeps as an object of its own, in the order in which one may need another. */
public enum ObjectKind {
    REALM("realm", "realm", false),
    TEXT("texts", "text", true),
    SCOPE("clientScopes", "client scope", true),
    ROLE("roles", "role", false),
    ATTRIBUTE("attributes", "attribute", false),
    GROUP("groups", "group", false),
    REQUIRED_ACTION("requiredActions", "required action", true),
    CLIENT_PROFILE("clientProfiles", "client profile", true),
    CLIENT_POLICY("clientPolicies", "client policy", true),
    CLIENT("clients", "client", false),
    CLIENT_MAPPER("clientMappers", "mapper of client", true),
    CONNECTION("connections", "connection", false),
    CONNECTION_MAPPER("connectionMappers", "mapper of connection", true);

    private final String path;
    private final String title;
    private final boolean marked;

    ObjectKind(String path, String title, boolean marked) {
        this.path = path;
        this.title = title;
        this.marked = marked;
    }

    /** As the paths of differences begin. */
    String path() {
        return path;
    }

    /** As people read it: {@code client forms-web}. */
    public String title() {
        return title;
    }

    /**
     * Whether its objects carry {@link KeycloakRealm#MARK} in their names. Those are nobody else's, and go when the file asks
     * for them no longer; what is without the mark may be somebody's work.
     */
    boolean isMarked() {
        return marked;
    }
}
