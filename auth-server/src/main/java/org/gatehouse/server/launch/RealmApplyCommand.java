package org.gatehouse.server.launch;

import java.io.Console;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.gatehouse.realm.file.RealmFile;
import org.gatehouse.realm.keycloak.Gap;
import org.gatehouse.server.StartRefusedException;
import org.gatehouse.server.configuration.ConfigurationPlan;
import org.gatehouse.server.configuration.Proposal;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a realm what a file says. */
@Command(
        name = "apply",
        description = {
            "Make a realm what a file says: all of it, with its entries in the trail, or nothing.",
            "Exit codes: 0 it is so now, 1 it was refused and nothing was changed."
        },
        mixinStandardHelpOptions = true)
final class RealmApplyCommand implements Callable<Integer> {

    private final PrintStream answers;

    @Parameters(arity = "0..1", paramLabel = "FILE", description = "Realm file.")
    private @Nullable Path file;

    @Option(names = "--plan", paramLabel = "PLAN", description = "Instead of a file: what 'realm plan --out' saved.")
    private @Nullable Path saved;

    @Mixin
    private TargetOptions target = new TargetOptions();

    @Option(
            names = "--allow-delete",
            description = "Let clients, connections, roles, attributes, groups and attestations go for good.")
    private boolean allowDelete;

    @Option(
            names = "--confirm",
            paramLabel = "REALM",
            description = "With --allow-delete: the realm's name, which is asked for unless given.")
    private @Nullable String confirmed;

    @Option(
            names = "--accept-gaps",
            description = "With a Keycloak: change the realm although Keycloak does not do all the file says.")
    private boolean acceptGaps;

    @Option(names = "--json", description = "Print one line of JSON instead of text.")
    private boolean json;

    RealmApplyCommand(PrintStream answers) {
        this.answers = answers;
    }

    @Override
    public Integer call() {
        Path plan = saved;
        Path read = file;
        if ((plan == null) == (read == null)) {
            throw new StartRefusedException("Name a realm file, or a saved plan with --plan.");
        }
        if (plan != null) {
            SavedPlan planned = SavedPlan.read(plan);
            apply(planned.file(), planned.folder(), planned.state());
        } else if (read != null) {
            apply(ProposedFile.read(read), ProposedFile.folder(read), null);
        }
        return Launcher.DONE;
    }

    /** @param state what it was planned for; null to plan now */
    private void apply(RealmFile realmFile, Path folder, @Nullable String state) {
        String name = realmFile.realm().realm();
        Proposal proposal = ProposedFile.of(realmFile, folder, System.err);
        try (ConfigurationTarget realm = target.open(name, true)) {
            List<Gap> gaps = realm.gaps(realmFile);
            GapText.tell(gaps, System.err);
            if (!gaps.isEmpty() && !acceptGaps) {
                throw GapText.refusal(gaps);
            }
            ConfigurationPlan plan = realm.plan(proposal);
            if (!json && !plan.isEmpty()) {
                answers.println(PlanText.of(realm.name(), plan));
            }
            String deletionsIn = plan.deletions().isEmpty() ? null : deletionsIn(name);
            ConfigurationPlan applied = realm.apply(proposal, state == null ? plan.state() : state, deletionsIn);
            answers.println(json ? PlanText.json(applied, gaps) : done(realm.name(), applied));
        }
    }

    private static String done(String realm, ConfigurationPlan applied) {
        return applied.isEmpty() ? realm + ": nothing to change." : "Applied.";
    }

    private @Nullable String deletionsIn(String realm) {
        if (!allowDelete) {
            return null; // refused, with the names of what would go
        }
        Console console = confirmed == null ? System.console() : null;
        if (console != null) {
            return console.readLine("This deletes for good. Type the realm's name to go on: ");
        }
        return confirmed;
    }
}
