package org.gatehouse.server.console.connections;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.gatehouse.realm.federation.Credential;
import org.gatehouse.realm.federation.EntraId;
import org.gatehouse.realm.federation.Provisioning;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What somebody knows of a connection to Entra ID they want.
 *
 * @param certificate whether it is known there by a certificate instead of a secret
 */
record EntraForm(
        @Nullable String alias,
        @Nullable String displayName,
        @Nullable String tenants,
        @Nullable String clientId,
        @Nullable String clientSecret,
        @Nullable String clientSecretExpires,
        @Nullable String domains,
        @Nullable Boolean certificate,
        @Nullable Boolean provision) {

    /** What was typed before somebody had to sign in once more; nothing of a secret. */
    static EntraForm of(Map<String, String> kept) {
        return new EntraForm(
                kept.get("alias"),
                kept.get("displayName"),
                kept.get("tenants"),
                kept.get("clientId"),
                "",
                kept.get("clientSecretExpires"),
                kept.get("domains"),
                Boolean.valueOf(kept.get("certificate")),
                Boolean.valueOf(kept.get("provision")));
    }

    EntraForm {
        alias = stripped(alias);
        displayName = stripped(displayName);
        tenants = stripped(tenants);
        clientId = stripped(clientId);
        clientSecret = stripped(clientSecret);
        clientSecretExpires = stripped(clientSecretExpires);
        domains = stripped(domains);
    }

    /** A secret that was typed in by mistake goes no further than this. */
    boolean isSecretLiteral() {
        String place = text(clientSecret);
        return !place.isEmpty() && !place.startsWith("env:") && !place.startsWith("file:");
    }

    boolean isByCertificate() {
        return Boolean.TRUE.equals(certificate);
    }

    /** Whether it can be added here: no secret of it is kept where only the realm file's operator reads it. */
    boolean isForHere() {
        return isByCertificate() || text(clientSecret).isEmpty();
    }

    EntraForm withoutSecret() {
        return new EntraForm(
                alias, displayName, tenants, clientId, "", clientSecretExpires, domains, certificate, provision);
    }

    /** Nothing is said of where the secret is kept: it is given to the service itself. */
    ObjectNode definitionWithoutSecret() {
        ObjectNode node = definition();
        node.remove("clientSecret");
        return node;
    }

    /** As a realm file writes it; what is missing the rules of the file will miss. */
    ObjectNode definition() {
        ObjectNode node =
                JsonNodeFactory.instance.objectNode().put("alias", alias).put("kind", EntraId.KIND);
        putUnlessEmpty(node, "displayName", displayName);
        putUnlessEmpty(node, "clientId", clientId);
        if (isByCertificate()) {
            node.put("authMethod", Credential.CERTIFICATE.code());
        } else {
            putUnlessEmpty(node, "clientSecret", clientSecret);
            putUnlessEmpty(node, "clientSecretExpires", clientSecretExpires);
        }
        putLines(node, "tenants", tenants);
        putLines(node, "domains", domains);
        return Boolean.TRUE.equals(provision) ? node.put("provision", Provisioning.JUST_IN_TIME.code()) : node;
    }

    private static void putUnlessEmpty(ObjectNode node, String key, @Nullable String value) {
        if (!text(value).isEmpty()) {
            node.put(key, value);
        }
    }

    private static void putLines(ObjectNode node, String key, @Nullable String lines) {
        List<String> each = List.of(text(lines).split("[\\s,;]+"));
        if (!text(lines).isEmpty()) {
            ArrayNode list = node.putArray(key);
            each.forEach(list::add);
        }
    }

    private static String stripped(@Nullable String text) {
        return text(text).strip();
    }

    private static String text(@Nullable String text) {
        return Objects.requireNonNullElse(text, "");
    }

    @Override
    public String toString() {
        return "EntraForm[" + alias + "]"; // a secret may have been typed in
    }
}
