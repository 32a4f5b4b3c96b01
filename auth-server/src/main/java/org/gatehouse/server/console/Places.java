package org.gatehouse.server.console;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;
import org.gatehouse.server.directory.AccountQuery.Place;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/** Where a page of accounts ended, for the link to the next. A place, never a right. */
final class Places {

    private static final int LONGEST = 2_000;
    private static final char SEPARATOR = '\n';

    private Places() {}

    static String write(Place place) {
        String text = place.sortKey() + SEPARATOR + place.id();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    static @Nullable Place parse(@Nullable String written) {
        if (written == null) {
            return null;
        }
        try {
            String text = new String(Base64.getUrlDecoder().decode(written), StandardCharsets.UTF_8);
            int end = text.lastIndexOf(SEPARATOR);
            if (end >= 0 && written.length() <= LONGEST && text.indexOf('\0') < 0) {
                return new Place(text.substring(0, end), UUID.fromString(text.substring(end + 1)));
            }
        } catch (IllegalArgumentException ex) {
            // answered below, like any other text that is no place
        }
        throw new ResponseStatusException(HttpStatus.BAD_REQUEST);
    }
}
