package org.gatehouse.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gatehouse.bench.HttpConnection.Answer;

/** Somebody with a new browser signs in to an app: authorization code with PKCE, then the app redeems the code. */
final class SignIn {

    private static final Pattern HIDDEN = Pattern.compile("<input[^>]*type=\"hidden\"[^>]*>");
    private static final Pattern NAME = Pattern.compile("name=\"([^\"]*)\"");
    private static final Pattern VALUE = Pattern.compile("value=\"([^\"]*)\"");
    private static final Pattern ACTION =
            Pattern.compile("<form[^>]*action=\"([^\"]*)\"[^>]*>(?s:.*?)name=\"username\"");
    private static final int MOST_STEPS = 10;

    private final HttpConnection connection;
    private final String issuerPath;
    private final Map<String, String> cookies = new LinkedHashMap<>();
    private final String address;

    SignIn(HttpConnection connection, String issuerPath) {
        this.connection = connection;
        this.issuerPath = issuerPath;
        ThreadLocalRandom random = ThreadLocalRandom.current();
        this.address =
                "X-Forwarded-For: 10." + random.nextInt(256) + "." + random.nextInt(256) + "." + random.nextInt(1, 255);
    }

    /** The token response. */
    Answer run(String userName) throws IOException {
        String verifier = "v" + Long.toHexString(ThreadLocalRandom.current().nextLong()) + "-".repeat(43);
        Answer page = follow(get(issuerPath + "/oauth2/authorize?response_type=code&client_id=web&redirect_uri="
                + encode(Target.REDIRECT_URI) + "&scope=openid+profile&state=some-state&nonce=some-nonce"
                + "&code_challenge_method=S256&code_challenge=" + challenge(verifier)));
        Answer back = follow(submit(page.expect(200), userName));
        String code = parameter(back.location(), "code");
        return connection
                .send(connection.request(
                        "POST",
                        issuerPath + "/oauth2/token",
                        "grant_type=authorization_code&code=" + code + "&redirect_uri=" + encode(Target.REDIRECT_URI)
                                + "&code_verifier=" + verifier,
                        Target.basic("web")))
                .expect(200);
    }

    /** Until there is a page, or the app is reached. */
    private Answer follow(Answer answer) throws IOException {
        Answer last = answer;
        for (int i = 0; i < MOST_STEPS && last.status() / 100 == 3; i++) {
            if (last.location().startsWith(Target.REDIRECT_URI)) {
                return last;
            }
            last = get(last.location());
        }
        return last;
    }

    private Answer submit(Answer page, String userName) throws IOException {
        Matcher action = ACTION.matcher(page.body());
        if (!action.find()) {
            throw new IllegalStateException("No form: " + page);
        }
        Map<String, String> form = new LinkedHashMap<>(Map.of("username", userName, "password", Target.PASSWORD));
        HIDDEN.matcher(page.body()).results().map(result -> result.group()).forEach(input -> {
            Matcher name = NAME.matcher(input);
            Matcher value = VALUE.matcher(input);
            if (name.find() && value.find()) {
                form.put(name.group(1), value.group(1));
            }
        });
        List<String> pairs = new ArrayList<>();
        form.forEach((name, value) -> pairs.add(name + "=" + encode(value)));
        return step("POST", action.group(1), String.join("&", pairs));
    }

    private Answer get(String location) throws IOException {
        return step("GET", location, "");
    }

    private Answer step(String method, String location, String body) throws IOException {
        URI uri = URI.create(location);
        String path = uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
        List<String> headers = new ArrayList<>(List.of("Accept: text/html", address));
        if (!cookies.isEmpty()) {
            List<String> pairs = new ArrayList<>();
            cookies.forEach((name, value) -> pairs.add(name + "=" + value));
            headers.add("Cookie: " + String.join("; ", pairs));
        }
        Answer answer = connection.send(connection.request(method, path, body, headers.toArray(String[]::new)));
        answer.all("set-cookie").stream().map(cookie -> cookie.split(";")[0]).forEach(cookie -> {
            int equals = cookie.indexOf('=');
            cookies.put(cookie.substring(0, equals), cookie.substring(equals + 1));
        });
        return answer;
    }

    private static String parameter(String location, String name) {
        Matcher matcher = Pattern.compile("[?&]" + name + "=([^&]*)").matcher(location);
        if (!matcher.find()) {
            throw new IllegalStateException("No " + name + " in " + location);
        }
        return matcher.group(1);
    }

    private static String challenge(String verifier) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException ex) {
            throw new IllegalStateException(ex);
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, UTF_8);
    }
}
