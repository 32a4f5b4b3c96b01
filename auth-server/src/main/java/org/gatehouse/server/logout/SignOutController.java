package org.gatehouse.server.logout;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.gatehouse.realm.ClientDefinition;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.request.CurrentRequest;
import org.gatehouse.server.session.SignedIn;
import org.gatehouse.server.web.PageHeaders;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The way out of our own pages, and the page everybody sees at its end. */
@Controller
@RequestMapping("/realms/{realm}")
class SignOutController {

    private final SignOut signOut;
    private final Tickets tickets;
    private final ObjectProvider<SignOutElsewhere> elsewhere;

    SignOutController(SignOut signOut, Tickets tickets, ObjectProvider<SignOutElsewhere> elsewhere) {
        this.signOut = signOut;
        this.tickets = tickets;
        this.elsewhere = elsewhere;
    }

    @PostMapping("/sign-out")
    void signOut(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Realm realm = CurrentRequest.currentRealm();
        response.sendRedirect(SignedIn.current()
                .map(person -> signOut.end(request, realm, LogoutRequest.OWN, person))
                .orElseGet(() -> signOut.nobody(realm, LogoutRequest.OWN)));
    }

    /** Loads the apps' own logout pages in frames; only this page may hold frames, and only theirs. */
    @GetMapping("/signed-out")
    String signedOut(
            @RequestParam(name = LogoutRequests.TICKET, required = false) @Nullable String ticket,
            HttpServletRequest request,
            Model model) {
        Realm realm = CurrentRequest.currentRealm();
        Farewell farewell = Optional.ofNullable(ticket)
                .flatMap(carried -> tickets.open(realm, carried, Farewell.class))
                .orElse(Farewell.PLAIN);
        List<URI> frames = FrontChannel.pages(realm, farewell);
        frames.forEach(frame -> PageHeaders.allowFrame(request, frame));
        model.addAttribute("realm", realm);
        model.addAttribute("frames", frames);
        model.addAttribute("farewell", farewell);
        model.addAttribute("clientName", clientName(realm, farewell.client()));
        model.addAttribute(
                "elsewhere",
                elsewhere.stream()
                        .flatMap(known -> known.offer(request, realm, farewell.left()).stream())
                        .findFirst()
                        .orElse(null));
        return "logout/signed-out";
    }

    private static @Nullable String clientName(Realm realm, @Nullable String clientId) {
        return Optional.ofNullable(clientId)
                .flatMap(realm::findClient)
                .map(ClientDefinition::displayName)
                .orElse(clientId);
    }
}
