package org.gatehouse.server.authorization;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.AuditEvent;
import org.gatehouse.audit.event.Outcome;
import org.gatehouse.audit.event.Party;
import org.gatehouse.realm.ClientDefinition;
import org.gatehouse.server.clients.SelfRegisteredClients;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.request.CurrentRequest;
import org.gatehouse.server.session.SignedIn;
import org.gatehouse.server.session.SignedInAccount;
import org.gatehouse.server.signin.PendingRequest;
import org.gatehouse.server.signin.PendingRequests;
import org.gatehouse.server.trail.Trail;
import org.gatehouse.server.web.PageHeaders;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** Asks a person whether a client may have what it asked for. Only what was not allowed before is asked. */
@Controller
@RequestMapping("/realms/{realm}/consent")
class ConsentController {

    private final PendingRequests pendingRequests;
    private final Consents consents;
    private final AuthorizationResponses responses;
    private final Trail trail;
    private final SelfRegisteredClients selfRegistered;
    private final TransactionTemplate transactions;

    ConsentController(
            PendingRequests pendingRequests,
            Consents consents,
            AuthorizationResponses responses,
            Trail trail,
            SelfRegisteredClients selfRegistered,
            TransactionTemplate transactions) {
        this.pendingRequests = pendingRequests;
        this.consents = consents;
        this.responses = responses;
        this.trail = trail;
        this.selfRegistered = selfRegistered;
        this.transactions = transactions;
    }

    @GetMapping
    String page(@RequestParam("request") String id, HttpServletRequest request, Locale language, Model model) {
        Realm realm = CurrentRequest.currentRealm();
        PendingRequest pending = pending(request, id);
        SignedInAccount person = person();
        PageHeaders.allowFormTarget(request, URI.create(pending.redirectUri()));
        Set<String> missing = consents.missing(realm, person.account(), pending.clientId(), pending.scopes());
        model.addAttribute("realm", realm);
        model.addAttribute("pending", pending);
        model.addAttribute("person", person);
        Optional<SelfDescription> itself =
                selfRegistered.findKnown(realm, pending.clientId()).map(client -> SelfDescription.of(client, language));
        model.addAttribute("itself", itself.orElse(null));
        model.addAttribute(
                "clientName", itself.map(SelfDescription::name).orElseGet(() -> clientName(realm, pending.clientId())));
        model.addAttribute("scopes", missing.isEmpty() ? new TreeSet<>(pending.scopes()) : missing);
        return "authorization/consent";
    }

    @PostMapping
    void decide(
            @RequestParam("request") String id,
            @RequestParam(name = "decision", required = false) @Nullable String decision,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException, ServletException {
        Realm realm = CurrentRequest.currentRealm();
        PendingRequest pending = pending(request, id);
        SignedInAccount person = person();
        if ("allow".equals(decision)) {
            transactions.executeWithoutResult(status -> {
                consents.grant(realm, person.account(), pending.clientId(), pending.scopes());
                trail.record(event(realm, Activity.CONSENT_GRANTED, person, pending));
            });
            response.sendRedirect("/realms/" + realm.name() + ProtocolEndpoints.AUTHORIZE + "?" + pending.query());
        } else {
            trail.record(event(realm, Activity.CONSENT_DENIED, person, pending).outcome(Outcome.DENIED));
            pendingRequests.remove(request, pending);
            responses.denied(request, response, pending);
        }
    }

    private AuditEvent.Builder event(Realm realm, Activity activity, SignedInAccount person, PendingRequest pending) {
        return trail.event(realm, activity, pending.clientId(), person.reference())
                .actor(Party.account(person.account(), person.displayName(), null))
                .target(Party.client(pending.clientId()))
                .detail("scope", String.join(" ", new TreeSet<>(pending.scopes())));
    }

    private PendingRequest pending(HttpServletRequest request, String id) {
        return pendingRequests
                .find(request, id)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.BAD_REQUEST, "This request is over."));
    }

    private static SignedInAccount person() {
        return SignedIn.current().orElseThrow(() -> new ResponseStatusException(HttpStatus.FORBIDDEN));
    }

    private static String clientName(Realm realm, String clientId) {
        Optional<ClientDefinition> client = realm.findClient(clientId);
        return client.map(ClientDefinition::displayName).orElse(clientId);
    }
}
