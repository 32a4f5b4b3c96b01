package org.gatehouse.server.launch;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What can be asked of the audit trail without the service. */
@Command(name = "audit", description = "Check and prove the audit trail.", mixinStandardHelpOptions = true)
final class AuditCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli
    private CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(), "Say what to do: audit verify, export-proof, key or accept-fork.");
    }
}
