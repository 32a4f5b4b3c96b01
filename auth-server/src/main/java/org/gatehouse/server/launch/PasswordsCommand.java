package org.gatehouse.server.launch;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What is prepared for the checks of passwords. */
@Command(name = "passwords", description = "Prepare the checks of passwords.", mixinStandardHelpOptions = true)
final class PasswordsCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli
    private CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Say what to do: passwords build-filter.");
    }
}
