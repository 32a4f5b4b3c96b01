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
        write(response, error(refusal), refusal.getResponseHeaders());
    }

    static ErrorResponse error(ScimException refusal) {
        ErrorResponse error = new ErrorResponse(refusal);
        inText(error);
        return error;
    }

    static void write(HttpServletResponse response, ScimResponse answer, Map<String, String> headers)
            throws IOException {
        response.setStatus(answer.getHttpStatus());
        answer.getHttpHeaders().forEach(response::setHeader);
        headers.forEach(response::setHeader);
        if (answer instanceof ErrorResponse error) {
            inText(error);
        }
        if (answer.getHttpStatus() != HttpServletResponse.SC_NO_CONTENT
                && answer.getHttpStatus() != HttpServletResponse.SC_NOT_MODIFIED) {
            response.setContentType(MEDIA_TYPE + ";charset=UTF-8");
            response.getOutputStream().write(answer.toString().getBytes(StandardCharsets.UTF_8));
        }
    }

    /** The status is a string (RFC 7644 section 3.12). */
    private static void inText(ErrorResponse error) {
        ((ObjectNode) error).put("status", String.valueOf(error.getHttpStatus()));
    }
}
