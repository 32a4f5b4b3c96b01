package org.gatehouse.server.launch;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.gatehouse.server.StartRefusedException;
import org.gatehouse.server.password.FilterBuild;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Builds the file by which passwords others have used are recognised. */
@Command(
        name = "build-filter",
        description = {
            "Build a filter of known passwords, for 'run --password-filter FILE'.",
            "The list has a line for each password: its SHA-1 in hexadecimal, with or without ':' and a count as such lists"
                    + " are published, or the password itself. It may be of any length; memory is not.",
            "Next to the filter there must be room for 8 bytes a line while it is built."
        },
        mixinStandardHelpOptions = true)
final class PasswordsBuildFilterCommand implements Callable<Integer> {

    private final PrintStream answers;

    @Option(names = "--from", paramLabel = "LIST", required = true, description = "The list; - for standard input.")
    @SuppressWarnings("NullAway.Init") // picocli
    private Path list;

    @Option(names = "--to", paramLabel = "FILE", required = true, description = "The filter; replaced if it exists.")
    @SuppressWarnings("NullAway.Init") // picocli
    private Path filter;

    PasswordsBuildFilterCommand(PrintStream answers) {
        this.answers = answers;
    }

    @Override
    public Integer call() {
        Path around = filter.toAbsolutePath().getParent();
        if (around == null || !Files.isDirectory(around) || Files.isDirectory(filter)) {
            throw new StartRefusedException(filter + " cannot be written: name a file in a directory that exists.");
        }
        try (InputStream in = open()) {
            long keys = FilterBuild.build(in, filter, lines -> System.err.println(number(lines) + " lines read"));
            answers.println(
                    filter + " holds " + number(keys) + " passwords in " + number(Files.size(filter)) + " bytes.");
            return Launcher.DONE;
        } catch (IllegalArgumentException ex) {
            throw new StartRefusedException(list + ": " + ex.getMessage(), ex);
        } catch (IOException ex) {
            throw new StartRefusedException("The filter cannot be built: " + ex.getMessage(), ex);
        }
    }

    private InputStream open() throws IOException {
        return list.toString().equals("-")
                ? System.in
                : Files.newInputStream(Path.of(ServerOptions.readable("--from", list)));
    }

    private static String number(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }
}
