package org.gatehouse.server.exports.trail;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.gatehouse.audit.note.Checkpoint;
import org.gatehouse.audit.note.VerificationKey;
import org.gatehouse.audit.publish.LogState;
import org.gatehouse.server.exports.DocumentFormat;
import org.gatehouse.server.exports.DocumentWriter;
import org.gatehouse.server.exports.DocumentWriter.Column;
import org.gatehouse.server.exports.DocumentWriter.Head;
import org.gatehouse.server.exports.DocumentWriter.Section;
import org.gatehouse.server.exports.DocumentWriter.Words;
import org.springframework.context.MessageSource;

/** The first thing an auditor reads of a pack: what is in it, what was signed, and how to check it. */
final class PackSummary {

    private final MessageSource messages;
    private final Locale language;

    PackSummary(MessageSource messages, Locale language) {
        this.messages = messages;
        this.language = language;
    }

    void write(TrailExport export, List<LogState> logs, EntryTally tally, OutputStream out) throws IOException {
        try (DocumentWriter document = DocumentWriter.open(DocumentFormat.PDF, head(export), out)) {
            contents(document, export, tally);
            check(document);
            logs(document, logs, tally);
            keys(document, logs);
            activities(document, tally);
        }
    }

    private Head head(TrailExport export) {
        return new Head(
                text("pack.document", export.realm()),
                EntryTimes.text(export.scope().from()) + " – "
                        + EntryTimes.text(export.scope().until()),
                language,
                export.createdAt(),
                new Words(text("data.page"), text("data.unshown"), text("data.shortened")));
    }

    private void contents(DocumentWriter document, TrailExport export, EntryTally tally) throws IOException {
        document.section(new Section(
                "contents",
                text("pack.contents"),
                true,
                List.of(column("from", 1), column("until", 1), column("entries", 1), column("export", 1))));
        document.row(List.of(
                EntryTimes.text(export.scope().from()),
                EntryTimes.text(export.scope().until()),
                String.valueOf(tally.entries()),
                export.id().toString()));
        document.note(text("pack.contents.entries"));
        document.note(text("pack.contents.logs"));
    }

    private void check(DocumentWriter document) throws IOException {
        document.section(new Section("check", text("pack.check"), true, List.of(column("command", 1))));
        document.row(List.of("java -jar " + ProofPack.VERIFIER + " THIS.zip --key " + ProofPack.KEYS));
        document.note(text("pack.check.keys"));
        document.note(text("pack.check.jar"));
        document.note(text("pack.check.limits"));
    }

    private void logs(DocumentWriter document, List<LogState> logs, EntryTally tally) throws IOException {
        document.section(new Section(
                "logs",
                text("pack.logs"),
                false,
                List.of(
                        column("log", 3),
                        column("entries", 2),
                        column("kept-from", 2),
                        column("size", 2),
                        column("signed-at", 5),
                        column("root", 8))));
        for (LogState log : logs) {
            Optional<Checkpoint> newest = log.newest().flatMap(LogState.Signed::checkpoint);
            document.row(List.of(
                    log.name(),
                    String.valueOf(tally.of(log.name())),
                    String.valueOf(log.firstIndex()),
                    newest.map(checkpoint -> String.valueOf(checkpoint.size())).orElse("–"),
                    log.newest().map(signed -> EntryTimes.text(signed.at())).orElse("–"),
                    newest.map(checkpoint -> Base64.getEncoder().encodeToString(checkpoint.root()))
                            .orElse("–")));
        }
        document.note(text("pack.logs.kept"));
    }

    private void keys(DocumentWriter document, List<LogState> logs) throws IOException {
        document.section(new Section("keys", text("pack.keys"), false, List.of(column("log", 1), column("key", 6))));
        for (LogState log : logs) {
            document.row(
                    List.of(log.name(), log.key().map(VerificationKey::toString).orElse("–")));
        }
    }

    private void activities(DocumentWriter document, EntryTally tally) throws IOException {
        document.section(new Section(
                "activities",
                text("pack.activities"),
                false,
                List.of(column("activity", 4), column("entries", 2), column("refused", 2))));
        for (Map.Entry<String, EntryTally.Count> activity : tally.activities().entrySet()) {
            document.row(List.of(
                    activity.getKey(),
                    String.valueOf(activity.getValue().entries()),
                    String.valueOf(activity.getValue().refused())));
        }
    }

    private Column column(String name, int weight) {
        return new Column(name, text("pack.column." + name), weight);
    }

    private String text(String code, Object... arguments) {
        return messages.getMessage(code, arguments, language);
    }
}
