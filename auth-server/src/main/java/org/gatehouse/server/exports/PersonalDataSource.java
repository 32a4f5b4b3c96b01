package org.gatehouse.server.exports;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.realm.Realm;
import org.jspecify.annotations.Nullable;

/**
 * What a feature keeps about a person, for the file in which they take it away (GDPR articles 15 and 20); a bean of the
 * feature, in the beans' order ({@link org.springframework.core.annotation.Order}).
 *
 * <p>Never a secret: no password hash, no seed of a factor, nothing that opens anything. Never another person's data. The
 * section's title is the message {@code data.{name}}, a column's {@code data.{name}.{column}}.
 */
public interface PersonalDataSource {

    /** Of the section; programs read it, so it never changes. */
    String name();

    List<Column> columns(Realm realm);

    /** Whether there is always one row. */
    default boolean isSingle() {
        return false;
    }

    /** What a column is called where no message can know: a realm's own attributes. */
    default Optional<String> title(Realm realm, String column, Locale language) {
        return Optional.empty();
    }

    void write(Realm realm, Account account, Locale language, Rows rows) throws IOException;

    /** A time as rows have it: in UTC (ISO 8601); null where there was none. */
    static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }

    /**
     * A column.
     *
     * @param name for programs: it never changes
     * @param weight how much of a page's width it gets, beside the others
     */
    record Column(String name, int weight) {

        public static Column of(String name) {
            return new Column(name, 2);
        }

        public static List<Column> all(String... names) {
            return java.util.Arrays.stream(names).map(Column::of).toList();
        }
    }

    /** Where the rows go. */
    interface Rows {

        /** One value for each column; null where there is none. */
        void add(@Nullable String... values) throws IOException;

        /** Says something about the rows, in the reader's language. */
        void note(String code, Object... arguments) throws IOException;
    }
}
