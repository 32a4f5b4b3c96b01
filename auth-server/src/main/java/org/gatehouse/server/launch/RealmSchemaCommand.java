package org.gatehouse.server.launch;

import java.io.PrintStream;
import org.gatehouse.realm.file.RealmFiles;
import picocli.CommandLine.Command;

/** Hands the schema to whoever's editor wants it. */
@Command(
        name = "schema",
        description = "Print the JSON Schema of the realm file, from which editors complete and check it.",
        mixinStandardHelpOptions = true)
final class RealmSchemaCommand implements Runnable {

    private final PrintStream answers;

    RealmSchemaCommand(PrintStream answers) {
        this.answers = answers;
    }

    @Override
    public void run() {
        answers.print(RealmFiles.schema());
    }
}
