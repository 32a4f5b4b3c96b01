package org.gatehouse.server.federation.doctor;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.gatehouse.realm.federation.Connection;
import org.gatehouse.realm.federation.EntraId;
import org.gatehouse.realm.federation.OidcProvider;
import org.gatehouse.realm.federation.Overage;
import org.gatehouse.server.federation.ConnectionSecrets;
import org.gatehouse.server.federation.CredentialExpiries;
import org.gatehouse.server.federation.CredentialExpiry;
import org.gatehouse.server.federation.UpstreamSignIns;
import org.gatehouse.server.federation.accounts.RightsThatFollow;
import org.gatehouse.server.federation.certificate.ConnectionCertificates;
import org.gatehouse.server.groups.Groups;
import org.gatehouse.server.realm.Realm;
import org.springframework.stereotype.Component;

/** Looks at a connection as the realm has it; nobody is called. */
@Component
class OwnChecks {

    private final ConnectionSecrets secrets;
    private final Groups groups;
    private final RightsThatFollow rights;
    private final ConnectionCertificates certificates;
    private final CredentialExpiries expiries;

    OwnChecks(
            ConnectionSecrets secrets,
            Groups groups,
            RightsThatFollow rights,
            ConnectionCertificates certificates,
            CredentialExpiries expiries) {
        this.secrets = secrets;
        this.groups = groups;
        this.rights = rights;
        this.certificates = certificates;
        this.expiries = expiries;
    }

    List<Finding> findings(Realm realm, Connection connection) {
        List<Finding> findings = new ArrayList<>();
        addCredential(realm, connection, findings);
        String redirectUri = UpstreamSignIns.redirectUri(realm, connection);
        findings.add(Finding.notLookedAt("redirect-uri", "register").toCopy(redirectUri));
        findings.add(roles(realm, connection));
        findings.add(groups(realm, connection));
        findings.add(guests(realm, connection));
        findings.add(
                connection.domains().isEmpty()
                        ? Finding.ok("domains", "none")
                        : Finding.ok("domains", "ok", String.join(", ", connection.domains())));
        findings.add(secondFactor(connection));
        if (connection.provider() instanceof EntraId entra) {
            addEntra(connection, entra, findings);
        }
        return findings;
    }

    private void addCredential(Realm realm, Connection connection, List<Finding> findings) {
        switch (connection.credential()) {
            case REALM_KEYS -> findings.add(secret(realm, connection));
            case SECRET -> {
                findings.add(secret(realm, connection));
                findings.add(expiry(realm, connection, "secret-expiry"));
            }
            case CERTIFICATE -> {
                findings.add(certificate(realm, connection));
                findings.add(expiry(realm, connection, "certificate-expiry"));
            }
        }
    }

    private Finding certificate(Realm realm, Connection connection) {
        return certificates
                .inUse(realm, connection)
                .map(one -> one.sha1() == null
                        ? Finding.problem("certificate", "unreadable")
                        : Finding.ok("certificate", "ok", one.sha1()))
                .orElseGet(() -> Finding.problem("certificate", "none"));
    }

    private Finding secret(Realm realm, Connection connection) {
        if (connection.clientSecret() == null) {
            return Finding.ok("secret", "by-key");
        }
        if (connection.clientSecret().isStored()) {
            return secrets.isUsable(realm, connection)
                    ? Finding.ok("secret", "given")
                    : Finding.problem("secret", "not-given");
        }
        String reference = connection.clientSecret().toString();
        return secrets.isUsable(realm, connection)
                ? Finding.ok("secret", "ok", reference)
                : Finding.problem("secret", "unknown", reference);
    }

    private Finding expiry(Realm realm, Connection connection, String check) {
        CredentialExpiry expiry = expiries.of(realm, connection);
        String last = String.valueOf(expiry.lastDay());
        String days = String.valueOf(expiry.days());
        return switch (expiry.state()) {
            case UNKNOWN -> Finding.notLookedAt(check, "not-said");
            case OVER -> Finding.problem(check, "over", last);
            case SOON -> Finding.warning(check, "soon", last, days);
            case GOOD -> Finding.ok(check, "ok", last, days);
        };
    }

    private Finding roles(Realm realm, Connection connection) {
        Collection<String> mapped = new TreeSet<>(connection.roles().values());
        return mapping("roles", mapped, role -> realm.definition().hasRole(role), role -> rights.decides(realm, role));
    }

    private Finding groups(Realm realm, Connection connection) {
        Collection<String> mapped = new TreeSet<>(connection.groups().values());
        return mapping(
                "groups",
                mapped,
                path -> groups.findByPath(realm, path).isPresent(),
                path -> groups.findByPath(realm, path)
                        .filter(group -> rights.decides(realm, group))
                        .isPresent());
    }

    /** The file was right when it was applied; roles and groups change after it. */
    private static Finding mapping(
            String check, Collection<String> mapped, Predicate<String> exists, Predicate<String> decides) {
        if (mapped.isEmpty()) {
            return Finding.ok(check, "none");
        }
        List<String> gone = mapped.stream().filter(exists.negate()).toList();
        if (!gone.isEmpty()) {
            return Finding.problem(check, "gone", String.join(", ", gone));
        }
        List<String> deciding = mapped.stream().filter(decides).toList();
        return deciding.isEmpty()
                ? Finding.ok(check, "ok", String.join(", ", mapped))
                : Finding.problem(check, "deciding", String.join(", ", deciding));
    }

    private Finding guests(Realm realm, Connection connection) {
        String role = connection.guests().role();
        if (role == null) {
            return Finding.ok("guests", "refused");
        }
        if (!realm.definition().hasRole(role)) {
            return Finding.problem("guests", "gone", role);
        }
        return rights.decides(realm, role)
                ? Finding.problem("guests", "deciding", role)
                : Finding.ok("guests", "role", role);
    }

    private static Finding secondFactor(Connection connection) {
        List<String> trusted = new ArrayList<>();
        if (connection.provider() instanceof EntraId entra) {
            trusted.addAll(entra.trustedContexts());
        } else if (connection.provider() instanceof OidcProvider oidc) {
            trusted.addAll(oidc.trustedAcr());
            trusted.addAll(oidc.trustedAmr());
        }
        return trusted.isEmpty()
                ? Finding.ok("second-factor", "none")
                : Finding.ok("second-factor", "trusted", String.join(", ", trusted));
    }

    private static void addEntra(Connection connection, EntraId entra, List<Finding> findings) {
        findings.add(
                entra.tenants().any()
                        ? Finding.warning("tenants", "any")
                        : Finding.ok(
                                "tenants",
                                "listed",
                                String.join(", ", entra.tenants().ids())));
        findings.add(Finding.notLookedAt("optional-claims", "ask"));
        if (!connection.roles().isEmpty()) {
            findings.add(Finding.notLookedAt(
                    "app-roles", "ask", String.join(", ", connection.roles().keySet())));
        }
        if (!connection.groups().isEmpty()) {
            boolean graph = entra.overage() == Overage.GRAPH;
            findings.add(Finding.notLookedAt("group-claims", graph ? "graph" : "token"));
        }
    }
}
