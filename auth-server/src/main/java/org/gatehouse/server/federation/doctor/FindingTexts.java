package org.gatehouse.server.federation.doctor;

import java.util.List;
import java.util.Locale;
import org.gatehouse.realm.federation.Connection;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** Puts findings into words. What is done about one may differ by the kind of provider: each has words of its own. */
@Component
class FindingTexts {

    /** Findings about documents that cannot be read share their words. */
    private static final String FETCH = "doctor.fetch.";

    private final MessageSource messages;

    FindingTexts(MessageSource messages) {
        this.messages = messages;
    }

    List<Explained> explain(Connection connection, List<Finding> findings, Locale locale) {
        return findings.stream()
                .map(finding -> explain(connection.provider().kind(), finding, locale))
                .toList();
    }

    private Explained explain(String kind, Finding finding, Locale locale) {
        String check = "doctor." + finding.check();
        String own = check + "." + finding.outcome();
        String shared = FETCH + finding.outcome();
        Object[] values = finding.values().toArray();
        return new Explained(
                finding.check(),
                finding.state(),
                required(locale, values, check),
                required(locale, values, own, shared),
                required(locale, values, check + ".why"),
                first(locale, values, own + ".fix." + kind, own + ".fix", shared + ".fix." + kind, shared + ".fix"),
                finding.copy());
    }

    private String required(Locale locale, Object[] values, String... codes) {
        String text = first(locale, values, codes);
        return text == null
                ? messages.getMessage("doctor.other", values, locale)
                : text; // a reason nobody put into words yet
    }

    private @Nullable String first(Locale locale, Object[] values, String... codes) {
        for (String code : codes) {
            String text = messages.getMessage(code, values, null, locale);
            if (text != null) {
                return text;
            }
        }
        return null;
    }
}
