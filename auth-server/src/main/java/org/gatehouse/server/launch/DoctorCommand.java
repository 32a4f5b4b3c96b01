package org.gatehouse.server.launch;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.gatehouse.server.database.Inspection;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** Says what keeps the service from starting, or soon will. */
@Command(
        name = "doctor",
        description = "Check what a start depends on and say what to fix. Exit code 1 if something is broken.",
        mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {

    private final PrintStream answers;

    @Option(names = "--data", paramLabel = "DIR", description = "Data directory to look at; ./data unless given.")
    private Path data = Path.of("data");

    @Option(names = "--port", paramLabel = "N", description = "Port the service is to use; 9000 unless given.")
    private int port = 9000;

    @Option(names = "--json", description = "Print one line of JSON instead of text.")
    private boolean json;

    DoctorCommand(PrintStream answers) {
        this.answers = answers;
    }

    @Override
    public Integer call() {
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .addFirst(new MapPropertySource(
                        "options", Map.of("server.port", port, "server.address", NetworkBinding.LOOPBACK)));
        List<Finding> findings;
        try (Inspection inspection = new Inspection(data, environment)) {
            findings = new Checkup(inspection, environment).perform();
        }
        boolean broken = findings.stream().anyMatch(finding -> finding.status() == Finding.Status.BROKEN);
        answers.println(json ? json(findings, broken) : text(findings, broken));
        return broken ? Launcher.FAILED : Launcher.DONE;
    }

    private static String json(List<Finding> findings, boolean broken) {
        return JsonMapper.shared().writeValueAsString(Map.of("healthy", !broken, "findings", findings));
    }

    private static String text(List<Finding> findings, boolean broken) {
        String table = TextTable.of(findings.stream()
                .map(finding -> List.of(
                        finding.status().name().toLowerCase(Locale.ROOT),
                        finding.check(),
                        (finding.message() + " " + finding.fix()).strip()))
                .toList());
        return table + (broken ? "\n\nSomething needs mending." : "\n\nNothing is broken.");
    }
}
