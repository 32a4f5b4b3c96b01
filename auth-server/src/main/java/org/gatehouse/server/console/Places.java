package org.gatehouse.server.console;

import org.gatehouse.server.directory.AccountQuery.Place;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/** Where a page of accounts ended, for the link to the next. A place, never a right. */
public final class Places {

    private Places() {}

    public static @Nullable Place parse(@Nullable String written) {
        return written == null
                ? null
                : Place.parse(written).orElseThrow(() -> new ResponseStatusException(HttpStatus.BAD_REQUEST));
    }
}
