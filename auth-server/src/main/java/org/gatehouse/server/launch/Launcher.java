package org.gatehouse.server.launch;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.gatehouse.server.StartRefusedException;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Runs one command line. Standard output carries the answer and nothing else; everything said on the way is an error. */
public final class Launcher {

    static final int DONE = 0;
    static final int FAILED = 1;

    /** The service is up and its own threads keep the process alive. */
    static final int RUNNING = -1;

    private static final String REALM = "realm";

    private Launcher() {}

    public static void main(String[] args) {
        PrintStream answers = System.out;
        System.setOut(System.err); // whatever a library prints, one line of JSON stays one line
        if (args.length > 0 && args[0].equals(REALM) && !startsTheService(args)) {
            System.setProperty("slf4j.provider", "org.slf4j.helpers.NOP_FallbackServiceProvider"); // nothing to log
            System.setProperty("slf4j.internal.verbosity", "WARN");
        }
        int code = execute(answers, System.err, args);
        answers.flush();
        if (code != RUNNING) {
            System.exit(code);
        }
    }

    private static boolean startsTheService(String... args) {
        return Stream.of(args).anyMatch(arg -> arg.startsWith(TargetOptions.DATA));
    }

    static int execute(PrintStream answers, PrintStream errors, String... args) {
        return commandLine(answers, args)
                .setOut(new PrintWriter(answers, true))
                .setErr(new PrintWriter(errors, true))
                .setParameterExceptionHandler(Launcher::explain)
                .setExecutionExceptionHandler((failure, command, parsed) -> explain(failure, command))
                .execute(args);
    }

    /** With the one command that is named, if one is: reading the declarations of all of them delays every start. */
    private static CommandLine commandLine(PrintStream answers, String... args) {
        Map<String, Supplier<CommandLine>> commands = new LinkedHashMap<>();
        commands.put("demo", () -> new CommandLine(new DemoCommand(answers)));
        commands.put("run", () -> new CommandLine(new RunCommand(answers)));
        commands.put("doctor", () -> new CommandLine(new DoctorCommand(answers)));
        commands.put(
                "audit",
                () -> new CommandLine(new AuditCommand())
                        .addSubcommand(new AuditVerifyCommand(answers))
                        .addSubcommand(new AuditExportProofCommand(answers))
                        .addSubcommand(new AuditKeyCommand(answers))
                        .addSubcommand(new AuditAcceptForkCommand(answers)));
        commands.put(
                "passwords",
                () -> new CommandLine(new PasswordsCommand()).addSubcommand(new PasswordsBuildFilterCommand(answers)));
        commands.put(REALM, () -> realmCommand(answers, args));
        commands.put("help", () -> new CommandLine(new CommandLine.HelpCommand()));
        boolean named = args.length > 0 && commands.containsKey(args[0]) && !args[0].equals("help");
        CommandLine root = new CommandLine(new GatehouseCommand(answers));
        commands.forEach((name, command) -> {
            if (!named || name.equals(args[0])) {
                root.addSubcommand(name, command.get());
            }
        });
        return root;
    }

    /** As above: with the one that is named. */
    private static CommandLine realmCommand(PrintStream answers, String... args) {
        Map<String, Supplier<Object>> commands = new LinkedHashMap<>();
        commands.put("validate", () -> new RealmValidateCommand(answers));
        commands.put("fmt", () -> new RealmFmtCommand(answers));
        commands.put("explain", () -> new RealmExplainCommand(answers));
        commands.put("schema", () -> new RealmSchemaCommand(answers));
        commands.put("keycloak", () -> new RealmKeycloakCommand(answers));
        commands.put("plan", () -> new RealmPlanCommand(answers));
        commands.put("apply", () -> new RealmApplyCommand(answers));
        commands.put("export", () -> new RealmExportCommand(answers));
        boolean named = args.length > 1 && commands.containsKey(args[1]);
        CommandLine realm = new CommandLine(new RealmCommand());
        commands.forEach((name, command) -> {
            if (!named || name.equals(args[1])) {
                realm.addSubcommand(name, command.get());
            }
        });
        return realm;
    }

    private static int explain(ParameterException failure, String... args) {
        CommandLine command = failure.getCommandLine();
        command.getErr().println("gatehouse: " + failure.getMessage());
        command.getErr().println("Try './" + command.getCommandSpec().qualifiedName() + " --help'.");
        return FAILED;
    }

    private static int explain(Exception failure, CommandLine command) {
        if (failure instanceof StartRefusedException) {
            command.getErr().println("gatehouse: " + failure.getMessage());
        } else {
            command.getErr().println("gatehouse: something unforeseen happened.");
            failure.printStackTrace(command.getErr());
        }
        return FAILED;
    }
}
