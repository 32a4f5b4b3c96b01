package org.gatehouse.server.isolation;

import java.util.List;
import java.util.stream.Stream;

/** Endpoints at which nothing of another realm can be named, and why not. */
final class NothingNamed {

    /** They act on whoever is signed in, and take what that person writes. */
    private static final List<String> OWN = List.of(
            "POST /realms/{realm}/account/data",
            "POST /realms/{realm}/account/email",
            "POST /realms/{realm}/account/email/resend",
            "POST /realms/{realm}/account/email/withdraw",
            "POST /realms/{realm}/account/erase",
            "POST /realms/{realm}/account/factors/recovery-codes",
            "POST /realms/{realm}/account/factors/recovery-codes/download",
            "POST /realms/{realm}/account/factors/totp",
            "POST /realms/{realm}/account/not-me",
            "POST /realms/{realm}/account/passkeys",
            "POST /realms/{realm}/account/passkeys/options",
            "POST /realms/{realm}/account/password",
            "POST /realms/{realm}/account/profile",
            "POST /realms/{realm}/account/sessions/end-others",
            "POST /realms/{realm}/sign-out");

    /**
     * What they continue is in the browser's session with the realm, where there is nothing of another. Codes, passkeys and
     * cookies of another realm are brought to them in {@link FactorCrossingsTest}.
     */
    private static final List<String> IN_THE_SESSION = List.of(
            "POST /realms/{realm}/sign-in/attestation",
            "POST /realms/{realm}/sign-in/confirm-email",
            "POST /realms/{realm}/sign-in/confirm-email/send",
            "POST /realms/{realm}/sign-in/email-code",
            "POST /realms/{realm}/sign-in/email-code/send",
            "POST /realms/{realm}/sign-in/enrol-passkey",
            "POST /realms/{realm}/sign-in/enrol-passkey/options",
            "POST /realms/{realm}/sign-in/enrol-totp",
            "POST /realms/{realm}/sign-in/passkey",
            "POST /realms/{realm}/sign-in/passkey/options",
            "POST /realms/{realm}/sign-in/password",
            "POST /realms/{realm}/sign-in/password-check",
            "POST /realms/{realm}/sign-in/recovery-code",
            "POST /realms/{realm}/sign-in/recovery-codes",
            "POST /realms/{realm}/sign-in/recovery-codes/download",
            "POST /realms/{realm}/sign-in/totp",
            "POST /realms/{realm}/sign-in/with-passkey",
            "POST /realms/{realm}/sign-in/with-passkey/options");

    /** They name what the realm's file names, or write something new into the realm. */
    private static final List<String> OF_THE_FILE = List.of(
            "GET /api/realms/{realm}/attestations/{id}/people",
            "GET /api/realms/{realm}/exports/attestations/{id}",
            "POST /console/realms/{realm}/attestations/export",
            "POST /api/realms/{realm}/clients",
            "POST /api/realms/{realm}/configuration/plan",
            "PUT /api/realms/{realm}/configuration",
            "POST /console/realms/{realm}/password-rules",
            "POST /console/realms/{realm}/retention/{category}",
            "POST /console/realms/{realm}/keys/rotate",
            "POST /console/realms/{realm}/clients/new",
            "POST /console/realms/{realm}/integrity/pack",
            "POST /console/realms/{realm}/integrity/verify",
            "POST /api/realms/{realm}/audit/integrity/verify",
            "POST /api/realms/{realm}/connections",
            "GET /api/realms/{realm}/connections/{alias}",
            "PUT /api/realms/{realm}/connections/{alias}",
            "PATCH /api/realms/{realm}/connections/{alias}",
            "DELETE /api/realms/{realm}/connections/{alias}",
            "GET /api/realms/{realm}/connections/{alias}/diagnosis",
            "GET /api/realms/{realm}/connections/{alias}/certificates",
            "POST /api/realms/{realm}/connections/{alias}/certificates",
            "POST /api/realms/{realm}/connections/{alias}/certificates/{thumbprint}/use",
            "DELETE /api/realms/{realm}/connections/{alias}/certificates/{thumbprint}",
            "GET /console/realms/{realm}/connections/{alias}/certificates/{thumbprint}",
            "POST /console/realms/{realm}/connections/{alias}/certificates",
            "POST /console/realms/{realm}/connections/{alias}/certificates/{thumbprint}/use",
            "POST /console/realms/{realm}/connections/{alias}/certificates/{thumbprint}/remove",
            "GET /console/realms/{realm}/connections/{alias}",
            "GET /console/realms/{realm}/connections/{alias}/try",
            "GET /console/realms/{realm}/connections/{alias}/tried",
            "POST /console/realms/{realm}/connections/new/entra-id",
            "POST /console/realms/{realm}/connections/new/entra-id/add",
            "GET /console/realms/{realm}/connections/{alias}/edit",
            "POST /console/realms/{realm}/connections/{alias}/edit",
            "POST /console/realms/{realm}/connections/{alias}/edit/preview",
            "POST /console/realms/{realm}/connections/{alias}/remove",
            "GET /realms/{realm}/connections/{alias}",
            "GET /realms/{realm}/connections/{alias}/callback",
            "GET /realms/{realm}/connections/{alias}/refused",
            "GET /realms/{realm}/connections/{alias}/sign-out",
            "POST /realms/{realm}/connections/{alias}/backchannel-logout",
            "GET /realms/{realm}/connections/{alias}/frontchannel-logout",
            "POST /api/realms/{realm}/scim-tokens",
            "POST /api/realms/{realm}/initial-access-tokens",
            "POST /api/realms/{realm}/keys/rotate",
            "PUT /api/realms/{realm}/audit/retention/{category}",
            "POST /api/realms/{realm}/audit/exports");

    /** They name a place in the log of the realm in the path: the same names are in every realm's. */
    private static final List<String> OF_THE_LOG = List.of(
            "GET /api/realms/{realm}/audit/entries/{reference}",
            "GET /api/realms/{realm}/audit/entries/{reference}/proof",
            "GET /console/realms/{realm}/audit/{reference}",
            "GET /console/realms/{realm}/audit/{reference}/proof",
            "POST /console/realms/{realm}/audit/{reference}/reveal",
            "GET /realms/{realm}/audit/{tier}/checkpoint",
            "GET /realms/{realm}/audit/{tier}/key",
            "GET /realms/{realm}/audit/{tier}/cosigned",
            "GET /realms/{realm}/audit/{tier}/pruned",
            "GET /realms/{realm}/audit/{tier}/tile/**",
            "POST /api/realms/{realm}/audit/entries");

    /** Asked by GET, or with what is printed once when a realm begins. */
    private static final List<String> OTHERWISE = List.of(
            "POST /.well-known/oauth-authorization-server/realms/{realm}",
            "POST /realms/{realm}/.well-known/openid-configuration",
            "POST /realms/{realm}/userinfo",
            "POST /realms/{realm}/first-administrator");

    private NothingNamed() {}

    static boolean isExcused(Endpoint endpoint) {
        return all().contains(endpoint.toString());
    }

    static List<String> all() {
        return Stream.of(OWN, IN_THE_SESSION, OF_THE_FILE, OF_THE_LOG, OTHERWISE)
                .flatMap(List::stream)
                .toList();
    }
}
