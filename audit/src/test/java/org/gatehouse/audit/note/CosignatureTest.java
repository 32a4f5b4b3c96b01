package org.gatehouse.audit.note;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.gatehouse.audit.merkle.Frontier;
import org.junit.jupiter.api.Test;

/** Cosignatures, against some made with nothing of ours. */
class CosignatureTest {

    private static final long TIME = 1_679_315_147L;
    private static final String NAME = "witness.example/w1";

    private final KeyPair pair = pair();
    private final NoteSigner log = NoteSigner.generate("audit.example/acme/P13M");
    private final SignedNote note = log.sign(
            new Checkpoint("audit.example/acme/P13M", 0, Frontier.empty().root()).text());
    private final WitnessKey key = WitnessKey.of(NAME, raw());

    @Test
    void parseWhenItIsALogsKeyThenRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WitnessKey.parse(log.verificationKey().toString()))
                .withMessage("This is not the key of a witness for Ed25519 cosignatures.");
        assertThatIllegalArgumentException().isThrownBy(() -> VerificationKey.parse(key.toString()));
        assertThatIllegalArgumentException().isThrownBy(() -> WitnessKey.parse("w+00000000+" + "BA=="));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WitnessKey.parse(key.toString().replace(NAME, "witness.example/w2")))
                .withMessageContaining("was altered");
    }

    @Test
    void parseThenTheKeyOfTheVkey() throws Exception {
        String id = HexFormat.of().formatHex(id((byte) 4));
        byte[] typed = ByteBuffer.allocate(33).put((byte) 4).put(raw()).array();
        String text = NAME + "+" + id + "+" + Base64.getEncoder().encodeToString(typed);

        assertThat(WitnessKey.parse(text)).isEqualTo(key).hasToString(text);
    }

    @Test
    void findWhenItIsForSomethingElseThenNone() throws Exception {
        String otherTime = line((byte) 4, TIME, message(TIME + 1, note.text()));
        String otherText = line((byte) 4, TIME, message(TIME, note.text().replace("acme", "globex")));
        String asALog = line((byte) 4, TIME, note.text());
        String otherKind = line((byte) 1, TIME, message(TIME, note.text()));
        String noTime = line((byte) 4, 0, message(0, note.text()));
        String negative = line((byte) 4, -1, message(-1, note.text()));
        String cut = line((byte) 4, TIME, message(TIME, note.text())).replaceAll("....$", "");

        for (String line : List.of(otherTime, otherText, asALog, otherKind, noTime, negative, cut)) {
            assertThat(Cosignature.find(note.with(List.of(line)), key)).isEmpty();
        }
    }

    @Test
    void findThenWhoAndWhen() throws Exception {
        SignedNote cosigned = note.with(List.of(line((byte) 4, TIME, message(TIME, note.text()))));

        assertThat(Cosignature.find(cosigned, key))
                .hasValueSatisfying(found -> assertThat(found.at()).isEqualTo(Instant.ofEpochSecond(TIME)));
        assertThat(Checkpoint.verified(SignedNote.parse(cosigned.toString()), log.verificationKey()))
                .isPresent();
        assertThat(Cosignature.count(cosigned, List.of(key, key))).isEqualTo(1);
        assertThat(Cosignature.count(cosigned, List.of(key, WitnessKey.of("other", raw()))))
                .isEqualTo(1);
    }

    @Test
    void signedInsteadWhenTheLinesHideATextThenRefused() throws Exception {
        String line = line((byte) 4, TIME, message(TIME, note.text()));

        assertThatIllegalArgumentException().isThrownBy(() -> note.signedInstead("more\n\n" + line + "\n"));
        assertThatIllegalArgumentException().isThrownBy(() -> note.signedInstead("hello\n"));
        assertThatIllegalArgumentException().isThrownBy(() -> note.signedInstead(""));
    }

    private static String message(long time, String text) {
        return "cosignature/v1\ntime " + time + "\n" + text;
    }

    private String line(byte type, long time, String message) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("Ed25519");
        signature.initSign(pair.getPrivate());
        signature.update(message.getBytes(StandardCharsets.UTF_8));
        byte[] line = ByteBuffer.allocate(76)
                .put(id(type))
                .putLong(time)
                .put(signature.sign())
                .array();
        return "— " + NAME + " " + Base64.getEncoder().encodeToString(line);
    }

    private byte[] id(byte type) throws GeneralSecurityException {
        MessageDigest hash = MessageDigest.getInstance("SHA-256");
        hash.update((NAME + "\n").getBytes(StandardCharsets.UTF_8));
        hash.update(type);
        return Arrays.copyOf(hash.digest(raw()), 4);
    }

    private byte[] raw() {
        byte[] encoded = pair.getPublic().getEncoded();
        return Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
    }

    private static KeyPair pair() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException ex) {
            throw new IllegalStateException(ex);
        }
    }
}
