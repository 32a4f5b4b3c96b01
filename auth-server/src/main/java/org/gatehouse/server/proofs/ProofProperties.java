package org.gatehouse.server.proofs;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.gatehouse.audit.note.WitnessKey;
import org.gatehouse.audit.witness.Witness;
import org.gatehouse.server.StartRefusedException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the newest checkpoints are kept outside the database.
 *
 * @param checkpoints a directory; {@code checkpoints} in the data directory unless given. Best where a restored backup
 *     does not reach
 * @param checkpointSink an HTTPS address each new checkpoint is posted to; none unless given
 * @param witnesses who else cosigns checkpoints (C2SP tlog-witness); none unless given
 * @param witnessQuorum how many of them must have cosigned before a log counts as witnessed; all unless given
 */
@ConfigurationProperties("gatehouse.trail")
record ProofProperties(
        @Nullable Path checkpoints,
        @Nullable URI checkpointSink,
        @DefaultValue List<WitnessSetting> witnesses,
        @Nullable Integer witnessQuorum) {

    /**
     * One witness.
     *
     * @param name what the console calls it; the name in its key unless given
     * @param key its key, as C2SP writes it ({@code name+id+key}, of the kind for cosignatures)
     * @param url its submission prefix
     */
    record WitnessSetting(
            @Nullable String name,
            @Nullable String key,
            @Nullable URI url) {

        Witness witness() {
            if (key == null || url == null) {
                throw new IllegalArgumentException("A witness has a key and a URL.");
            }
            WitnessKey parsed = WitnessKey.parse(key);
            return new Witness(name == null ? parsed.name() : name, parsed, url);
        }
    }

    /** @throws StartRefusedException when one of them cannot be used, or two are the same */
    List<Witness> usableWitnesses() {
        List<Witness> usable = new ArrayList<>();
        for (int i = 0; i < witnesses.size(); i++) {
            try {
                usable.add(witnesses.get(i).witness());
            } catch (IllegalArgumentException ex) {
                throw new StartRefusedException(
                        "gatehouse.trail.witnesses[" + i + "] cannot be used. " + ex.getMessage(), ex);
            }
        }
        long names = usable.stream().map(Witness::name).distinct().count();
        long keys = usable.stream().map(Witness::key).distinct().count();
        if (names < usable.size() || keys < usable.size()) {
            throw new StartRefusedException(
                    "gatehouse.trail.witnesses names the same witness twice. Give each a name and a key of its own.");
        }
        return usable;
    }

    /** @throws StartRefusedException when it cannot be reached, or asks for nobody */
    int usableQuorum() {
        int quorum = witnessQuorum == null ? witnesses.size() : witnessQuorum;
        boolean usable = witnesses.isEmpty() ? witnessQuorum == null : quorum >= 1 && quorum <= witnesses.size();
        if (!usable) {
            throw new StartRefusedException("gatehouse.trail.witness-quorum is " + quorum
                    + ", but must be between 1 and the number of witnesses, " + witnesses.size() + ".");
        }
        return quorum;
    }
}
