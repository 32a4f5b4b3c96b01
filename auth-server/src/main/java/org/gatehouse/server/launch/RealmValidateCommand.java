package org.gatehouse.server.launch;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

/** Says whether realm files would be accepted, and what about them is worth a thought. */
@Command(
        name = "validate",
        description = {
            "Check realm files: everything that is wrong, with its line and column, and warnings with their reasons.",
            "Exit codes: 0 all are right, 1 one is not."
        },
        mixinStandardHelpOptions = true)
final class RealmValidateCommand implements Callable<Integer> {

    private final PrintStream answers;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Realm files.")
    private List<Path> files = List.of();

    @Option(names = "--strict", description = "Exit code 1 for warnings, too.")
    private boolean strict;

    @Option(names = "--json", description = "Print one line of JSON instead of text.")
    private boolean json;

    RealmValidateCommand(PrintStream answers) {
        this.answers = answers;
    }

    @Override
    public Integer call() {
        List<RealmVerdict> verdicts = files.stream().map(RealmVerdict::of).toList();
        boolean passed = verdicts.stream().allMatch(verdict -> verdict.passes(strict));
        if (json) {
            answers.println(JsonMapper.shared().writeValueAsString(Map.of("passed", passed, "files", verdicts)));
        } else {
            VerdictText text = new VerdictText(Ansi.AUTO.enabled());
            verdicts.forEach(verdict -> answers.println(text.of(verdict)));
        }
        return passed ? Launcher.DONE : Launcher.FAILED;
    }
}
