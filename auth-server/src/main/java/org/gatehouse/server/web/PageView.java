package org.gatehouse.server.web;

import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the frame's template reads, as {@code page}.
 *
 * @param language the language of the page, as a BCP 47 tag
 * @param languages the links of the language switch
 * @param theme what the root element says of it; null where the system decides
 * @param themes the links that choose one
 * @param known asked only when a page is rendered: not every request ends in one
 */
record PageView(
        String language, List<Choice> languages, @Nullable String theme, List<Look> themes, Supplier<PageFrame> known) {

    /** One link of the language switch: this very page in another language. */
    record Choice(String language, String name, String href, boolean current) {}

    /** One link that chooses a theme: this very page, light or dark. */
    record Look(String code, String href, boolean current) {}

    static PageView of(Language language, Theme theme, PageAddress address, Supplier<PageFrame> known) {
        List<Choice> choices = Arrays.stream(Language.values())
                .map(other -> new Choice(other.tag(), other.ownName(), address.in(other), other == language))
                .toList();
        List<Look> looks = Arrays.stream(Theme.values())
                .map(other -> new Look(other.code(), address.in(other), other == theme))
                .toList();
        return new PageView(language.tag(), choices, theme.attribute(), looks, known);
    }

    public PageFrame frame() {
        return known.get();
    }

    /** The zone of times written by the server, which does not know where its reader is. */
    public ZoneOffset zone() {
        return ZoneOffset.UTC;
    }
}
