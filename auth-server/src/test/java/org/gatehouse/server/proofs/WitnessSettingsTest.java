package org.gatehouse.server.proofs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import org.gatehouse.audit.note.WitnessKey;
import org.gatehouse.server.proofs.ProofProperties.WitnessSetting;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Bad settings refuse the start, each with a sentence of its own. */
class WitnessSettingsTest {

    private static final URI URL = URI.create("https://witness.example/w1/");
    private final String key = WitnessKey.of("witness.example/w1", new byte[32]).toString();

    @Test
    void usableWitnessesWhenOneCannotBeUsedThenRefused() {
        assertRefused(
                new WitnessSetting(null, null, URL), "gatehouse.trail.witnesses[0] cannot be used. A witness has");
        assertRefused(new WitnessSetting(null, key, null), "A witness has a key and a URL.");
        assertRefused(new WitnessSetting(null, "x", URL), "A verification key looks like");
        assertRefused(
                new WitnessSetting(null, key, URI.create("http://witness.example")),
                "A witness is called by HTTPS only, not at http://witness.example.");
    }

    @Test
    void usableWitnessesWhenTwoAreTheSameThenRefused() {
        WitnessSetting one = new WitnessSetting(null, key, URL);
        WitnessSetting renamed = new WitnessSetting("another", key, URL);

        assertThatThrownBy(() -> properties(List.of(one, one), null).usableWitnesses())
                .hasMessageContaining("names the same witness twice");
        assertThatThrownBy(() -> properties(List.of(one, renamed), null).usableWitnesses())
                .hasMessageContaining("names the same witness twice");
    }

    @Test
    void usableQuorumWhenOutOfReachThenRefused() {
        List<WitnessSetting> one = List.of(new WitnessSetting(null, key, URL));
        for (int quorum : new int[] {-1, 0, 2}) {
            assertThatThrownBy(() -> properties(one, quorum).usableQuorum())
                    .hasMessageContaining("between 1 and the number of witnesses, 1.");
        }
        assertThatThrownBy(() -> properties(List.of(), 1).usableQuorum()).hasMessageContaining("witness-quorum is 1");
    }

    @Test
    void usableThenTheNameOfTheKeyAndAllOfThem() {
        ProofProperties properties = properties(List.of(new WitnessSetting(null, key, URL)), null);

        assertThat(properties.usableWitnesses()).singleElement().satisfies(witness -> {
            assertThat(witness.name()).isEqualTo("witness.example/w1");
            assertThat(witness.address()).isEqualTo(URI.create("https://witness.example/w1"));
        });
        assertThat(properties.usableQuorum()).isEqualTo(1);
    }

    private static ProofProperties properties(List<WitnessSetting> witnesses, @Nullable Integer quorum) {
        return new ProofProperties(null, null, witnesses, quorum);
    }

    private static void assertRefused(WitnessSetting setting, String sentence) {
        assertThatThrownBy(() -> properties(List.of(setting), null).usableWitnesses())
                .hasMessageContaining(sentence);
    }
}
