package org.gatehouse.audit.note;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.gatehouse.audit.merkle.Frontier;
import org.gatehouse.audit.merkle.LeafHash;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** C2SP signed-note, tlog-checkpoint and tlog-proof, with the example the signed-note format is published with. */
class NoteTest {

    private static final String PUBLISHED_KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
    private static final String PUBLISHED_NOTE = """
            If you think cryptography is the answer to your problem,
            then you don't know what your problem is.

            \u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=
            """;

    private static final NoteSigner SIGNER = NoteSigner.generate("audit.gatehouse/local/acme/P13M");
    private static final Checkpoint HEAD = new Checkpoint(
            "audit.gatehouse/local/acme/P13M", 0, Frontier.empty().root());

    @Test
    void isSignedByWhenTextOrSignatureWasChangedThenRefused() {
        VerificationKey key = VerificationKey.parse(PUBLISHED_KEY);

        assertThat(SignedNote.parse(PUBLISHED_NOTE.replace("answer", "Answer")).isSignedBy(key))
                .isFalse();
        assertThat(SignedNote.parse(PUBLISHED_NOTE.replace("x08go/ZJ", "x08go/ZK"))
                        .isSignedBy(key))
                .isFalse();
        assertThat(SignedNote.parse(PUBLISHED_NOTE.replace("\u2014 Peter", "\u2014 peter"))
                        .isSignedBy(key))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "text\n",
                "text\n\n",
                "text\n\nnot a signature\n",
                "\n\n\u2014 a YQ==\n",
                "a\u0007\n\n\u2014 a YQ==\n"
            })
    void parseWhenNotASignedNoteThenRefused(String note) {
        assertThatIllegalArgumentException().isThrownBy(() -> SignedNote.parse(note));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "PeterNeumann",
                "PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
                "PeterNeuman+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
                "PeterNeumann+c74f20a3+Ahpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
            })
    void parseKeyWhenAlteredThenRefused(String key) {
        assertThatIllegalArgumentException().isThrownBy(() -> VerificationKey.parse(key));
    }

    @Test
    void verifiedWhenTheKeyIsAnothersOrForAnotherLogThenEmpty() {
        SignedNote note = SIGNER.sign(HEAD.text());
        VerificationKey another = NoteSigner.generate(HEAD.origin()).verificationKey();
        SignedNote foreign = SIGNER.sign(new Checkpoint("elsewhere", 0, HEAD.root()).text());

        assertThat(Checkpoint.verified(note, another)).isEmpty();
        assertThat(Checkpoint.verified(foreign, SIGNER.verificationKey())).isEmpty();
    }

    @Test
    void ofWhenTheSizeIsNotOneThenEmpty() {
        String text = HEAD.text();

        assertThat(Checkpoint.of(SIGNER.sign(text.replace("\n0\n", "\n00\n")))).isEmpty();
        assertThat(Checkpoint.of(SIGNER.sign(text.replace("\n0\n", "\n9999999999999999999\n"))))
                .isEmpty();
        assertThat(Checkpoint.of(SIGNER.sign("one line\n"))).isEmpty();
    }

    @Test
    void isSignedByWhenThePublishedExampleThenValid() {
        SignedNote note = SignedNote.parse(PUBLISHED_NOTE);

        assertThat(note.isSignedBy(VerificationKey.parse(PUBLISHED_KEY))).isTrue();
        assertThat(note.toString()).isEqualTo(PUBLISHED_NOTE);
        assertThat(VerificationKey.parse(PUBLISHED_KEY).toString()).isEqualTo(PUBLISHED_KEY);
    }

    @Test
    void verifiedWhenSignedThenTheCheckpoint() throws Exception {
        NoteSigner again = NoteSigner.of(SIGNER.verificationKey(), SIGNER.encoded());
        SignedNote note = SignedNote.parse(again.sign(HEAD.text()).toString());

        assertThat(Checkpoint.verified(note, SIGNER.verificationKey())).contains(HEAD);
    }

    @Test
    void isValidWhenEntryIndexOrKeyIsAnotherThenRefusedAndElseValid() {
        byte[] entry = "the entry".getBytes();
        Frontier frontier = Frontier.empty();
        frontier.append(LeafHash.of("before".getBytes(), new byte[0]));
        byte[] sibling = frontier.root();
        frontier.append(LeafHash.of(entry, new byte[0]));
        SignedNote note = SIGNER.sign(new Checkpoint(HEAD.origin(), 2, frontier.root()).text());
        EntryProof proof = new EntryProof(entry, 1, List.of(sibling), note);

        VerificationKey key = SIGNER.verificationKey();
        assertThat(new EntryProof("another".getBytes(), 1, List.of(sibling), note).isValid(key))
                .isFalse();
        assertThat(new EntryProof(entry, 0, List.of(sibling), note).isValid(key))
                .isFalse();
        assertThat(proof.isValid(NoteSigner.generate(HEAD.origin()).verificationKey()))
                .isFalse();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EntryProof.parse(proof.toString().replace("@v1", "@v2")));

        EntryProof read = EntryProof.parse(proof.toString());
        assertThat(read.isValid(key)).isTrue();
        assertThat(read.toString()).isEqualTo(proof.toString());
    }
}
