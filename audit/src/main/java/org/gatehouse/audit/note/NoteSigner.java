package org.gatehouse.audit.note;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;

/** Signs notes with a log's Ed25519 key. The private half leaves only to be wrapped. */
public final class NoteSigner {

    private final PrivateKey privateKey;
    private final VerificationKey verificationKey;

    private NoteSigner(PrivateKey privateKey, VerificationKey verificationKey) {
        this.privateKey = privateKey;
        this.verificationKey = verificationKey;
    }

    /** A new key for the log with this origin. */
    public static NoteSigner generate(String origin) {
        try {
            KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            byte[] encoded = pair.getPublic().getEncoded(); // RFC 8410: the key is what stands last
            byte[] raw = Arrays.copyOfRange(encoded, encoded.length - VerificationKey.LENGTH, encoded.length);
            return new NoteSigner(pair.getPrivate(), VerificationKey.of(origin, raw));
        } catch (GeneralSecurityException ex) {
            throw new IllegalStateException("Ed25519 is part of every JDK", ex);
        }
    }

    /** @param pkcs8 what {@link #encoded()} gave */
    public static NoteSigner of(VerificationKey verificationKey, byte[] pkcs8) throws GeneralSecurityException {
        PrivateKey key = KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
        return new NoteSigner(key, verificationKey);
    }

    /** The private key in PKCS #8, in clear. */
    public byte[] encoded() {
        return privateKey.getEncoded();
    }

    public VerificationKey verificationKey() {
        return verificationKey;
    }

    /** @param text one or more lines, the last one ended too */
    public SignedNote sign(String text) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(privateKey);
            signature.update(text.getBytes(StandardCharsets.UTF_8));
            byte[] signed = signature.sign();
            byte[] line = ByteBuffer.allocate(VerificationKey.ID_LENGTH + signed.length)
                    .put(verificationKey.id())
                    .put(signed)
                    .array();
            return SignedNote.parse(text + "\n" + SignedNote.DASH + verificationKey.name() + " "
                    + Base64.getEncoder().encodeToString(line) + "\n");
        } catch (GeneralSecurityException ex) {
            throw new IllegalStateException("The log's key cannot sign", ex);
        }
    }

    @Override
    public String toString() {
        return "NoteSigner[" + verificationKey.name() + "]";
    }
}
