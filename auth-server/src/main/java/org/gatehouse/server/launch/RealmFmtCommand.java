package org.gatehouse.server.launch;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.gatehouse.realm.document.Finding;
import org.gatehouse.realm.document.Printable;
import org.gatehouse.realm.file.RealmFileException;
import org.gatehouse.realm.format.Formatted;
import org.gatehouse.realm.format.NotFormattedException;
import org.gatehouse.realm.format.RealmFormat;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

/** Lays realm files out. */
@Command(
        name = "fmt",
        description = {
            "Lay realm files out: keys in the order of the reference, comments kept. A file that is not right stays as it is.",
            "Exit codes: 0 done, 1 a file could not be laid out, or with --check would change."
        },
        mixinStandardHelpOptions = true)
final class RealmFmtCommand implements Callable<Integer> {

    private final PrintStream answers;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Realm files.")
    private List<Path> files = List.of();

    @Option(names = "--check", description = "Change nothing; say which files would change.")
    private boolean check;

    @Option(names = "--json", description = "Print one line of JSON instead of text.")
    private boolean json;

    RealmFmtCommand(PrintStream answers) {
        this.answers = answers;
    }

    @Override
    public Integer call() {
        List<Outcome> outcomes = new ArrayList<>();
        files.forEach(file -> outcomes.add(format(file)));
        boolean passed = outcomes.stream().allMatch(outcome -> outcome.passes(check));
        if (json) {
            answers.println(JsonMapper.shared().writeValueAsString(Map.of("passed", passed, "files", outcomes)));
        } else {
            outcomes.forEach(outcome -> outcome.lines(check).forEach(answers::println));
        }
        return passed ? Launcher.DONE : Launcher.FAILED;
    }

    private Outcome format(Path file) {
        try {
            Formatted formatted = RealmFormat.format(file);
            if (!check) {
                formatted.write();
            }
            return new Outcome(file.toString(), formatted.isChanged(), List.of(), "");
        } catch (RealmFileException ex) {
            return new Outcome(file.toString(), false, ex.findings(), "");
        } catch (NotFormattedException ex) {
            return new Outcome(file.toString(), false, List.of(), String.valueOf(ex.getMessage()));
        } catch (IOException ex) {
            return new Outcome(file.toString(), false, List.of(), "It cannot be written: " + ex.getMessage() + ".");
        }
    }

    /**
     * @param changed whether the layout differs from the file
     * @param problem why a file that is right was left as it is; empty when it was not
     */
    record Outcome(String file, boolean changed, List<Finding> findings, String problem) {

        boolean passes(boolean check) {
            return findings.isEmpty() && problem.isEmpty() && !(check && changed);
        }

        List<String> lines(boolean check) {
            if (!findings.isEmpty()) {
                return findings.stream().map(Finding::toString).toList();
            }
            String what = changed ? (check ? "would change" : "laid out") : "is laid out already";
            return List.of(Printable.text(file + ": " + (problem.isEmpty() ? what : problem)));
        }
    }
}
