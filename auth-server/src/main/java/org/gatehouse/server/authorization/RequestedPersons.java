package org.gatehouse.server.authorization;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.gatehouse.server.claims.RequestedClaims;
import org.gatehouse.server.clients.RealmClients;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.request.CurrentRequest;
import org.gatehouse.server.session.SignedIn;
import org.gatehouse.server.session.SignedInAccount;
import org.gatehouse.server.subjects.Subjects;
import org.gatehouse.server.tokens.IdTokenHint;
import org.gatehouse.server.tokens.IdTokens;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationToken;
import org.springframework.stereotype.Component;

/** Whom an authorization request means, and what it wants to know of them (OIDC Core sections 3.1.2.1 and 5.5). */
@Component
class RequestedPersons {

    private final IdTokens idTokens;
    private final Subjects subjects;
    private final Accounts accounts;
    private final RealmClients clients;

    RequestedPersons(IdTokens idTokens, Subjects subjects, Accounts accounts, RealmClients clients) {
        this.idTokens = idTokens;
        this.subjects = subjects;
        this.accounts = accounts;
        this.clients = clients;
    }

    /** Whether the hint, if there is one, is an ID token the client may show: its own, of this realm, of whatever age. */
    boolean isHintRight(OAuth2AuthorizationCodeRequestAuthenticationToken asked) {
        return text(asked, "id_token_hint") == null || findHint(asked).isPresent();
    }

    /** The subject of the hint; none without one. */
    Set<String> hinted(OAuth2AuthorizationCodeRequestAuthenticationToken asked) {
        return findHint(asked).map(hint -> Set.of(hint.subject())).orElse(Set.of());
    }

    /** Whether the client means this person; it means anybody when it names nobody. */
    boolean isMeant(
            SignedInAccount person, OAuth2AuthorizationCodeRequestAuthenticationToken asked, SignInWishes wishes) {
        String subject = subjects.of(CurrentRequest.currentRealm(), asked.getClientId(), person.account());
        return wishes.subjects().stream().allMatch(subject::equals);
    }

    /**
     * What the user name is filled in with: the client's hint, else the name of whom its ID token is about, which it could
     * know. A subject alone gives no name away: anybody may write one into a link.
     */
    @Nullable
    String loginHint(OAuth2AuthorizationCodeRequestAuthenticationToken asked, SignInWishes wishes) {
        String hint = text(asked, "login_hint");
        if (hint != null) {
            return hint;
        }
        Realm realm = CurrentRequest.currentRealm();
        Optional<String> meant = findHint(asked)
                .flatMap(token -> Optional.ofNullable(token.account()))
                .flatMap(account -> accounts.find(realm, account))
                .map(Account::userName);
        boolean isSomebodyElse = SignedIn.current()
                .filter(person -> !isMeant(person, asked, wishes))
                .isPresent();
        return meant.orElse(isSomebodyElse ? "" : null);
    }

    /** The scopes asked for, and those that would have covered the claims asked for one by one: consent is about both. */
    Set<String> scopes(OAuth2AuthorizationCodeRequestAuthenticationToken asked) {
        Set<String> allowed = clients.findDefinition(CurrentRequest.currentRealm(), asked.getClientId())
                .map(client -> Set.copyOf(client.scopes()))
                .orElse(Set.of());
        Set<String> scopes = new HashSet<>(asked.getScopes());
        scopes.addAll(RequestedClaims.stored(text(asked, "claims")).coveringScopes(allowed));
        return Set.copyOf(scopes);
    }

    private Optional<IdTokenHint> findHint(OAuth2AuthorizationCodeRequestAuthenticationToken asked) {
        String hint = text(asked, "id_token_hint");
        return hint == null
                ? Optional.empty()
                : idTokens.findHint(CurrentRequest.currentRealm(), hint)
                        .filter(token -> token.clientId().equals(asked.getClientId()));
    }

    /** Empty means omitted (RFC 6749 section 3.1). */
    private static @Nullable String text(OAuth2AuthorizationCodeRequestAuthenticationToken asked, String name) {
        Map<String, Object> parameters = asked.getAdditionalParameters();
        return Optional.ofNullable(parameters.get(name))
                .map(Object::toString)
                .filter(text -> !text.isEmpty())
                .orElse(null);
    }
}
