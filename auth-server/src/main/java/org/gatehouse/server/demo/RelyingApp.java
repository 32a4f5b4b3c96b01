package org.gatehouse.server.demo;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The steps of the dance. Each takes what is known and gives what is known after, or stops with a problem. */
final class RelyingApp {

    private final DemoRealms realms;
    private final Provider provider;
    private final IdTokens idTokens;
    private final Clock clock;
    private final String redirectUri;

    RelyingApp(DemoRealms realms, Provider provider, Clock clock, String redirectUri) {
        this.realms = realms;
        this.provider = provider;
        this.idTokens = new IdTokens(clock);
        this.clock = clock;
        this.redirectUri = redirectUri;
    }

    /** The dance that is under way if nothing has come of it yet: another tab may be waiting for its answer. */
    Dance begin(DemoRealm realm, @Nullable Dance former) {
        if (former != null && former.isUnused(realm.realm(), clock.instant())) {
            return former;
        }
        return Dance.begin(realm.realm(), clock.instant());
    }

    AuthorizationRequest request(Dance dance, String language) {
        DemoRealm realm = realm(dance);
        return AuthorizationRequest.of(provider.discover(realm), realm, dance, redirectUri, language);
    }

    Dance receive(Dance dance, AuthorizationResponse response) {
        String code = response.verifiedCode(dance, metadata(dance));
        if (dance.isStale(clock.instant())) {
            throw new DemoProblem("expired");
        }
        if (dance.code() != null && !dance.code().equals(code)) {
            throw new DemoProblem("state"); // a state is good for one answer
        }
        return dance.answered(code);
    }

    /** What {@link #exchange(Dance)} is about to send. */
    String tokenRequest(Dance dance) {
        return Provider.shown(metadata(dance).tokenEndpoint(), codeForm(dance));
    }

    Dance exchange(Dance dance) {
        if (dance.code() == null) {
            throw new DemoProblem("no-code");
        }
        DemoRealm realm = realm(dance);
        Metadata metadata = provider.discover(realm);
        Provider.Result result = provider.post("token", metadata.tokenEndpoint(), codeForm(dance), realm);
        Tokens tokens = Tokens.of(succeeded(result));
        if (tokens.id() == null) {
            throw new DemoProblem("no-id-token");
        }
        List<Check> checks = idTokens.check(tokens.id(), provider.keys(metadata), realm, dance.nonce());
        return dance.received(tokens, believed(checks), result.exchange());
    }

    Dance refresh(Dance dance) {
        Tokens tokens = tokens(dance);
        String refreshToken = required(tokens.refresh(), "no-refresh-token");
        DemoRealm realm = realm(dance);
        Metadata metadata = provider.discover(realm);
        var form = Map.of("grant_type", "refresh_token", "refresh_token", refreshToken);
        Provider.Result result = provider.post("refresh", metadata.tokenEndpoint(), form, realm);
        if (!result.exchange().succeeded()) {
            return dance.talked(result.exchange());
        }
        Tokens newer = Tokens.of(result.body());
        List<Check> checks = dance.checks();
        if (newer.id() != null && tokens.id() != null) {
            checks = idTokens.recheck(newer.id(), tokens.id(), provider.keys(metadata), realm, dance.nonce());
        }
        return dance.received(tokens.renewedBy(newer), believed(checks), result.exchange());
    }

    Dance userinfo(Dance dance) {
        return dance.talked(
                provider.userinfo(metadata(dance), tokens(dance).access()).exchange());
    }

    Dance introspect(Dance dance) {
        var form = Map.of("token", tokens(dance).access(), "token_type_hint", "access_token");
        return dance.talked(provider.post("introspect", metadata(dance).introspectionEndpoint(), form, realm(dance))
                .exchange());
    }

    /** The refresh token if there is one: with it, everything it could still bring. */
    Dance revoke(Dance dance) {
        Tokens tokens = tokens(dance);
        String token = tokens.refresh() == null ? tokens.access() : tokens.refresh();
        return dance.talked(
                provider.post("revoke", metadata(dance).revocationEndpoint(), Map.of("token", token), realm(dance))
                        .exchange());
    }

    Metadata metadata(Dance dance) {
        return provider.discover(realm(dance));
    }

    DemoRealm realm(Dance dance) {
        return realms.find(dance.realm()).orElseThrow(() -> new DemoProblem("no-realm"));
    }

    static Tokens tokens(Dance dance) {
        if (dance.tokens() == null) {
            throw new DemoProblem("no-dance");
        }
        return dance.tokens();
    }

    private Map<String, String> codeForm(Dance dance) {
        var form = new LinkedHashMap<String, String>();
        form.put("grant_type", "authorization_code");
        form.put("code", required(dance.code(), "no-code"));
        form.put("redirect_uri", redirectUri);
        form.put("code_verifier", dance.verifier());
        return form;
    }

    private static Map<String, Object> succeeded(Provider.Result result) {
        if (!result.exchange().succeeded()) {
            throw new DemoProblem("token-refused", result.exchange().response());
        }
        return result.body();
    }

    private static List<Check> believed(List<Check> checks) {
        if (!checks.stream().allMatch(Check::passed)) {
            throw new DemoProblem("id-token", checks);
        }
        return checks;
    }

    private static String required(@Nullable String value, String problem) {
        if (value == null) {
            throw new DemoProblem(problem);
        }
        return value;
    }
}
