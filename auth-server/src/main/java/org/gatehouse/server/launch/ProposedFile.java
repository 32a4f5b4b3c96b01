package org.gatehouse.server.launch;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.gatehouse.realm.ClientDefinition;
import org.gatehouse.realm.federation.Connection;
import org.gatehouse.realm.file.RealmFile;
import org.gatehouse.realm.file.RealmFileException;
import org.gatehouse.realm.file.RealmFiles;
import org.gatehouse.realm.secret.SecretReference;
import org.gatehouse.realm.secret.SecretUnavailableException;
import org.gatehouse.server.StartRefusedException;
import org.gatehouse.server.configuration.Proposal;
import org.jspecify.annotations.Nullable;

/** A realm file on its way to a realm, with the secrets it refers to as far as they are at hand. */
final class ProposedFile {

    private ProposedFile() {}

    /** @throws StartRefusedException when the file is not right, with everything that is wrong */
    static RealmFile read(Path file) {
        try {
            return RealmFiles.inspect(file).file();
        } catch (RealmFileException ex) {
            throw new StartRefusedException(
                    "The realm file is not right; nothing was changed.\n" + ex.getMessage(), ex);
        }
    }

    /**
     * @param folder where relative {@code file:} references start
     * @param notes where it is said which secrets are not at hand: those of clients and connections that exist stay as they are
     */
    static Proposal of(RealmFile file, Path folder, PrintStream notes) {
        return of(file, folder, notes, System::getenv);
    }

    /** @param environment what {@code env:NAME} refers to */
    static Proposal of(RealmFile file, Path folder, PrintStream notes, Function<String, @Nullable String> environment) {
        Map<String, String> secrets = new TreeMap<>();
        for (ClientDefinition client : file.realm().clients()) {
            resolve(client.secret(), folder, notes, environment, "client '" + client.id() + "'")
                    .ifPresent(secret -> secrets.put(client.id(), secret));
        }
        Map<String, String> connectionSecrets = new TreeMap<>();
        for (Connection connection : file.realm().signIn().connections()) {
            resolve(connection.clientSecret(), folder, notes, environment, "connection '" + connection.alias() + "'")
                    .ifPresent(secret -> connectionSecrets.put(connection.alias(), secret));
        }
        return new Proposal(file, secrets, connectionSecrets);
    }

    private static Optional<String> resolve(
            @Nullable SecretReference reference,
            Path folder,
            PrintStream notes,
            Function<String, @Nullable String> environment,
            String whose) {
        try {
            return reference == null || reference.isGenerated() || reference.isStored()
                    ? Optional.empty()
                    : Optional.of(reference.resolve(environment, folder));
        } catch (SecretUnavailableException ex) {
            notes.println("gatehouse: " + whose + ": " + ex.getMessage());
            return Optional.empty();
        }
    }

    static Path folder(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        return folder == null ? file.toAbsolutePath() : folder;
    }
}
