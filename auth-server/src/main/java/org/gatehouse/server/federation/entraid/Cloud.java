package org.gatehouse.server.federation.entraid;

import java.net.URI;

/**
 * One of Microsoft's clouds.
 *
 * @param host as realm files name it
 * @param login where its people sign in, without a final slash; issuers begin so
 * @param graph where its Microsoft Graph is, without a final slash
 */
public record Cloud(String host, String login, String graph) {

    private static final String TENANT = "{tenantid}";

    public Cloud {
        check(login);
        check(graph);
    }

    static Cloud of(String host, String graphHost) {
        return new Cloud(host, "https://" + host, "https://" + graphHost);
    }

    /** Of the metadata that is for many tenants: the tenant's id goes where the braces are. */
    String issuerTemplate() {
        return issuer(TENANT);
    }

    String issuer(String tenant) {
        return login + "/" + tenant + "/v2.0";
    }

    private static void check(String address) {
        URI uri = URI.create(address);
        boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
        if (!web || uri.getHost() == null || uri.getRawQuery() != null || address.endsWith("/")) {
            throw new IllegalArgumentException(
                    "gatehouse.federation.entra.clouds has '%s'. Write it like https://dod-graph.microsoft.us, without a final slash."
                            .formatted(address));
        }
    }
}
