package org.gatehouse.server.web;

import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/**
 * What the frame's template reads, as {@code page}.
 *
 * @param language the language of the page, as a BCP 47 tag
 * @param languages the links of the language switch
 * @param known asked only when a page is rendered: not every request ends in one
 */
record PageView(String language, List<Choice> languages, Supplier<PageFrame> known) {

    /** One link of the language switch: this very page in another language. */
    record Choice(String language, String name, String href, boolean current) {}

    static PageView of(Language language, PageAddress address, Supplier<PageFrame> known) {
        List<Choice> choices = Arrays.stream(Language.values())
                .map(other -> new Choice(other.tag(), other.ownName(), address.in(other), other == language))
                .toList();
        return new PageView(language.tag(), choices, known);
    }

    public PageFrame frame() {
        return known.get();
    }

    /** The zone of times written by the server, which does not know where its reader is. */
    public ZoneOffset zone() {
        return ZoneOffset.UTC;
    }
}
