package org.gatehouse.server.crash;

import java.io.IOException;
import java.net.ConnectException;
import java.net.HttpCookie;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.Site;

/**
 * A browser or relying app on a network of its own. Unlike {@link Browser} it expects that answers are cut off, numbers
 * what it asks, and judges what nobody should be answered.
 */
final class Caller {

    /** Longer than the service's own limits, so that it is the service that gives up. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private final Site site;
    private final Ledger ledger;
    private final String address;
    private final Map<String, String> cookies = new LinkedHashMap<>();

    Caller(Site site, Ledger ledger, String address) {
        this.site = site;
        this.ledger = ledger;
        this.address = address;
    }

    /** Another browser on the same network, which nobody has signed in with. */
    Caller stranger() {
        return new Caller(site, ledger, address);
    }

    /** A browser that holds the cookies this one holds now. */
    Caller copy() {
        Caller copy = stranger();
        copy.cookies.putAll(cookies);
        return copy;
    }

    void forgetCookies() {
        cookies.clear();
    }

    Answer get(String pathOrUrl, String... headers) throws CutOff {
        return send(pathOrUrl, request -> request.GET(), headers);
    }

    Answer post(String path, Map<String, String> form, String... headers) throws CutOff {
        HttpRequest.BodyPublisher body = HttpRequest.BodyPublishers.ofString(Browser.encode(form));
        return send(
                path,
                request -> request.header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(body),
                headers);
    }

    /** As programs call an API. */
    Answer call(String method, String path, String json, String... headers) throws CutOff {
        return send(
                path,
                request -> json == null
                        ? request.method(method, HttpRequest.BodyPublishers.noBody())
                        : request.header("Content-Type", "application/json")
                                .method(method, HttpRequest.BodyPublishers.ofString(json)),
                headers);
    }

    /** Sends a page's form, with what the page hid in it. */
    Answer submit(Answer page, String path, Map<String, String> fields) throws CutOff {
        Map<String, String> form = new LinkedHashMap<>();
        for (String hidden : List.of("_csrf", "request", "token", "attempt")) {
            if (!page.hidden(hidden).isEmpty()) {
                form.put(hidden, page.hidden(hidden));
            }
        }
        form.putAll(fields);
        return post(path, form);
    }

    private interface Method {
        HttpRequest.Builder of(HttpRequest.Builder request);
    }

    private Answer send(String pathOrUrl, Method method, String... headers) throws CutOff {
        long number = ledger.nextRequest();
        String path = path(pathOrUrl);
        try {
            HttpResponse<String> response = HTTP.send(request(path, number, method, headers), BodyHandlers.ofString());
            return judged(number, path, response);
        } catch (ConnectException ex) {
            throw new CutOff(number, ex); // nobody heard it: should an entry say otherwise, the comparison finds it
        } catch (IOException ex) {
            ledger.unknown(number);
            throw new CutOff(number, ex);
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            ledger.unknown(number);
            throw new CutOff(number, ex);
        }
    }

    private HttpRequest request(String path, long number, Method method, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(site.uri(path))
                .timeout(PATIENCE)
                .header("User-Agent", ledger.userAgent(number))
                .header("X-Forwarded-For", address);
        if (!cookies.isEmpty()) {
            request.header("Cookie", cookieHeader());
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        return method.of(request).build();
    }

    /** In an outage the only answer is 503 with {@code Retry-After} and nothing of use in it; it says "not now". */
    private Answer judged(long number, String path, HttpResponse<String> response) throws CutOff {
        Answer answer = Answer.of(response);
        if (answer.status() < 500) {
            response.headers().allValues("Set-Cookie").forEach(this::keep);
            return answer;
        }
        ledger.unknown(number);
        boolean clean = answer.status() == 503
                && !answer.header("Retry-After").isEmpty()
                && !answer.body().contains("access_token");
        if (!clean) {
            ledger.finding(
                    Finding.Kind.WRONG_ANSWER,
                    "%s was answered with %d (request %s)"
                            .formatted(path.replaceFirst("\\?.*", ""), answer.status(), answer.header("X-Request-Id")));
        }
        throw new CutOff(number, "status " + answer.status());
    }

    /** Redirects name the configured base URL; what is asked is a path, wherever the service is reached. */
    private static String path(String pathOrUrl) {
        return pathOrUrl.startsWith("http") ? pathOrUrl.replaceFirst("^https?://[^/]+", "") : pathOrUrl;
    }

    private String cookieHeader() {
        return cookies.entrySet().stream()
                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
    }

    private void keep(String setCookie) {
        HttpCookie cookie = HttpCookie.parse(setCookie).get(0);
        if (cookie.getMaxAge() == 0) {
            cookies.remove(cookie.getName());
        } else {
            cookies.put(cookie.getName(), cookie.getValue());
        }
    }
}
