package org.gatehouse.server.exports;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.realm.Realm;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;

/** Hands on what the sources tell, as much of it as the kind of file takes, and says what was left out. */
final class PersonalDocument {

    private final DocumentWriter document;
    private final MessageSource messages;
    private final Locale language;
    private final DocumentFormat format;
    private long rows;

    PersonalDocument(DocumentWriter document, MessageSource messages, Locale language, DocumentFormat format) {
        this.document = document;
        this.messages = messages;
        this.language = language;
        this.format = format;
    }

    /** Written so far. */
    long rows() {
        return rows;
    }

    void section(Realm realm, Account account, PersonalDataSource source) throws IOException {
        List<DocumentWriter.Column> columns = source.columns(realm).stream()
                .map(column ->
                        new DocumentWriter.Column(column.name(), title(realm, source, column.name()), column.weight()))
                .toList();
        document.section(
                new DocumentWriter.Section(source.name(), text("data." + source.name()), source.isSingle(), columns));
        Part part = new Part();
        source.write(realm, account, language, part);
        part.end();
    }

    private String title(Realm realm, PersonalDataSource source, String column) {
        return source.title(realm, column, language).orElseGet(() -> text("data." + source.name() + "." + column));
    }

    private String text(String code, Object... arguments) {
        return messages.getMessage(code, arguments, language);
    }

    private final class Part implements PersonalDataSource.Rows {

        private long told;
        private long leftOut;

        @Override
        public void add(@Nullable String... values) throws IOException {
            told++;
            if (rows < format.mostRows()) {
                rows++;
                document.row(Arrays.asList(values));
            } else {
                leftOut++;
            }
        }

        @Override
        public void note(String code, Object... arguments) throws IOException {
            document.note(text(code, arguments));
        }

        void end() throws IOException {
            if (told == 0 && format.isForPeople()) {
                note("data.nothing");
            }
            if (leftOut > 0) {
                note("data.left-out", leftOut, format.mostRows());
            }
        }
    }
}
