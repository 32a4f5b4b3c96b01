package org.gatehouse.keycloak.secondfactor;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keycloak.authentication.RequiredActionContext;
import org.keycloak.credential.CredentialModel;
import org.keycloak.models.SubjectCredentialManager;
import org.keycloak.models.UserCredentialModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.credential.OTPCredentialModel;
import org.keycloak.models.credential.RecoveryAuthnCodesCredentialModel;
import org.keycloak.models.credential.WebAuthnCredentialModel;

/** What a person set up in Keycloak. A recovery code stands in for a factor, and is none by itself. */
record Factors(SubjectCredentialManager credentials, FactorPolicy policy) {

    static Factors of(RequiredActionContext context, FactorPolicy policy) {
        UserModel person = context.getUser();
        return new Factors(person.credentialManager(), policy);
    }

    boolean hasApp() {
        return apps().findAny().isPresent();
    }

    /** Which only a flow of Keycloak's can ask for. */
    boolean hasPasskey() {
        return Stream.of(WebAuthnCredentialModel.TYPE_TWOFACTOR, WebAuthnCredentialModel.TYPE_PASSWORDLESS)
                .flatMap(credentials::getStoredCredentialsByTypeStream)
                .findAny()
                .isPresent();
    }

    boolean hasRecoveryCodes() {
        return policy.allows(FactorPolicy.RECOVERY_CODE)
                && credentials
                        .getStoredCredentialsByTypeStream(RecoveryAuthnCodesCredentialModel.TYPE)
                        .findAny()
                        .isPresent();
    }

    /** The type of the credential whose code it is, which is used up; null when it is not right. */
    @Nullable
    String accept(String code) {
        boolean ofApp = apps().toList().stream()
                .anyMatch(app ->
                        credentials.isValid(new UserCredentialModel(app.getId(), OTPCredentialModel.TYPE, code)));
        if (ofApp) {
            return OTPCredentialModel.TYPE;
        }
        return hasRecoveryCodes() && acceptRecoveryCode(code) ? RecoveryAuthnCodesCredentialModel.TYPE : null;
    }

    private boolean acceptRecoveryCode(String code) {
        boolean right = credentials.isValid(UserCredentialModel.buildFromBackupAuthnCode(code.replace("-", "")));
        if (right) {
            credentials
                    .getStoredCredentialsByTypeStream(RecoveryAuthnCodesCredentialModel.TYPE)
                    .toList()
                    .forEach(this::removeWhenUsedUp);
        }
        return right;
    }

    private void removeWhenUsedUp(CredentialModel codes) {
        if (RecoveryAuthnCodesCredentialModel.createFromCredentialModel(codes).allCodesUsed()) {
            credentials.removeStoredCredentialById(codes.getId());
        }
    }

    private Stream<CredentialModel> apps() {
        return credentials.getStoredCredentialsByTypeStream(OTPCredentialModel.TYPE);
    }
}
