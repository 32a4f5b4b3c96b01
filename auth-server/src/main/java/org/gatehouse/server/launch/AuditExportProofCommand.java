package org.gatehouse.server.launch;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import org.gatehouse.audit.publish.TrailExport;
import org.gatehouse.server.StartRefusedException;
import org.gatehouse.server.database.DatabaseAccess;
import org.gatehouse.server.database.Inspection;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.StandardEnvironment;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes the trail so that somebody else can verify it, with the service running or stopped. */
@Command(
        name = "export-proof",
        description = {
            "Write entries, tiles, checkpoints and keys of the trail's logs, for 'audit verify' or gatehouse-verify.jar.",
            "Sealed personal data is not in it."
        },
        mixinStandardHelpOptions = true)
final class AuditExportProofCommand implements Callable<Integer> {

    private final PrintStream answers;

    @Parameters(paramLabel = "EXPORT", description = "New directory, or new file that ends in .zip.")
    @SuppressWarnings("NullAway.Init") // picocli
    private Path export;

    @Option(names = "--realm", paramLabel = "REALM", description = "Only this realm's logs.")
    private @Nullable String realm;

    @Option(names = "--data", paramLabel = "DIR", defaultValue = "data", description = "Data directory; ./data.")
    private Path data = Path.of("data");

    AuditExportProofCommand(PrintStream answers) {
        this.answers = answers;
    }

    @Override
    public Integer call() throws IOException, SQLException {
        if (Files.exists(export)) {
            throw new StartRefusedException(export + " exists already. Name a new directory or zip file.");
        }
        try (Inspection inspection = new Inspection(data, new StandardEnvironment())) {
            DatabaseAccess access = inspection
                    .database()
                    .orElseThrow(() -> new StartRefusedException("There is no trail in " + inspection.directory()
                            + " yet. Name the data directory with --data, or the database with GATEHOUSE_DB_URL."));
            answers.println(write(access.dataSource()) + " entries written to " + export + ".");
            return Launcher.DONE;
        }
    }

    private long write(DataSource database) throws IOException, SQLException {
        if (!export.toString().endsWith(".zip")) {
            return TrailExport.write(database, Optional.ofNullable(realm), export);
        }
        try (FileSystem zip = FileSystems.newFileSystem(export, Map.of("create", "true"))) {
            return TrailExport.write(database, Optional.ofNullable(realm), zip.getPath("/"));
        }
    }
}
