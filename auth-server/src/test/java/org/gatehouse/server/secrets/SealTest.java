package org.gatehouse.server.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What is sealed opens in its place, for its purpose and under its key, and nowhere else")
class SealTest {

    private static final byte[] HERE = "1/person/name".getBytes(StandardCharsets.UTF_8);
    private static final byte[] THERE = "1/another/name".getBytes(StandardCharsets.UTF_8);

    private final MasterKey masterKey = MasterKey.generate(new SecureRandom());
    private final Seal seal = Seal.of(masterKey, "test/names");
    private final byte[] sealed = seal.seal("Ms. Pseudo", HERE);

    @Test
    void openWhenItWasMovedAlteredOrIsOfAnotherPurposeOrKeyThenNothing() {
        byte[] altered = sealed.clone();
        altered[altered.length - 1] ^= 1;
        Seal otherPurpose = Seal.of(masterKey, "test/addresses");
        Seal otherKey = Seal.of(MasterKey.generate(new SecureRandom()), "test/names");

        assertThat(seal.findText(sealed, THERE)).isEmpty();
        assertThat(seal.findText(altered, HERE)).isEmpty();
        assertThat(seal.findText(new byte[0], HERE)).isEmpty();
        assertThat(otherPurpose.findText(sealed, HERE)).isEmpty();
        assertThat(otherKey.findText(sealed, HERE)).isEmpty();
        assertThatThrownBy(() -> seal.openText(sealed, THERE))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("test/names")
                .hasMessageNotContaining("Pseudo");
    }

    @Test
    void openThenItIsWhatWasSealedAndNoTwoLookAlike() {
        assertThat(seal.openText(sealed, HERE)).isEqualTo("Ms. Pseudo");
        assertThat(seal.findText(sealed, HERE)).contains("Ms. Pseudo");
        assertThat(seal.seal("Ms. Pseudo", HERE)).isNotEqualTo(sealed);
        assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("Pseudo");
    }
}
