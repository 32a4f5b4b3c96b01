package org.gatehouse.server.passkey;

import com.webauthn4j.converter.AttestationObjectConverter;
import com.webauthn4j.converter.AuthenticatorDataConverter;
import com.webauthn4j.converter.util.ObjectConverter;
import com.webauthn4j.data.attestation.AttestationObject;
import com.webauthn4j.data.attestation.authenticator.AAGUID;
import com.webauthn4j.data.attestation.authenticator.AttestedCredentialData;
import com.webauthn4j.data.attestation.authenticator.AuthenticatorData;
import com.webauthn4j.data.attestation.authenticator.EC2COSEKey;
import com.webauthn4j.data.attestation.statement.COSEAlgorithmIdentifier;
import com.webauthn4j.data.attestation.statement.NoneAttestationStatement;
import com.webauthn4j.data.extension.authenticator.AuthenticationExtensionAuthenticatorOutput;
import com.webauthn4j.data.extension.authenticator.RegistrationExtensionAuthenticatorOutput;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An authenticator with one credential and the browser in front of it, which say what a test wants them to say. */
public final class SoftwareAuthenticator {

    static final String GOOGLE = "ea9b8d66-4d01-1d21-3ce4-b6b48cb575d4";

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final ObjectConverter FORMATS = new ObjectConverter();
    private static final SecureRandom RANDOM = new SecureRandom();

    private final KeyPair keys;
    private byte[] credentialId = random(32);
    private byte[] handle = new byte[0];
    private String origin;
    private String rpId = "localhost";
    private String aaguid = new UUID(0, 0).toString();
    private boolean present = true;
    private boolean verified = true;
    private boolean synced;
    private boolean crossOrigin;
    private long counter;
    private byte @org.jspecify.annotations.Nullable [] signedId;

    public SoftwareAuthenticator(String origin) {
        this.origin = origin;
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            this.keys = generator.generateKeyPair();
        } catch (GeneralSecurityException ex) {
            throw new IllegalStateException(ex);
        }
    }

    SoftwareAuthenticator at(String otherOrigin) {
        this.origin = otherOrigin;
        return this;
    }

    SoftwareAuthenticator forParty(String otherRpId) {
        this.rpId = otherRpId;
        return this;
    }

    SoftwareAuthenticator model(String otherAaguid) {
        this.aaguid = otherAaguid;
        return this;
    }

    SoftwareAuthenticator verifying(boolean yes) {
        this.verified = yes;
        return this;
    }

    SoftwareAuthenticator touched(boolean yes) {
        this.present = yes;
        return this;
    }

    SoftwareAuthenticator synced() {
        this.synced = true;
        return this;
    }

    SoftwareAuthenticator framed(boolean yes) {
        this.crossOrigin = yes;
        return this;
    }

    SoftwareAuthenticator counting(long next) {
        this.counter = next;
        return this;
    }

    /** Claims another identifier than the one in what it signs. */
    SoftwareAuthenticator signingAs(byte[] otherId) {
        this.signedId = otherId;
        return this;
    }

    public SoftwareAuthenticator withHandle(byte[] otherHandle) {
        this.handle = otherHandle;
        return this;
    }

    SoftwareAuthenticator withId(byte[] otherId) {
        this.credentialId = otherId;
        return this;
    }

    byte[] credentialId() {
        return credentialId.clone();
    }

    public byte[] handle() {
        return handle.clone();
    }

    String id() {
        return base64(credentialId);
    }

    /** What {@code navigator.credentials.create} would give, as JSON. */
    public String create(JsonNode options) {
        this.handle = Base64.getUrlDecoder().decode(options.at("/user/id").asString());
        byte[] id = signedId == null ? credentialId : signedId;
        var key = EC2COSEKey.create((ECPublicKey) keys.getPublic(), COSEAlgorithmIdentifier.ES256);
        AuthenticatorData<RegistrationExtensionAuthenticatorOutput> data = new AuthenticatorData<>(
                sha256(rpId.getBytes(StandardCharsets.UTF_8)),
                (byte) (flags() | AuthenticatorData.BIT_AT),
                counter,
                new AttestedCredentialData(new AAGUID(aaguid), id, key));
        byte[] attestation = new AttestationObjectConverter(FORMATS)
                .convertToBytes(new AttestationObject(data, new NoneAttestationStatement()));
        return credential(Map.of(
                "attestationObject", base64(attestation),
                "clientDataJSON",
                        base64(clientData(
                                "webauthn.create", options.path("challenge").asString())),
                "transports", new String[] {"internal", "hybrid", "telepathy"}));
    }

    /** What {@code navigator.credentials.get} would give, as JSON. */
    public String get(JsonNode options) {
        byte[] data = new AuthenticatorDataConverter(FORMATS)
                .convert(new AuthenticatorData<AuthenticationExtensionAuthenticatorOutput>(
                        sha256(rpId.getBytes(StandardCharsets.UTF_8)), flags(), counter));
        byte[] clientData = clientData("webauthn.get", options.path("challenge").asString());
        Map<String, Object> response = new LinkedHashMap<>(Map.of(
                "authenticatorData", base64(data),
                "clientDataJSON", base64(clientData),
                "signature", base64(sign(data, clientData))));
        if (handle.length > 0) {
            response.put("userHandle", base64(handle));
        }
        return credential(response);
    }

    private String credential(Map<String, Object> response) {
        return JSON.writeValueAsString(Map.of(
                "id",
                id(),
                "rawId",
                id(),
                "type",
                "public-key",
                "response",
                response,
                "authenticatorAttachment",
                "platform",
                "clientExtensionResults",
                Map.of("credProps", Map.of("rk", true), "somethingNew", Map.of())));
    }

    private byte[] clientData(String type, String challenge) {
        return JSON.writeValueAsBytes(
                Map.of("type", type, "challenge", challenge, "origin", origin, "crossOrigin", crossOrigin));
    }

    private byte flags() {
        int flags = present ? AuthenticatorData.BIT_UP : 0;
        flags |= verified ? AuthenticatorData.BIT_UV : 0;
        flags |= synced ? AuthenticatorData.BIT_BE | AuthenticatorData.BIT_BS : 0;
        return (byte) flags;
    }

    private byte[] sign(byte[] data, byte[] clientData) {
        try {
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(keys.getPrivate());
            signature.update(ByteBuffer.allocate(data.length + 32)
                    .put(data)
                    .put(sha256(clientData))
                    .array());
            return signature.sign();
        } catch (GeneralSecurityException ex) {
            throw new IllegalStateException(ex);
        }
    }

    static byte[] random(int length) {
        byte[] bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException ex) {
            throw new IllegalStateException(ex);
        }
    }
}
