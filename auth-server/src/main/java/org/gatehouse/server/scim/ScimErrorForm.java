package org.gatehouse.server.scim;

import de.captaingoldfish.scim.sdk.common.response.ErrorResponse;
import java.util.Optional;
import java.util.regex.Pattern;
import org.gatehouse.server.web.ErrorForm;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** Errors of requests that did not come as far as SCIM, for example to a realm there is not. */
@Component
class ScimErrorForm implements ErrorForm {

    private static final Pattern PATH = Pattern.compile("/realms/[^/]*" + ScimController.BASE + "(?:/.*)?");

    @Override
    public Optional<ResponseEntity<?>> find(String path, HttpStatus status) {
        if (!PATH.matcher(path).matches()) {
            return Optional.empty();
        }
        ErrorResponse error = ScimAnswers.error(Refusal.of(status.value(), status.getReasonPhrase() + "."));
        return Optional.of(ResponseEntity.status(status)
                .contentType(MediaType.parseMediaType(ScimAnswers.MEDIA_TYPE))
                .body(error.toString()));
    }
}
