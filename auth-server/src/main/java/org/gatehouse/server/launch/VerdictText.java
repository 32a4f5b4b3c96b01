package org.gatehouse.server.launch;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.gatehouse.realm.document.Finding;
import org.gatehouse.realm.document.Printable;
import org.gatehouse.realm.document.Warning;
import org.gatehouse.realm.file.RealmFileException;
import org.gatehouse.realm.file.RealmFiles;
import org.gatehouse.realm.file.RuleReading;
import org.gatehouse.realm.password.PasswordRule;

/** Words a verdict: one line for each finding, and on a terminal the line of the file it is about. */
final class VerdictText {

    private static final int WIDEST_EXCERPT = 120;

    /** A line on which a secret, or a private key (RFC 7518), may stand by mistake is not shown again. */
    private static final Pattern DELICATE =
            Pattern.compile("(?i)secr|passw|pwd|creden|token|authori|key\\s*:|\\b(d|p|q|dp|dq|qi|oth|k)[\"']?\\s*:");

    private static final String RED = "31";
    private static final String YELLOW = "33";
    private static final String GREEN = "32";

    private final boolean terminal;

    VerdictText(boolean terminal) {
        this.terminal = terminal;
    }

    String of(RealmVerdict verdict) {
        List<String> source = terminal ? source(verdict.file()) : List.of();
        List<String> lines = new ArrayList<>();
        for (Finding finding : verdict.findings()) {
            lines.add(coloured(RED, finding.toString()));
            addExcerpt(lines, source, finding.line(), finding.column());
        }
        for (Warning warning : verdict.warnings()) {
            lines.add(coloured(YELLOW, warning.toString()));
            addExcerpt(lines, source, warning.line(), warning.column());
        }
        verdict.readings().forEach(reading -> lines.add(text(reading)));
        if (verdict.valid()) {
            lines.add(coloured(GREEN, Printable.text(verdict.file()) + ": valid: " + verdict.summary()));
        }
        return String.join("\n", lines);
    }

    private static String text(RuleReading reading) {
        String head = Printable.text("%s:%d:%d: note: the rule `%s` is read as %d rules:"
                .formatted(
                        reading.file(),
                        reading.line(),
                        reading.column(),
                        reading.id(),
                        reading.rules().size()));
        return head + "\n"
                + TextTable.of(reading.rules().stream().map(VerdictText::row).toList());
    }

    private static List<String> row(PasswordRule rule) {
        return List.of(
                rule.id(),
                (rule.mustMatch() ? "pattern: '" : "mustNotMatch: '") + Printable.text(rule.pattern()) + "'",
                Printable.text(String.join(" / ", rule.text().values())));
    }

    private static void addExcerpt(List<String> lines, List<String> source, int line, int column) {
        if (line < 1 || line > source.size()) {
            return;
        }
        String written = Printable.text(source.get(line - 1));
        boolean unchanged = written.equals(source.get(line - 1)); // else the column would not be under it
        if (unchanged && column <= WIDEST_EXCERPT && !DELICATE.matcher(written).find()) {
            String number = "%6d".formatted(line);
            lines.add(number + " | " + written.substring(0, Math.min(written.length(), WIDEST_EXCERPT)));
            lines.add(" ".repeat(number.length()) + " | " + " ".repeat(column - 1) + "^");
        }
    }

    private static List<String> source(String file) {
        try {
            return RealmFiles.text(file, Path.of(file)).lines().toList();
        } catch (RealmFileException ex) {
            return List.of(); // it is in the verdict why
        }
    }

    private String coloured(String colour, String text) {
        return terminal ? "\u001b[" + colour + "m" + text + "\u001b[0m" : text;
    }
}
