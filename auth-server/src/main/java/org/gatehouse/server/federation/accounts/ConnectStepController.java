package org.gatehouse.server.federation.accounts;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.gatehouse.realm.federation.Connection;
import org.gatehouse.server.federation.Connections;
import org.gatehouse.server.federation.UpstreamIdentity;
import org.gatehouse.server.federation.UpstreamRefusedException;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.request.CurrentRequest;
import org.gatehouse.server.session.SessionEndedException;
import org.gatehouse.server.session.SignedIn;
import org.gatehouse.server.session.SignedInAccount;
import org.gatehouse.server.signin.SignInFlow;
import org.gatehouse.server.signin.SignInOverException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;

/**
 * Asks whoever came from a provider, and may have an account here, to show that it is theirs: they sign in to it as anybody
 * does, with everything that takes, and come back.
 */
@Controller
@RequestMapping("/realms/{realm}")
class ConnectStepController {

    static final String PAGE = "connect";

    private final PendingProofs proofs;
    private final ProvenLink links;
    private final SignInFlow flow;

    ConnectStepController(PendingProofs proofs, ProvenLink links, SignInFlow flow) {
        this.proofs = proofs;
        this.links = links;
        this.flow = flow;
    }

    /** Says what is asked; the address it names is the person's own, as their provider vouches. */
    @GetMapping("/sign-in/" + PAGE)
    String page(HttpServletRequest request, Model model) {
        Realm realm = CurrentRequest.currentRealm();
        PendingProofs.Proof proof = proofs.find(request).orElseThrow(() -> new SignInOverException(null));
        UpstreamIdentity identity = proofs.identity(realm, proof);
        model.addAttribute("realm", realm);
        model.addAttribute("company", name(realm, proof.connection()));
        model.addAttribute("email", identity.profile().email());
        model.addAttribute("to", answer(realm, proof));
        return "federation/connect";
    }

    /** Back, signed in: to whatever account, however. Asked once; whoever comes without a fresh sign-in is sent to make one. */
    @GetMapping("/account/companies/confirm/{id}")
    @Nullable
    String confirm(@PathVariable String id, HttpServletRequest request, HttpServletResponse response, Model model)
            throws IOException {
        Realm realm = CurrentRequest.currentRealm();
        Optional<PendingProofs.Proof> asked =
                proofs.find(request).filter(proof -> proof.id().equals(id));
        SignedInAccount person = SignedIn.current().orElseThrow(() -> new SignInOverException(null));
        if (asked.isEmpty()) {
            return refused(response, model, realm, RefusedArrival.OVER);
        }
        PendingProofs.Proof proof = asked.get();
        if (person.authTime().isBefore(proof.askedAt())) {
            response.sendRedirect("/realms/" + realm.name() + "/sign-in?to="
                    + URLEncoder.encode(answer(realm, proof), StandardCharsets.UTF_8));
            return null;
        }
        try {
            links.link(realm, proof, person);
        } catch (UpstreamRefusedException ex) {
            proofs.remove(request);
            return refused(response, model, realm, ex.reason());
        } catch (SessionEndedException ex) {
            proofs.remove(request);
            throw ex;
        }
        proofs.remove(request); // answered, one way or the other; it stays open while no entry can be written
        response.sendRedirect(flow.destination(request, proof.goal()));
        return null;
    }

    private static String refused(HttpServletResponse response, Model model, Realm realm, String reason) {
        response.setStatus(HttpStatus.FORBIDDEN.value());
        model.addAttribute("realm", realm);
        model.addAttribute("reason", RefusedArrival.message(reason));
        return "federation/not-connected";
    }

    private static String answer(Realm realm, PendingProofs.Proof proof) {
        return "/realms/" + realm.name() + "/account/companies/confirm/" + proof.id();
    }

    static String name(Realm realm, String alias) {
        return Connections.find(realm, alias).map(Connection::title).orElse(alias);
    }
}
