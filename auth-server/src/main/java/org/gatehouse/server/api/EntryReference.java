package org.gatehouse.server.api;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gatehouse.audit.event.Tier;

/** What names an entry within its realm: {@code P13M:17}. Only this one spelling. */
record EntryReference(Tier tier, long index) {

    private static final Pattern FORM = Pattern.compile("([0-9A-Z]{3,4}):(0|[1-9][0-9]{0,17})");

    /** @throws ApiException 404 for anything else: a path that leads nowhere */
    static EntryReference parse(String reference) {
        Matcher parts = FORM.matcher(reference);
        Optional<Tier> tier = parts.matches() ? Tier.find(parts.group(1)) : Optional.empty();
        return tier.map(known -> new EntryReference(known, Long.parseLong(parts.group(2))))
                .orElseThrow(
                        () -> ApiException.notFound("An entry is named by its tier and index, for example P13M:17."));
    }
}
