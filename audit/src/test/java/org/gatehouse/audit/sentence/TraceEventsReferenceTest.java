package org.gatehouse.audit.sentence;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.gatehouse.audit.catalogue.DetailField;
import org.gatehouse.audit.catalogue.Facts;
import org.gatehouse.audit.catalogue.Ocsf;
import org.gatehouse.audit.catalogue.Reportable;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.Category;
import org.junit.jupiter.api.Test;

/** The reference page of the catalogue, generated so that it cannot tell another story than the code. */
class TraceEventsReferenceTest {

    private static final Path REFERENCE = Path.of("../docs/reference/trace-events.md");

    private static final String HEAD = """
            # Trace events

            Every activity the trail knows, by category. The category decides how long an entry is kept; a realm file may
            choose another tier (`trail.retention`), for the entries written from then on. Codes are stored for years: they
            are added and never renamed.

            **Apps** says whether a relying app may report it ([how](../how-to/report-to-the-trail.md)); everything else
            this service sees itself, and refuses to be told. **OCSF** is the class and type of version %s. In sentences,
            `{names}` are filled in, and what stands in brackets is left out when a name in it has no value. Sentences of
            what failed or was refused say so, with the reason.

            A realm defines activities and kinds of objects of its own in its realm file (`trail.activities`,
            `trail.objectKinds`); their codes begin with `x.`. Such an activity has the tier of the category it names, and
            its sentence is its title.

            This page is generated. To write it anew:
            `mvn -pl audit test -Dtest=TraceEventsReferenceTest -Dreference.write=true`

            """;

    private final Ocsf ocsf = Ocsf.version(Ocsf.DEFAULT_VERSION);
    private final Phrases english = Phrases.load("en");
    private final Phrases french = Phrases.load("fr");

    @Test
    void referenceThenSaysWhatTheCodeSays() throws Exception {
        String expected = reference();
        if (Boolean.getBoolean("reference.write")) {
            Files.writeString(REFERENCE, expected);
        }

        assertThat(REFERENCE)
                .as("stale; run: mvn -pl audit test -Dtest=TraceEventsReferenceTest -Dreference.write=true")
                .hasContent(expected);
    }

    private String reference() {
        StringBuilder text = new StringBuilder(HEAD.formatted(ocsf.version()));
        for (Category category : Category.values()) {
            text.append("## `%s`, kept %s by default%n%n".formatted(category.code(), category.defaultTier()));
            text.append("| activity | in English | in French | facts | apps | OCSF |\n|---|---|---|---|---|---|\n");
            Arrays.stream(Activity.values())
                    .filter(activity -> activity.category() == category)
                    .forEach(activity -> text.append(row(activity)));
            text.append('\n');
        }
        return text.append(fields()).append(kinds()).toString();
    }

    private String row(Activity activity) {
        Ocsf.Type type = ocsf.typeOf(activity);
        String facts = Facts.of(activity).stream()
                .map(field -> "`" + field.code() + "`")
                .collect(Collectors.joining(" "));
        return "| `%s` | %s | %s | %s | %s | %s %d |%n"
                .formatted(
                        activity.code(),
                        english.get(activity.code()),
                        french.get(activity.code()),
                        facts,
                        Reportable.includes(activity) ? "yes" : "",
                        ocsf.className(type),
                        type.typeUid());
    }

    private static String fields() {
        StringBuilder text = new StringBuilder(
                "## Facts\n\nNone is personal: who, whom, from where, and what was before"
                        + " and after are sealed under a key per person.\n\n| fact | meaning | value |\n|---|---|---|\n");
        Arrays.stream(DetailField.values())
                .forEach(field -> text.append("| `%s` | %s | %s |%n"
                        .formatted(field.code(), field.meaning(), field.form().meaning())));
        return text.append('\n').toString();
    }

    private static String kinds() {
        return "## Kinds of objects\n\nIn every realm: "
                + Reportable.KINDS.stream()
                        .sorted()
                        .map(kind -> "`" + kind + "`")
                        .collect(Collectors.joining(", "))
                + ". `group` and `accounts` are used by this service itself.\n";
    }
}
