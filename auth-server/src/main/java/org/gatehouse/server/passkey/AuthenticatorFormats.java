package org.gatehouse.server.passkey;

import com.webauthn4j.converter.AttestationObjectConverter;
import com.webauthn4j.converter.AuthenticatorDataConverter;
import com.webauthn4j.converter.CollectedClientDataConverter;
import com.webauthn4j.converter.util.ObjectConverter;
import com.webauthn4j.data.attestation.AttestationObject;
import com.webauthn4j.data.attestation.authenticator.AuthenticatorData;
import com.webauthn4j.data.attestation.statement.NoneAttestationStatement;
import com.webauthn4j.data.client.CollectedClientData;
import com.webauthn4j.data.extension.authenticator.AuthenticationExtensionAuthenticatorOutput;
import org.gatehouse.server.passkey.PasskeyRefusedException.Reason;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.webauthn.api.AuthenticatorAssertionResponse;
import org.springframework.security.web.webauthn.api.AuthenticatorAttestationResponse;
import org.springframework.security.web.webauthn.api.Bytes;
import org.springframework.security.web.webauthn.api.PublicKeyCredential;
import org.springframework.security.web.webauthn.jackson.WebauthnJacksonModule;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Reads and writes what browsers and authenticators speak, through the libraries that know how. */
@Component
final class AuthenticatorFormats {

    /** In characters: several times what the largest key and certificate chain need. */
    private static final int LONGEST = 32_000;

    private static final TypeReference<PublicKeyCredential<AuthenticatorAttestationResponse>> ENROLMENT =
            new TypeReference<>() {};
    private static final TypeReference<PublicKeyCredential<AuthenticatorAssertionResponse>> ASSERTION =
            new TypeReference<>() {};

    private final JsonMapper json =
            JsonMapper.builder().addModule(new WebauthnJacksonModule()).build();
    private final CollectedClientDataConverter clientData;
    private final AuthenticatorDataConverter authenticatorData;
    private final AttestationObjectConverter attestations;

    AuthenticatorFormats(ObjectConverter formats) {
        this.clientData = new CollectedClientDataConverter(formats);
        this.authenticatorData = new AuthenticatorDataConverter(formats);
        this.attestations = new AttestationObjectConverter(formats);
    }

    /** As {@code parseCreationOptionsFromJSON} and {@code parseRequestOptionsFromJSON} want them. */
    String options(Object options) {
        return json.writeValueAsString(options);
    }

    /** @throws PasskeyRefusedException when it is none */
    PublicKeyCredential<AuthenticatorAttestationResponse> enrolment(@Nullable String text) {
        return read(text, ENROLMENT);
    }

    /** @throws PasskeyRefusedException when it is none */
    PublicKeyCredential<AuthenticatorAssertionResponse> assertion(@Nullable String text) {
        return read(text, ASSERTION);
    }

    /** The challenge an answer claims to be to; whether it was ever asked is another matter. */
    Bytes challenge(Bytes clientDataJson) {
        return Refusals.orRefused(() -> {
            CollectedClientData data = present(clientData.convert(clientDataJson.getBytes()));
            return new Bytes(present(present(data.getChallenge()).getValue()));
        });
    }

    /** Of an answer that was verified. */
    AuthenticatorData<AuthenticationExtensionAuthenticatorOutput> authenticatorData(Bytes bytes) {
        return authenticatorData.convert(bytes.getBytes());
    }

    AttestationObject attestation(Bytes bytes) {
        return present(attestations.convert(bytes.getBytes()));
    }

    /** The same without a statement about the authenticator, which nobody asked for and nobody keeps. */
    Bytes withoutStatement(AttestationObject attestation) {
        return new Bytes(attestations.convertToBytes(
                new AttestationObject(attestation.getAuthenticatorData(), new NoneAttestationStatement())));
    }

    private <T> T read(@Nullable String text, TypeReference<T> type) {
        if (text == null || text.length() > LONGEST) {
            throw new PasskeyRefusedException(Reason.MALFORMED_ANSWER);
        }
        return Refusals.orRefused(() -> present(json.readValue(text, type)));
    }

    /** The libraries leave out what the JSON leaves out, whatever their types promise. */
    static <T> T present(@Nullable T value) {
        if (value == null) {
            throw new PasskeyRefusedException(Reason.MALFORMED_ANSWER);
        }
        return value;
    }
}
