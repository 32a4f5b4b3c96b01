package org.gatehouse.server.testing;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A relying app as tests need one: builds requests that are right unless a test changes them. */
public final class RelyingApp {

    public static final String VERIFIER = "a-code-verifier-that-is-long-enough-for-rfc-7636-section-4";

    private final Site site;
    private final String realm;
    private final String clientId;
    private final String redirectUri;
    private final @Nullable String userAgent;

    private RelyingApp(Site site, String realm, String clientId, String redirectUri) {
        this(site, realm, clientId, redirectUri, null);
    }

    private RelyingApp(Site site, String realm, String clientId, String redirectUri, @Nullable String userAgent) {
        this.site = site;
        this.realm = realm;
        this.clientId = clientId;
        this.redirectUri = redirectUri;
        this.userAgent = userAgent;
    }

    public static RelyingApp web(Site site, String realm) {
        return new RelyingApp(site, realm, "web", "https://web.example/cb");
    }

    public static RelyingApp phone(Site site, String realm) {
        return new RelyingApp(site, realm, "phone", "com.example.phone:/cb");
    }

    /** A mobile client of another realm file. */
    public static RelyingApp mobile(Site site, String realm, String clientId, String redirectUri) {
        return new RelyingApp(site, realm, clientId, redirectUri);
    }

    public static RelyingApp of(Site site, String realm, String clientId) {
        return new RelyingApp(site, realm, clientId, "https://" + clientId + ".example/cb");
    }

    /** The same app on a device that says what it is. */
    public RelyingApp on(String device) {
        return new RelyingApp(site, realm, clientId, redirectUri, device);
    }

    /** The same app, talking to another node. */
    public RelyingApp at(Site node) {
        return new RelyingApp(node, realm, clientId, redirectUri, userAgent);
    }

    public String path(String endpoint) {
        return "/realms/" + realm + endpoint;
    }

    /** The parameters of a good authorization request. */
    public Map<String, String> authorization() {
        Map<String, String> request = new LinkedHashMap<>();
        request.put("response_type", "code");
        request.put("client_id", clientId);
        request.put("redirect_uri", redirectUri);
        request.put("scope", "openid profile email");
        request.put("state", "some-state");
        request.put("nonce", "some-nonce");
        request.put("code_challenge", challenge());
        request.put("code_challenge_method", "S256");
        return request;
    }

    public Answer authorize(Browser browser, Map<String, String> request) {
        return browser.get(path("/oauth2/authorize?" + Browser.encode(request)));
    }

    /** Signs in and comes back with a code. */
    public String code(Browser browser, String userName, String password) {
        return codeAnswer(browser, userName, password, authorization()).redirectParameter("code");
    }

    /** Signs in at the page the request leads to, and follows back to the answer. */
    public Answer codeAnswer(Browser browser, String userName, String password, Map<String, String> request) {
        Answer toSignIn = authorize(browser, request);
        Answer page = browser.get(toSignIn.location());
        Answer signedIn = browser.submit(page, path("/sign-in"), Map.of("username", userName, "password", password));
        return browser.get(signedIn.location());
    }

    public Answer codeAnswer(Browser browser, Person person, Map<String, String> request) {
        return codeAnswer(browser, person.userName(), person.password(), request);
    }

    public String code(Browser browser, Person person) {
        return code(browser, person.userName(), person.password());
    }

    /** Signs the person in with a browser of their own and redeems the code. */
    public Answer tokens(Person person) {
        return redeem(code(new Browser(site, userAgent), person));
    }

    public Map<String, String> redemption(String code) {
        Map<String, String> request = new LinkedHashMap<>();
        request.put("grant_type", "authorization_code");
        request.put("code", code);
        request.put("redirect_uri", redirectUri);
        request.put("code_verifier", VERIFIER);
        if (isPublic()) {
            request.put("client_id", clientId);
        }
        return request;
    }

    public Answer token(Map<String, String> request) {
        return post("/oauth2/token", request);
    }

    public Answer redeem(String code) {
        return token(redemption(code));
    }

    public Map<String, String> refreshment(String refreshToken) {
        return named(Map.of("grant_type", "refresh_token", "refresh_token", refreshToken));
    }

    public Answer refresh(String refreshToken) {
        return token(refreshment(refreshToken));
    }

    public Map<String, String> revocation(String token) {
        return named(Map.of("token", token));
    }

    public Answer revoke(String token) {
        return post("/oauth2/revoke", revocation(token));
    }

    public Answer introspect(String token) {
        return post("/oauth2/introspect", named(Map.of("token", token)));
    }

    public Answer userInfo(String accessToken) {
        return new Browser(site).get(path("/userinfo"), "Authorization", "Bearer " + accessToken);
    }

    public boolean isActive(String token) {
        return of(site, realm, "exporter")
                .introspect(token)
                .json()
                .path("active")
                .asBoolean();
    }

    public Answer post(String endpoint, Map<String, String> form) {
        return post(endpoint, form, new String[0]);
    }

    /** With more headers than those the client authenticates with. */
    public Answer post(String endpoint, Map<String, String> form, String[] more) {
        String[] headers =
                Stream.of(authentication(), more).flatMap(Arrays::stream).toArray(String[]::new);
        return new Browser(site, userAgent).post(path(endpoint), form, headers);
    }

    /** An authorization request sent by the app itself (RFC 9126). */
    public Answer push(Map<String, String> request) {
        return post("/oauth2/par", request);
    }

    /** What the browser then brings. */
    public Map<String, String> reference(String requestUri) {
        Map<String, String> request = new LinkedHashMap<>();
        request.put("client_id", clientId);
        request.put("request_uri", requestUri);
        return request;
    }

    /** The header a confidential client authenticates with, name and value; nothing for a public one. */
    public String[] authentication() {
        return isPublic() ? new String[0] : new String[] {"Authorization", basic()};
    }

    public String basic() {
        return basic(
                clientId,
                TestServer.secret(
                        clientId.toUpperCase(java.util.Locale.ROOT).replace("GLOBEX-ONLY", "EXPORTER") + "_SECRET"));
    }

    public static String basic(String clientId, String secret) {
        return "Basic "
                + Base64.getEncoder().encodeToString((clientId + ":" + secret).getBytes(StandardCharsets.UTF_8));
    }

    public static String challenge() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(VERIFIER.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException ex) {
            throw new IllegalStateException(ex);
        }
    }

    private Map<String, String> named(Map<String, String> request) {
        Map<String, String> named = new LinkedHashMap<>(request);
        if (isPublic()) {
            named.put("client_id", clientId);
        }
        return named;
    }

    /** Whether it is an app on a phone, which keeps no secret. */
    public boolean isPublic() {
        return !redirectUri.startsWith("https:");
    }
}
