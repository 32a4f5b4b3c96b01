package org.gatehouse.realm.keycloak;

import java.util.List;
import org.gatehouse.realm.RealmDefinition;
import org.gatehouse.realm.TokenLifetimes;
import org.gatehouse.realm.file.common.Nodes;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What Keycloak keeps with the realm itself. */
final class RealmSettings {

    /** How long a code may take to the token endpoint, in seconds. */
    private static final int CODE_LIFE = 60;

    private RealmSettings() {}

    static ObjectNode of(RealmDefinition realm) {
        ObjectNode settings = JsonNodeFactory.instance
                .objectNode()
                .put("realm", realm.realm())
                .put("enabled", true)
                .put("displayName", realm.displayName())
                .put("sslRequired", "external")
                .put("internationalizationEnabled", true)
                .put("defaultLocale", realm.languages().get(0));
        settings.set("supportedLocales", Nodes.texts(realm.languages()));
        putPeople(settings, realm);
        putLifetimes(settings, realm.tokens());
        putGuessing(settings);
        putEvents(settings, realm);
        return settings;
    }

    private static void putPeople(ObjectNode settings, RealmDefinition realm) {
        settings.put("registrationAllowed", false)
                .put("rememberMe", false)
                .put("duplicateEmailsAllowed", false)
                .put("verifyEmail", realm.signIn().verifiedEmail())
                .put("passwordPolicy", PasswordPolicies.of(realm));
    }

    /** Offline sessions are how an app stays signed in longer than a browser: they get the bound of mobile sessions. */
    private static void putLifetimes(ObjectNode settings, TokenLifetimes tokens) {
        long mobile = tokens.mobile().session().toSeconds();
        settings.put("defaultSignatureAlgorithm", "RS256")
                .put("accessTokenLifespan", tokens.web().access().toSeconds())
                .put("accessCodeLifespan", CODE_LIFE)
                .put("ssoSessionIdleTimeout", tokens.web().idle().toSeconds())
                .put("ssoSessionMaxLifespan", tokens.web().session().toSeconds())
                .put("offlineSessionMaxLifespanEnabled", true)
                .put("offlineSessionMaxLifespan", mobile)
                .put("offlineSessionIdleTimeout", mobile)
                .put("revokeRefreshToken", true)
                .put("refreshTokenMaxReuse", 0);
    }

    /** Somebody who guesses waits longer each time; nobody can be shut out for good by others. */
    private static void putGuessing(ObjectNode settings) {
        settings.put("bruteForceProtected", true)
                .put("permanentLockout", false)
                .put("failureFactor", 10)
                .put("waitIncrementSeconds", 60)
                .put("maxFailureWaitSeconds", 900)
                .put("minimumQuickLoginWaitSeconds", 60)
                .put("quickLoginCheckMilliSeconds", 1000)
                .put("maxDeltaTimeSeconds", 43_200);
    }

    /** Keycloak's own store would keep in clear text, and beyond their deletion, whom the trail can forget. */
    private static void putEvents(ObjectNode settings, RealmDefinition realm) {
        settings.put("eventsEnabled", false).put("adminEventsEnabled", false);
        settings.set("eventsListeners", Nodes.texts(List.of("jboss-logging", RealmTrail.ID)));
        settings.putObject("attributes").put(RealmTrail.RETENTION, RealmTrail.retention(realm.trail()));
    }
}
