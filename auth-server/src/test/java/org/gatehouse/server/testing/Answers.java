package org.gatehouse.server.testing;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** Makes answers comparable byte by byte: what is new in each answer by design is blanked. */
public final class Answers {

    private static final Set<String> ALWAYS_NEW = Set.of("date", "set-cookie", "x-request-id", "connection");

    private static final Pattern REFERENCE = Pattern.compile("[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}");
    private static final Pattern TIME = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T(?:[0-9:.]|%3A)+Z");
    private static final Pattern CSRF = Pattern.compile("(name=\"_csrf\" value=\")[^\"]*");

    private Answers() {}

    public static Answer comparable(Answer answer) {
        return comparable(answer, UnaryOperator.identity());
    }

    /** @param blanking removes what was asked for, which differs between two questions */
    public static Answer comparable(Answer answer, UnaryOperator<String> blanking) {
        Map<String, List<String>> headers = new TreeMap<>();
        answer.headers().forEach((name, values) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            if (!ALWAYS_NEW.contains(lower)) {
                headers.put(
                        lower,
                        values.stream()
                                .map(blanking)
                                .map(value -> REFERENCE.matcher(value).replaceAll("(reference)"))
                                .toList());
            }
        });
        String body = CSRF.matcher(blanking.apply(answer.body())).replaceAll("$1(new)");
        body = TIME.matcher(body).replaceAll("(time)");
        return new Answer(answer.status(), headers, REFERENCE.matcher(body).replaceAll("(reference)"));
    }
}
