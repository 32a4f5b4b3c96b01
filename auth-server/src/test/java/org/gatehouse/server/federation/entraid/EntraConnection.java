package org.gatehouse.server.federation.entraid;

import static org.gatehouse.server.federation.entraid.EntraToken.CONTOSO;

import org.gatehouse.realm.federation.Connection;
import org.gatehouse.realm.file.RealmFiles;

/** Connections as a realm file writes them. */
final class EntraConnection {

    static final String GROUP = "bbbbbbbb-0000-4000-8000-000000000001";

    private String tenants = "[" + CONTOSO + "]";
    private String host = "login.microsoftonline.com";
    private String further = "";

    private EntraConnection() {}

    static EntraConnection toContoso() {
        return new EntraConnection();
    }

    EntraConnection tenants(String written) {
        tenants = written;
        return this;
    }

    EntraConnection host(String name) {
        host = name;
        return this;
    }

    EntraConnection further(String keys) {
        further = ", " + keys;
        return this;
    }

    EntraConnection groups(String keys) {
        return further("groups: {map: {" + GROUP + ": team}" + (keys.isEmpty() ? "" : ", " + keys) + "}");
    }

    Connection read() {
        String file = """
                realm: acme
                displayName: Acme
                groups: [{name: team}]
                connections:
                  - {alias: entra, kind: entra-id, clientId: c0ffee00-0000-4000-8000-000000000001, clientSecret: 'env:S', host: %s, tenants: %s%s}
                """.formatted(host, tenants, further);
        return RealmFiles.preview("acme.yaml", file)
                .realm()
                .signIn()
                .connections()
                .get(0);
    }
}
