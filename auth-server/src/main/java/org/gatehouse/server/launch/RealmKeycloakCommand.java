package org.gatehouse.server.launch;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.gatehouse.realm.RealmDefinition;
import org.gatehouse.realm.keycloak.Gap;
import org.gatehouse.realm.keycloak.Gaps;
import org.gatehouse.realm.keycloak.NotRenderableException;
import org.gatehouse.realm.keycloak.RealmImport;
import org.gatehouse.server.StartRefusedException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes the realm of a realm file as Keycloak imports one. */
@Command(
        name = "keycloak",
        description = {
            "Write a realm file as a realm Keycloak 26.7 imports. Secrets stay references, to Keycloak's environment.",
            "Exit codes: 0 done, 1 it says something Keycloak does not do, or is not right."
        },
        mixinStandardHelpOptions = true)
final class RealmKeycloakCommand implements Callable<Integer> {

    private final PrintStream answers;

    @Parameters(paramLabel = "FILE", description = "Realm file.")
    @SuppressWarnings("NullAway.Init") // picocli
    private Path file;

    @Option(
            names = {"--out", "--output"},
            paramLabel = "IMPORT",
            description = "Write there instead of to standard output.")
    private @Nullable Path out;

    @Option(names = "--accept-gaps", description = "Write it although Keycloak does not do all the file says.")
    private boolean acceptGaps;

    RealmKeycloakCommand(PrintStream answers) {
        this.answers = answers;
    }

    @Override
    public Integer call() throws IOException {
        RealmDefinition realm = ProposedFile.read(file).realm();
        List<Gap> gaps = Gaps.of(realm, true);
        GapText.tell(gaps, System.err);
        if (!gaps.isEmpty() && !acceptGaps) {
            throw GapText.refusal(gaps);
        }
        String document = document(realm, gaps);
        List<String> variables = RealmImport.variables(document);
        if (!variables.isEmpty()) {
            System.err.println("gatehouse: Keycloak needs in its environment while it imports: "
                    + String.join(", ", variables) + ".");
        }
        if (out == null) {
            answers.print(document);
        } else {
            Files.writeString(out, document);
        }
        return Launcher.DONE;
    }

    private static String document(RealmDefinition realm, List<Gap> gaps) {
        try {
            return RealmImport.of(realm, gaps);
        } catch (NotRenderableException ex) {
            throw new StartRefusedException(String.valueOf(ex.getMessage()), ex);
        }
    }
}
