package org.gatehouse.audit.sentence;

import static java.util.stream.Collectors.toSet;

import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fills {@code {name}}; a part in brackets disappears when a name in it has no value. Values are put in last and are never
 * read as a template: they may come from an attacker.
 */
final class Template {

    private static final Pattern OPTIONAL = Pattern.compile("\\[([^\\[\\]]*)]");
    private static final Pattern NAME = Pattern.compile("\\{([a-z]+)}");
    private static final Pattern CONTROL =
            Pattern.compile("[\\p{Cntrl}\\u2028\\u2029\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069]+");

    private Template() {}

    /** @param absent stands where a sentence cannot do without a value that is absent */
    static String fill(String template, Map<String, String> values, String absent) {
        String chosen = OPTIONAL.matcher(template)
                .replaceAll(part -> isComplete(part.group(1), values) ? Matcher.quoteReplacement(part.group(1)) : "");
        return NAME.matcher(chosen)
                .replaceAll(name -> Matcher.quoteReplacement(clean(values.getOrDefault(name.group(1), absent))));
    }

    /** The names in a template. */
    static Set<String> names(String template) {
        return NAME.matcher(template).results().map(name -> name.group(1)).collect(toSet());
    }

    private static boolean isComplete(String part, Map<String, String> values) {
        return NAME.matcher(part).results().allMatch(name -> values.containsKey(name.group(1)));
    }

    /** Line breaks, terminal escapes and direction marks would let a value forge another sentence. */
    private static String clean(String value) {
        return CONTROL.matcher(value).replaceAll(" ");
    }
}
