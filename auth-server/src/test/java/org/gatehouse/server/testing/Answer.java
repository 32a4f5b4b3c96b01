package org.gatehouse.server.testing;

import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An HTTP answer, with what tests ask of one. */
public record Answer(int status, Map<String, java.util.List<String>> headers, String body) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    public static Answer of(HttpResponse<String> response) {
        return new Answer(response.statusCode(), response.headers().map(), response.body());
    }

    public String header(String name) {
        return headers.entrySet().stream()
                .filter(entry -> entry.getKey().equalsIgnoreCase(name))
                .map(entry -> entry.getValue().get(0))
                .findFirst()
                .orElse("");
    }

    public String location() {
        return header("Location");
    }

    public JsonNode json() {
        return JSON.readTree(body);
    }

    /** A text value of the JSON body, empty when there is none. */
    public String json(String name) {
        return json().path(name).asString("");
    }

    /** A parameter of the URL this answer redirects to, empty when there is none. */
    public String redirectParameter(String name) {
        String query = URI.create(location()).getRawQuery();
        Map<String, String> parameters = Arrays.stream((query == null ? "" : query).split("&"))
                .map(pair -> pair.split("=", 2))
                .filter(pair -> pair.length == 2)
                .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
        return parameters.getOrDefault(name, "");
    }

    /** The value of a form's hidden field. */
    public String hidden(String name) {
        Matcher field = Pattern.compile("<input[^>]*name=\"" + name + "\"[^>]*value=\"([^\"]*)\"")
                .matcher(body);
        return field.find() ? field.group(1) : "";
    }
}
