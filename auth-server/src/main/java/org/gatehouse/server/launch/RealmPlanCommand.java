package org.gatehouse.server.launch;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.gatehouse.realm.file.RealmFile;
import org.gatehouse.realm.keycloak.Gap;
import org.gatehouse.server.configuration.ConfigurationPlan;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says what applying a realm file would change. */
@Command(
        name = "plan",
        description = {
            "Say what applying a realm file would change: + comes, ~ changes, - goes. Changes nothing.",
            "Exit codes: 0 nothing to change, 2 something would change, 1 it could not be told."
        },
        mixinStandardHelpOptions = true)
final class RealmPlanCommand implements Callable<Integer> {

    private static final int CHANGES = 2;

    private final PrintStream answers;

    @Parameters(paramLabel = "FILE", description = "Realm file.")
    @SuppressWarnings("NullAway.Init") // picocli
    private Path file;

    @Mixin
    private TargetOptions target = new TargetOptions();

    @Option(names = "--out", paramLabel = "PLAN", description = "Save the plan, for 'realm apply --plan PLAN'.")
    private @Nullable Path out;

    @Option(names = "--json", description = "Print one line of JSON instead of text.")
    private boolean json;

    @Option(
            names = "--drift",
            description = "Say it the other way round: what has become of the realm since it was as the file says.")
    private boolean drift;

    RealmPlanCommand(PrintStream answers) {
        this.answers = answers;
    }

    @Override
    public Integer call() {
        RealmFile read = ProposedFile.read(file);
        Path folder = ProposedFile.folder(file);
        try (ConfigurationTarget realm = target.open(read.realm().realm(), false)) {
            List<Gap> gaps = realm.gaps(read);
            GapText.tell(gaps, System.err);
            ConfigurationPlan plan = realm.plan(ProposedFile.of(read, folder, System.err));
            if (out != null) {
                new SavedPlan(plan.state(), folder, read).write(out);
            }
            ConfigurationPlan shown = drift ? PlanText.reversed(plan) : plan;
            answers.println(json ? PlanText.json(shown, gaps) : PlanText.of(realm.name(), shown));
            return plan.isEmpty() ? Launcher.DONE : CHANGES;
        }
    }
}
