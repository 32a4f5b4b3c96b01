package org.gatehouse.server.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gatehouse.realm.file.RealmFile;
import org.gatehouse.realm.file.RealmFileException;
import org.gatehouse.realm.file.RealmFiles;
import org.gatehouse.server.StartRefusedException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What was planned, to be applied later and only to the state it was planned for. Holds the file as it was read, and no
 * secret: those are read again when it is applied.
 *
 * @param folder where the file's relative references start
 */
record SavedPlan(String state, Path folder, RealmFile file) {

    private static final int VERSION = 1;

    void write(Path to) {
        ObjectNode plan = JsonMapper.shared().createObjectNode();
        plan.put("version", VERSION).put("state", state).put("folder", folder.toString());
        ObjectNode realm = (ObjectNode) JsonMapper.shared().readTree(RealmFiles.toJson(file.realm()));
        plan.set("file", realm.put("prune", file.prune()));
        try {
            Files.writeString(to, plan.toString() + "\n");
        } catch (IOException ex) {
            throw new StartRefusedException("The plan cannot be written to " + to + ".", ex);
        }
    }

    static SavedPlan read(Path from) {
        try {
            JsonNode plan = JsonMapper.shared().readTree(Files.readString(from));
            if (plan.path("version").asInt(0) != VERSION) {
                throw new StartRefusedException(from
                        + " is no plan of this version. './gatehouse realm plan FILE --out " + from + "' makes one.");
            }
            return new SavedPlan(
                    plan.path("state").asString(),
                    Path.of(plan.path("folder").asString()),
                    RealmFiles.fromJson(plan.path("file")));
        } catch (IOException | JacksonException ex) {
            throw new StartRefusedException("The plan " + from + " is absent or unreadable.", ex);
        } catch (RealmFileException ex) {
            throw new StartRefusedException("The plan " + from + " is not right.\n" + ex.getMessage(), ex);
        }
    }
}
