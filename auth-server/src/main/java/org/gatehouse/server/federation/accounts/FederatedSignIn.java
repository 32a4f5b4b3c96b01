package org.gatehouse.server.federation.accounts;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.gatehouse.realm.federation.Connection;
import org.gatehouse.server.federation.UpstreamAttempt;
import org.gatehouse.server.federation.UpstreamIdentity;
import org.gatehouse.server.federation.UpstreamPurpose;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.request.CurrentRequest;
import org.gatehouse.server.session.Assurance;
import org.gatehouse.server.signin.SignInFlow;
import org.springframework.stereotype.Component;

/** Signing in by a provider: a first factor given elsewhere. What more it takes here is the flow's to ask. */
@Component
class FederatedSignIn implements UpstreamPurpose {

    /**
     * A federated assertion was accepted. RFC 8176 has no value for that and allows others; this one is what Microsoft's own
     * tokens say.
     */
    static final String METHOD = "fed";

    private final Recognition recognition;
    private final IdentityRows links;
    private final PendingProofs proofs;
    private final SignInFlow flow;

    FederatedSignIn(Recognition recognition, IdentityRows links, PendingProofs proofs, SignInFlow flow) {
        this.recognition = recognition;
        this.links = links;
        this.proofs = proofs;
        this.flow = flow;
    }

    @Override
    public String name() {
        return SIGN_IN;
    }

    @Override
    public String arrive(
            HttpServletRequest request,
            HttpServletResponse response,
            Connection connection,
            UpstreamAttempt attempt,
            UpstreamIdentity identity) {
        Realm realm = CurrentRequest.currentRealm();
        Recognition.Recognised person = recognition.recognise(realm, connection, identity);
        if (!person.proven()) {
            proofs.ask(request, realm, person.account(), identity, attempt.goal());
            return "/realms/" + realm.name() + "/sign-in/" + ConnectStepController.PAGE;
        }
        links.find(realm, identity.connection(), identity.issuer(), identity.subject())
                .ifPresent(link -> LinkSignIns.arrived(request, link));
        return flow.begin(
                request, response, realm, person.account(), methods(identity), attempt.goal(), attempt.origin());
    }

    private static List<String> methods(UpstreamIdentity identity) {
        return identity.secondFactor() ? List.of(METHOD, Assurance.SEVERAL_FACTORS) : List.of(METHOD);
    }
}
