package org.gatehouse.server.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.Category;
import org.gatehouse.audit.event.CustomActivity;
import org.gatehouse.audit.event.Outcome;
import org.gatehouse.audit.query.TrailFilter;
import org.gatehouse.server.reading.TrailQuery.Term;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrailQueryTest {

    private static final UUID ALICE = UUID.fromString("00000000-0000-4000-8000-00000000a11c");
    private static final UUID BOB = UUID.fromString("00000000-0000-4000-8000-000000000b0b");
    private static final List<CustomActivity> OWN =
            List.of(new CustomActivity(CustomActivity.FIRST_ID, "x.work-order.signed", Category.DATA_CHANGE, Map.of()));
    private static final QueryFilter MEANING = new QueryFilter(
            OWN,
            word -> switch (word) {
                case "alice" -> List.of(ALICE);
                case "tran" -> List.of(ALICE, BOB);
                default -> List.of();
            },
            TrailQueryException.Reason.NOBODY);

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            colour:red                 | UNKNOWN_KEY | 1
            actor:alice colour:red     | UNKNOWN_KEY | 13
            -colour:red                | UNKNOWN_KEY | 2
            :alice                     | UNKNOWN_KEY | 1
            actor:                     | NO_VALUE    | 7
            actor: alice               | NO_VALUE    | 7
            -                          | NO_VALUE    | 2
            actor:""                   | NO_VALUE    | 7
            -since:now-7d              | NO_TIME     | 8
            -until:2026-12-31          | NO_TIME     | 8
            text:"two words            | OPEN_QUOTE  | 6
            "                          | OPEN_QUOTE  | 1
            text:"a\\"                  | OPEN_QUOTE  | 6
            text:"two"words            | AFTER_QUOTE | 11
            "actor":alice              | AFTER_QUOTE | 8""")
    void parseWhenItCannotBeReadThenSaysWhere(String text, TrailQueryException.Reason reason, int column) {
        assertThatExceptionOfType(TrailQueryException.class)
                .isThrownBy(() -> TrailQuery.parse(text))
                .satisfies(ex -> assertThat(ex.reason()).isEqualTo(reason))
                .satisfies(ex -> assertThat(ex.column()).isEqualTo(column));
    }

    @Test
    void parseWhenThereIsTooMuchThenRefused() {
        assertThat(TrailQuery.parse("x".repeat(TrailQuery.LONGEST)).terms()).hasSize(1);
        assertThat(TrailQuery.parse("-xx ".repeat(TrailQuery.MOST)).terms()).hasSize(TrailQuery.MOST);
        assertThatExceptionOfType(TrailQueryException.class)
                .isThrownBy(() -> TrailQuery.parse("x".repeat(TrailQuery.LONGEST + 1)));
        assertThatExceptionOfType(TrailQueryException.class)
                .isThrownBy(() -> TrailQuery.parse("-xx ".repeat(TrailQuery.MOST + 1)))
                .satisfies(ex -> assertThat(ex.reason()).isEqualTo(TrailQueryException.Reason.TOO_MANY));
    }

    @Test
    void parseThenItsTermsAndWrittenAgainTheSame() {
        TrailQuery query = TrailQuery.parse(
                "actor:alice  what:role.*\toutcome:failure -ip:2001:db8::/32 text:\"a \\\"b\\\" \\\\\" -x");

        assertThat(query.terms())
                .extracting(Term::key, Term::value, Term::excluded)
                .containsExactly(
                        tuple(QueryKey.ACTOR, "alice", false),
                        tuple(QueryKey.ACTION, "role.*", false),
                        tuple(QueryKey.OUTCOME, "failure", false),
                        tuple(QueryKey.IP, "2001:db8::/32", true),
                        tuple(QueryKey.TEXT, "a \"b\" \\", false),
                        tuple(QueryKey.TEXT, "x", true));
        assertThat(TrailQuery.parse(query.text()).text()).isEqualTo(query.text());
        assertThat(TrailQuery.parse(query.text()).terms()).hasSameSizeAs(query.terms());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            actor:nobody               | NOBODY
            target:tran                | SEVERAL
            action:role                | ACTION
            action:everything.*        | ACTION
            action:role.granted,       | ACTION
            action:*                   | ACTION
            action:x.unheard-of        | ACTION
            outcome:maybe              | OUTCOME
            outcome:SUCCESS            | OUTCOME
            ip:localhost               | IP
            object:form                | OBJECT
            x                          | TEXT""")
    void meaningWhenAValueMeansNothingThenSaysWhich(String text, TrailQueryException.Reason reason) {
        Term term = TrailQuery.parse(text).terms().get(0);

        assertThatExceptionOfType(TrailQueryException.class)
                .isThrownBy(() -> MEANING.with(TrailFilter.all(), term))
                .satisfies(ex -> assertThat(ex.reason()).isEqualTo(reason))
                .satisfies(ex -> assertThat(ex.column()).isEqualTo(term.column()));
    }

    @Test
    void meaningThenTheFilterAndWhatIsLeftOutIsToldAgainById() {
        TrailFilter filter = TrailFilter.all();
        for (Term term : TrailQuery.parse("actor:alice action:rights outcome:denied \"two words\"")
                .terms()) {
            filter = MEANING.with(filter, term);
        }
        String leftOut = "target:alice action:role.*,x.work-order.signed action:log.read ip:10.1.0.0/8 text:\"a b\"";
        filter = filter.without(MEANING.without(leftOut));

        assertThat(filter.actor()).isEqualTo(ALICE);
        assertThat(filter.category()).isEqualTo(Category.RIGHTS);
        assertThat(filter.outcome()).isEqualTo(Outcome.DENIED);
        assertThat(filter.marks().text()).isEqualTo("two words");
        assertThat(filter.without().get(2).activity()).isEqualTo(Activity.LOG_READ);
        String told = QueryFilter.text(filter);
        assertThat(told)
                .isEqualTo("target:" + ALICE
                        + " action:role.*,x.work-order.signed action:log.read ip:10.0.0.0/8 text:\"a b\"");
        assertThat(QueryFilter.byId(OWN).without(told)).isEqualTo(filter.without());
        assertThatExceptionOfType(TrailQueryException.class).isThrownBy(() -> MEANING.without("since:now-1d"));
    }
}
