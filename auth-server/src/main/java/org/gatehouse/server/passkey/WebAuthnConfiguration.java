package org.gatehouse.server.passkey;

import com.webauthn4j.WebAuthnManager;
import com.webauthn4j.converter.util.ObjectConverter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialRpEntity;
import org.springframework.security.web.webauthn.management.WebAuthnRelyingPartyOperations;
import org.springframework.security.web.webauthn.management.Webauthn4JRelyingPartyOperations;

/** Puts the framework's operations together. */
@Configuration(proxyBeanMethods = false)
class WebAuthnConfiguration {

    @Bean
    ObjectConverter webAuthnFormats() {
        return new ObjectConverter();
    }

    /**
     * The operations compare the counter with the one of the enrolment, which says little after the first sign-in; it is
     * compared with the last one in {@link PasskeyRows#used}, and only there.
     */
    @Bean
    WebAuthnRelyingPartyOperations relyingPartyOperations(
            RealmCredentials credentials, RelyingParty relyingParty, ObjectConverter formats) {
        PublicKeyCredentialRpEntity party = PublicKeyCredentialRpEntity.builder()
                .id(relyingParty.id())
                .name(relyingParty.id())
                .build();
        WebAuthnManager verification = WebAuthnManager.createNonStrictWebAuthnManager(formats);
        verification.getAuthenticationDataVerifier().setMaliciousCounterValueHandler(seen -> {});
        var operations = new Webauthn4JRelyingPartyOperations(credentials, credentials, party, relyingParty.origins());
        operations.setWebAuthnManager(verification);
        return operations;
    }
}
