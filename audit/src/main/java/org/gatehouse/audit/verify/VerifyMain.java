package org.gatehouse.audit.verify;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.gatehouse.audit.note.VerificationKey;
import org.gatehouse.audit.note.WitnessKey;

/** The verifier on its own: {@code java -jar gatehouse-verify.jar EXPORT --key KEY}. */
public final class VerifyMain {

    static final int INTACT = 0;
    static final int COULD_NOT_CHECK = 1;
    static final int FAULT_FOUND = 2;

    private static final String USAGE = """
            Usage: java -jar gatehouse-verify.jar EXPORT --key KEY [--key KEY]... [--threads N]
                   [--witness VKEY]... [--quorum N]
            EXPORT is a directory or a zip file; KEY a verification key, or a file with one on each line.
            VKEY is the key of a witness, or a file with one on each line; --quorum says how many of the witnesses must
            have cosigned a checkpoint of each log: all of them unless given.
            Exit codes: 0 intact, 2 a fault was found, 1 it could not be checked.""";

    private VerifyMain() {}

    public static void main(String[] args) {
        System.exit(run(System.out, System.err, args));
    }

    static int run(PrintStream answers, PrintStream errors, String... args) {
        try {
            VerifyReport report = verify(errors, args);
            report.faults().forEach(fault -> answers.println(fault.log() + ":" + fault.index() + "  " + fault.what()));
            if (report.intact()) {
                answers.println("Intact: " + report.entries() + " entries in " + report.logs()
                        + " logs, as their checkpoints were signed.");
            }
            report.witnessed().forEach(witnessed -> answers.println(witnessed.sentence()));
            return report.intact() ? INTACT : FAULT_FOUND;
        } catch (IllegalArgumentException | IOException ex) {
            errors.println(ex.getMessage());
            return COULD_NOT_CHECK;
        }
    }

    /**
     * A key as it is, or the keys in a file.
     *
     * @throws IllegalArgumentException when it is neither
     */
    public static List<VerificationKey> keys(String keyOrFile) throws IOException {
        Path file = Path.of(keyOrFile);
        if (!Files.isRegularFile(file)) {
            return List.of(VerificationKey.parse(keyOrFile));
        }
        return Files.readAllLines(file).stream()
                .filter(line -> !line.isBlank())
                .map(VerificationKey::parse)
                .toList();
    }

    /**
     * A witness's key as it is, or the keys in a file.
     *
     * @throws IllegalArgumentException when it is neither
     */
    public static List<WitnessKey> witnesses(String keyOrFile) throws IOException {
        Path file = Path.of(keyOrFile);
        if (!Files.isRegularFile(file)) {
            return List.of(WitnessKey.parse(keyOrFile));
        }
        return Files.readAllLines(file).stream()
                .filter(line -> !line.isBlank())
                .map(WitnessKey::parse)
                .toList();
    }

    private static VerifyReport verify(PrintStream errors, String... args) throws IOException {
        Path export = null;
        List<VerificationKey> keys = new ArrayList<>();
        List<WitnessKey> witnesses = new ArrayList<>();
        Integer quorum = null;
        int threads = Runtime.getRuntime().availableProcessors();
        for (int i = 0; i < args.length; i++) {
            if (args[i].equals("--key") && i + 1 < args.length) {
                keys.addAll(keys(args[++i]));
            } else if (args[i].equals("--threads") && i + 1 < args.length) {
                threads = Integer.parseInt(args[++i]);
            } else if (args[i].equals("--witness") && i + 1 < args.length) {
                witnesses.addAll(witnesses(args[++i]));
            } else if (args[i].equals("--quorum") && i + 1 < args.length) {
                quorum = Integer.valueOf(args[++i]);
            } else if (export == null && !args[i].startsWith("-")) {
                export = Path.of(args[i]);
            } else {
                throw new IllegalArgumentException(USAGE);
            }
        }
        if (export == null || keys.isEmpty()) {
            throw new IllegalArgumentException(USAGE);
        }
        VerifyOptions options = new VerifyOptions(keys, List.of(), threads).withWitnesses(witnesses, quorum);
        VerifyReport report = ExportVerifier.verify(export, options, new ProgressLine(errors)::show);
        errors.println();
        return report;
    }
}
