package org.gatehouse.server.launch;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.gatehouse.realm.ClientDefinition;
import org.gatehouse.realm.file.RealmFile;
import org.gatehouse.realm.file.RealmFileException;
import org.gatehouse.realm.file.RealmFiles;
import org.gatehouse.realm.secret.SecretReference;
import org.gatehouse.realm.secret.SecretUnavailableException;
import org.gatehouse.server.StartRefusedException;
import org.gatehouse.server.configuration.Proposal;

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
     * @param notes where it is said which secrets are not at hand: those of clients that exist stay as they are
     */
    static Proposal of(RealmFile file, Path folder, PrintStream notes) {
        Map<String, String> secrets = new TreeMap<>();
        for (ClientDefinition client : file.realm().clients()) {
            SecretReference reference = client.secret();
            if (reference != null && !reference.isGenerated()) {
                try {
                    secrets.put(client.id(), reference.resolve(System::getenv, folder));
                } catch (SecretUnavailableException ex) {
                    notes.println("gatehouse: client '" + client.id() + "': " + ex.getMessage());
                }
            }
        }
        return new Proposal(file, secrets);
    }

    static Path folder(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        return folder == null ? file.toAbsolutePath() : folder;
    }
}
