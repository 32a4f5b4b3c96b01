package org.gatehouse.server.passkey;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.gatehouse.server.GatehouseProperties;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.realm.Realm;
import org.springframework.security.web.webauthn.api.AttestationConveyancePreference;
import org.springframework.security.web.webauthn.api.AuthenticatorSelectionCriteria;
import org.springframework.security.web.webauthn.api.AuthenticatorTransport;
import org.springframework.security.web.webauthn.api.Bytes;
import org.springframework.security.web.webauthn.api.ImmutablePublicKeyCredentialUserEntity;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialCreationOptions;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialDescriptor;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialParameters;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialRequestOptions;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialRpEntity;
import org.springframework.security.web.webauthn.api.ResidentKeyRequirement;
import org.springframework.security.web.webauthn.api.UserVerificationRequirement;
import org.springframework.stereotype.Component;

/**
 * This service towards authenticators. Its identifier is the host of the configured address, so all realms of a
 * service are one relying party; what keeps them apart is that challenges and credentials belong to a realm.
 */
@Component
final class RelyingParty {

    private final String id;
    private final String origin;

    RelyingParty(GatehouseProperties properties) {
        URI base = properties.baseUrl();
        this.id = base.getHost().toLowerCase(Locale.ROOT);
        boolean usual = base.getPort() == -1
                || base.getPort() == ("https".equals(base.getScheme()) ? 443 : 80); // browsers leave it out
        this.origin = base.getScheme() + "://" + id + (usual ? "" : ":" + base.getPort());
    }

    String id() {
        return id;
    }

    /** The only origin whose answers are accepted. */
    Set<String> origins() {
        return Set.of(origin);
    }

    /** For a passkey that can be found without a name, of any make: nobody is asked to prove where it comes from. */
    PublicKeyCredentialCreationOptions creation(
            Realm realm, Account account, Bytes handle, Bytes challenge, List<Passkey> existing) {
        return PublicKeyCredentialCreationOptions.builder()
                .rp(PublicKeyCredentialRpEntity.builder()
                        .id(id)
                        .name(realm.definition().displayName())
                        .build())
                .user(ImmutablePublicKeyCredentialUserEntity.builder()
                        .id(handle)
                        .name(account.userName())
                        .displayName(account.displayName())
                        .build())
                .challenge(challenge)
                .pubKeyCredParams(
                        PublicKeyCredentialParameters.EdDSA,
                        PublicKeyCredentialParameters.ES256,
                        PublicKeyCredentialParameters.RS256)
                .authenticatorSelection(AuthenticatorSelectionCriteria.builder()
                        .residentKey(ResidentKeyRequirement.REQUIRED)
                        .userVerification(UserVerificationRequirement.PREFERRED)
                        .build())
                .attestation(AttestationConveyancePreference.NONE)
                .excludeCredentials(descriptors(existing))
                .timeout(Challenges.LIFETIME)
                .build();
    }

    /**
     * For signing in anybody, who then has to be verified; or for one of these passkeys, which is a second factor
     * whether its owner is verified or not.
     */
    PublicKeyCredentialRequestOptions request(Purpose purpose, Bytes challenge, List<Passkey> allowed) {
        return PublicKeyCredentialRequestOptions.builder()
                .rpId(id)
                .challenge(challenge)
                .allowCredentials(descriptors(allowed))
                .userVerification(
                        purpose == Purpose.SIGN_IN
                                ? UserVerificationRequirement.REQUIRED
                                : UserVerificationRequirement.PREFERRED)
                .timeout(Challenges.LIFETIME)
                .build();
    }

    private static List<PublicKeyCredentialDescriptor> descriptors(List<Passkey> passkeys) {
        return passkeys.stream()
                .map(passkey -> PublicKeyCredentialDescriptor.builder()
                        .id(passkey.credentialId())
                        .transports(passkey.transports().stream()
                                .map(AuthenticatorTransport::valueOf)
                                .collect(Collectors.toSet()))
                        .build())
                .toList();
    }
}
