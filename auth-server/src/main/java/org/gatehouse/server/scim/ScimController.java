package org.gatehouse.server.scim;

import de.captaingoldfish.scim.sdk.common.exceptions.ScimException;
import de.captaingoldfish.scim.sdk.common.response.ErrorResponse;
import de.captaingoldfish.scim.sdk.common.response.ScimResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;

/** {@code /realms/{realm}/scim/v2}: the way into SCIM and out of it; every answer, refusals too, is SCIM's. */
@Controller
class ScimController {

    static final String BASE = "/scim/v2";

    private static final Logger LOG = LoggerFactory.getLogger(ScimController.class);

    private static final Set<String> PARAMETERS =
            Set.of("filter", "startIndex", "count", "attributes", "excludedAttributes", "sortBy", "sortOrder");
    private static final int LONGEST_PARAMETER = 2_000;
    private static final List<String> HEADERS = List.of(HttpHeaders.IF_MATCH, HttpHeaders.IF_NONE_MATCH);

    private final ScimService service;

    ScimController(ScimService service) {
        this.service = service;
    }

    @RequestMapping("/realms/{realm}" + BASE + "/**")
    void answer(
            @RequestAttribute(ScimCallerFilter.CLIENT) ProvisioningClient client,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        try {
            ScimResponse answer = ask(client, request);
            ScimAnswers.write(response, answer, Map.of());
        } catch (ScimException ex) {
            ScimAnswers.refuse(response, ex);
        }
    }

    private ScimResponse ask(ProvisioningClient client, HttpServletRequest request) throws IOException {
        String base = "/realms/" + client.realm().name() + BASE;
        String path = request.getRequestURI().substring(base.length());
        ScimRoute route = ScimRoute.of(request.getMethod(), path);
        boolean hasBody = !Set.of("GET", "DELETE").contains(request.getMethod());
        String body = hasBody ? ScimBody.read(request, route) : "";
        String url = client.realm().issuer() + BASE + path + (route == ScimRoute.BULK ? "" : query(request));
        return known(service.answer(client, url, request.getMethod(), body, headers(request)));
    }

    /** What the SDK trips over is our failure and tells nobody anything. */
    private static ScimResponse known(ScimResponse answer) {
        if (answer instanceof ErrorResponse error && error.getHttpStatus() == 500) {
            LOG.error("Provisioning failed: {}", error.getDetail().orElse("?"));
            throw Refusal.of(500, "The service failed.");
        }
        return answer;
    }

    private static Map<String, String> headers(HttpServletRequest request) {
        Map<String, String> headers = new HashMap<>();
        headers.put(HttpHeaders.CONTENT_TYPE, ScimAnswers.MEDIA_TYPE); // which it is, or there is no body
        for (String name : HEADERS) {
            String value = request.getHeader(name);
            if (value != null && !value.strip().equals("*")) { // any version there is
                headers.put(name, value.strip());
            }
        }
        return headers;
    }

    private static String query(HttpServletRequest request) {
        StringJoiner query = new StringJoiner("&", "?", "");
        query.setEmptyValue("");
        request.getParameterMap().forEach((name, values) -> {
            if (PARAMETERS.contains(name)) {
                query.add(name + "=" + URLEncoder.encode(only(name, values), StandardCharsets.UTF_8));
            }
        });
        return query.toString();
    }

    private static String only(String name, String[] values) {
        if (values.length != 1 || values[0].length() > LONGEST_PARAMETER) {
            throw Refusal.invalid(
                    Refusal.INVALID_VALUE,
                    "'" + name + "' must be there once, with at most " + LONGEST_PARAMETER + " characters.");
        }
        return values[0];
    }
}
