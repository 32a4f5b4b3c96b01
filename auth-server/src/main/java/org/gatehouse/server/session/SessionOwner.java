package org.gatehouse.server.session;

import java.util.Map;
import java.util.UUID;
import org.gatehouse.server.realm.Realm;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.IndexResolver;
import org.springframework.session.Session;

/** Whose a stored session is: {@code realm/account/reference}, so that all of a person's begin alike. */
final class SessionOwner implements IndexResolver<Session> {

    @Override
    public Map<String, String> resolveIndexesFor(Session session) {
        SecurityContext context =
                session.getAttribute(HttpSessionSecurityContextRepository.SPRING_SECURITY_CONTEXT_KEY);
        return context == null
                ? Map.of()
                : SignedIn.of(context.getAuthentication())
                        .map(signedIn ->
                                Map.of(FindByIndexNameSessionRepository.PRINCIPAL_NAME_INDEX_NAME, of(signedIn)))
                        .orElse(Map.of());
    }

    static String of(SignedInAccount signedIn) {
        return first(signedIn.realm(), signedIn.account()) + signedIn.reference();
    }

    static String of(Realm realm, UUID account, String reference) {
        return first(realm, account) + reference;
    }

    /** Where a person's sessions begin in the index. */
    static String first(Realm realm, UUID account) {
        return first(realm.name(), account);
    }

    /** Where they end: 0 is what follows the slash in ASCII, which is the column's order. */
    static String end(Realm realm, UUID account) {
        return realm.name() + "/" + account + "0";
    }

    static String reference(String owner) {
        return owner.substring(owner.lastIndexOf('/') + 1);
    }

    private static String first(String realm, UUID account) {
        return realm + "/" + account + "/";
    }
}
