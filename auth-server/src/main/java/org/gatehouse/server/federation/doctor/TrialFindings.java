package org.gatehouse.server.federation.doctor;

import java.util.ArrayList;
import java.util.List;
import org.gatehouse.realm.federation.Connection;
import org.gatehouse.realm.federation.EntraId;
import org.gatehouse.realm.federation.Guests;
import org.gatehouse.realm.federation.OidcProvider;
import org.gatehouse.server.federation.doctor.Trial.Whom;
import org.springframework.stereotype.Component;

/** Compares what came with what the connection wants. */
@Component
class TrialFindings {

    List<Finding> of(Connection connection, Trial trial) {
        Whom person = trial.person();
        if (person == null) {
            return List.of(refused(trial));
        }
        List<Finding> findings = new ArrayList<>();
        findings.add(prospect(person));
        findings.add(address(person));
        findings.add(guest(connection, person));
        if (!connection.roles().isEmpty()) {
            findings.add(roles(connection, trial, person));
        }
        if (!connection.groups().isEmpty()) {
            findings.add(groups(connection, trial, person));
        }
        findings.add(secondFactor(connection, person));
        return findings;
    }

    private static Finding refused(Trial trial) {
        String failure = trial.failure();
        String reason = String.valueOf(trial.reason());
        return Finding.problem("try", failure == null || !reason.startsWith("provider-") ? reason : failure, reason);
    }

    private static Finding prospect(Whom person) {
        return person.admitted()
                ? Finding.ok("try", person.prospect())
                : Finding.problem("try", person.prospect(), person.prospect());
    }

    private static Finding address(Whom person) {
        if (person.email() == null) {
            return Finding.warning("try-email", "absent");
        }
        return person.emailVerified() ? Finding.ok("try-email", "ok") : Finding.warning("try-email", "unverified");
    }

    private static Finding guest(Connection connection, Whom person) {
        if (connection.provider() instanceof EntraId || person.guest()) {
            return person.guest() ? guest(connection.guests()) : Finding.ok("try-guest", "member");
        }
        return Finding.ok("try-guest", "not-said");
    }

    private static Finding guest(Guests rule) {
        return rule.role() == null
                ? Finding.problem("try-guest", "refused")
                : Finding.ok("try-guest", "role", rule.role());
    }

    private static Finding roles(Connection connection, Trial trial, Whom person) {
        String claim = connection.provider() instanceof OidcProvider oidc ? oidc.rolesClaim() : "roles";
        if (!says(trial, claim) && person.saidRoles().isEmpty()) {
            return Finding.warning("try-roles", "absent", claim);
        }
        return person.roles().isEmpty()
                ? Finding.warning("try-roles", "unmapped", claim)
                : Finding.ok("try-roles", "ok", String.join(", ", person.roles()));
    }

    private static Finding groups(Connection connection, Trial trial, Whom person) {
        String claim = connection.provider() instanceof OidcProvider oidc ? oidc.groupsClaim() : "groups";
        if (!says(trial, claim) && person.groupCount() == 0) {
            return Finding.warning("try-groups", "absent", claim);
        }
        return person.groups().isEmpty()
                ? Finding.warning("try-groups", "unmapped", claim)
                : Finding.ok("try-groups", "ok", String.join(", ", person.groups()));
    }

    private static boolean says(Trial trial, String claim) {
        return trial.claims().stream().anyMatch(said -> said.name().equals(claim));
    }

    private static Finding secondFactor(Connection connection, Whom person) {
        if (person.secondFactor()) {
            return Finding.ok("try-factor", "trusted");
        }
        return trustsSome(connection) ? Finding.warning("try-factor", "absent") : Finding.ok("try-factor", "not-asked");
    }

    static boolean trustsSome(Connection connection) {
        if (connection.provider() instanceof EntraId entra) {
            return !entra.trustedContexts().isEmpty();
        }
        return connection.provider() instanceof OidcProvider oidc
                && !(oidc.trustedAcr().isEmpty() && oidc.trustedAmr().isEmpty());
    }
}
