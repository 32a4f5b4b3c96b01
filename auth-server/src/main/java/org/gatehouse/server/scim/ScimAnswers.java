package org.gatehouse.server.scim;

import com.fasterxml.jackson.databind.node.ObjectNode;
import de.captaingoldfish.scim.sdk.common.exceptions.ScimException;
import de.captaingoldfish.scim.sdk.common.response.ErrorResponse;
import de.captaingoldfish.scim.sdk.common.response.ScimResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Writes answers of SCIM. */
final class ScimAnswers {

    static final String MEDIA_TYPE = "application/scim+json";

    private ScimAnswers() {}

    static void refuse(HttpServletResponse response, ScimException refusal) throws IOException {
        write(response, new ErrorResponse(refusal), refusal.getResponseHeaders());
    }

    static void write(HttpServletResponse response, ScimResponse answer, Map<String, String> headers)
            throws IOException {
        response.setStatus(answer.getHttpStatus());
        answer.getHttpHeaders().forEach(response::setHeader);
        headers.forEach(response::setHeader);
        if (answer instanceof ErrorResponse) {
            ((ObjectNode) answer).put("status", String.valueOf(answer.getHttpStatus())); // a string (RFC 7644, 3.12)
        }
        if (answer.getHttpStatus() != HttpServletResponse.SC_NO_CONTENT
                && answer.getHttpStatus() != HttpServletResponse.SC_NOT_MODIFIED) {
            response.setContentType(MEDIA_TYPE + ";charset=UTF-8");
            response.getOutputStream().write(answer.toString().getBytes(StandardCharsets.UTF_8));
        }
    }
}
