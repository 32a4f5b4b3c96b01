package org.gatehouse.server.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** One visitor with one browser. */
final class Visit {

    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    private final HttpClient http =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
    private final String base;
    private String page = "";

    Visit(int port) {
        this.base = "http://localhost:" + port;
    }

    String page() {
        return page;
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return keep(request(path).GET().build());
    }

    /** Presses a button of the page, and goes where it leads. */
    HttpResponse<String> press(String path) throws IOException, InterruptedException {
        Matcher token = CSRF.matcher(page);
        assertThat(token.find()).as("a form on the page").isTrue();
        String form = "_csrf=" + URLEncoder.encode(token.group(1), StandardCharsets.UTF_8);
        var answer = keep(request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build());
        return answer.statusCode() == 302 ? get("/demo/tokens") : answer;
    }

    /** Goes from the first page to the realm; what the realm is asked. */
    Map<String, String> start() throws IOException, InterruptedException {
        get("/demo");
        String address = get("/demo/start").headers().firstValue("Location").orElseThrow();
        return FakeProvider.query(URI.create(address).getRawQuery());
    }

    HttpResponse<String> comeBack(Map<String, String> answer) throws IOException, InterruptedException {
        return get("/demo/callback?"
                + answer.entrySet().stream()
                        .map(field ->
                                field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&")));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path)).header("Accept", "text/html");
    }

    private HttpResponse<String> keep(HttpRequest request) throws IOException, InterruptedException {
        var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        page = answer.body();
        return answer;
    }
}
