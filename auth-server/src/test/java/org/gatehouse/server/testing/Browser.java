package org.gatehouse.server.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A browser without script: keeps cookies, follows nothing by itself but the console's way through the realm. */
public final class Browser {

    private final Site site;
    private final CookieManager cookies = new CookieManager(null, CookiePolicy.ACCEPT_ALL);
    private final HttpClient http;
    private final @Nullable String userAgent;

    public Browser(Site site) {
        this(site, null);
    }

    /** A browser that says what it is; null for what the library says. */
    public Browser(Site site, @Nullable String userAgent) {
        this.site = site;
        this.userAgent = userAgent;
        this.http = HttpClient.newBuilder()
                .cookieHandler(cookies)
                .connectTimeout(Duration.ofSeconds(10))
                .build();
    }

    public Answer get(String pathOrUrl, String... headers) {
        Answer answer = step(pathOrUrl, headers);
        if (!answer.location().contains("client_id=gatehouse-console")) {
            return answer;
        }
        Answer back = step(answer.location(), headers);
        if (!back.location().contains("/signed-in?")) {
            return back;
        }
        Answer letIn = step(back.location(), headers);
        return letIn.location().isEmpty() ? letIn : step(letIn.location(), headers);
    }

    /** Exactly one request. */
    public Answer step(String pathOrUrl, String... headers) {
        return send(request(pathOrUrl, headers).GET());
    }

    public Answer post(String pathOrUrl, Map<String, String> form, String... headers) {
        return send(request(pathOrUrl, headers)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(encode(form))));
    }

    /** Opens a page and sends its form: hidden fields are kept, as a browser would. */
    public Answer submit(Answer page, String action, Map<String, String> fields, String... headers) {
        Map<String, String> form = new LinkedHashMap<>();
        for (String hidden : new String[] {"_csrf", "request", "to", "token", "attempt"}) {
            if (!page.hidden(hidden).isEmpty()) {
                form.put(hidden, page.hidden(hidden));
            }
        }
        form.putAll(fields);
        return post(action, form, headers);
    }

    /** Signs in at the realm's own page; the answer is what the form was answered with. */
    public Answer signIn(String realm, String userName, String password) {
        Answer page = get("/realms/" + realm + "/sign-in");
        return submit(page, "/realms/" + realm + "/sign-in", Map.of("username", userName, "password", password));
    }

    /** Signs in with a password and then with the code an app shows; the answer is what the code was answered with. */
    public Answer signIn(String realm, Person person, Authenticator app) {
        Answer step = get(signIn(realm, person.userName(), person.password()).location());
        return submit(step, "/realms/" + realm + "/sign-in/totp", Map.of("code", app.code()));
    }

    public CookieManager cookies() {
        return cookies;
    }

    public static String encode(Map<String, String> form) {
        return form.entrySet().stream()
                .map(entry -> encode(entry.getKey()) + "=" + encode(entry.getValue()))
                .collect(Collectors.joining("&"));
    }

    private HttpRequest.Builder request(String pathOrUrl, String... headers) {
        URI uri = pathOrUrl.startsWith("http") ? URI.create(pathOrUrl) : site.uri(pathOrUrl);
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(30));
        if (headers.length > 0) {
            request.headers(headers);
        }
        if (userAgent != null) {
            request.header("User-Agent", userAgent);
        }
        return request;
    }

    private Answer send(HttpRequest.Builder request) {
        try {
            return Answer.of(http.send(request.build(), HttpResponse.BodyHandlers.ofString()));
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(ex);
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
