package org.gatehouse.server.logout;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import org.gatehouse.realm.ClientDefinition;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.request.CurrentRequest;
import org.gatehouse.server.session.SignedIn;
import org.gatehouse.server.session.SignedInAccount;
import org.gatehouse.server.web.Explanation;
import org.gatehouse.server.web.PageHeaders;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * The logout endpoint (RP-Initiated Logout 1.0). Signs out at once only when an ID token shows that the request is about
 * the very sign-in of this browser; in any other case the person is asked, as section 2 demands.
 */
@Controller
@RequestMapping("/realms/{realm}/connect/logout")
class EndSessionController {

    private final LogoutRequests requests;
    private final Tickets tickets;
    private final SignOut signOut;

    EndSessionController(LogoutRequests requests, Tickets tickets, SignOut signOut) {
        this.requests = requests;
        this.tickets = tickets;
        this.signOut = signOut;
    }

    @RequestMapping(method = {RequestMethod.GET, RequestMethod.POST})
    @Nullable
    String end(HttpServletRequest request, HttpServletResponse response, Model model) throws IOException {
        Realm realm = CurrentRequest.currentRealm();
        LogoutRequest asked = requests.read(realm, request);
        SignedInAccount person = SignedIn.current().orElse(null);
        if (person == null) {
            return "POST".equals(request.getMethod())
                    ? again(response, realm, asked)
                    : leave(response, signOut.nobody(realm, asked));
        }
        if (signOut.isCertain(realm, asked, person)) {
            return leave(response, signOut.end(request, realm, asked, person));
        }
        return page(request, realm, asked, person, model);
    }

    /** The person's own answer, which only a page of ours can send. */
    @PostMapping("/confirm")
    @Nullable
    String confirm(
            @RequestParam(LogoutRequests.TICKET) String ticket,
            @RequestParam(name = "decision", required = false) @Nullable String decision,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model)
            throws IOException {
        Realm realm = CurrentRequest.currentRealm();
        LogoutRequest asked = requests.carried(realm, ticket);
        SignedInAccount person = SignedIn.current().orElse(null);
        if (person == null) {
            return leave(response, signOut.nobody(realm, asked));
        }
        if (!"yes".equals(decision)) {
            return leave(response, "/realms/" + realm.name() + "/account");
        }
        return asked.hasAsked(person)
                ? leave(response, signOut.end(request, realm, asked, person))
                : page(request, realm, asked, person, model); // somebody else signed in meanwhile
    }

    @ExceptionHandler
    void refuse(LogoutRefusedException refused, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Explanation.give(request, refused.getMessage());
        response.sendError(HttpStatus.BAD_REQUEST.value());
    }

    /** Cookies that are {@code SameSite=Lax} do not come with another site's POST, but with the GET it is turned into. */
    private @Nullable String again(HttpServletResponse response, Realm realm, LogoutRequest asked) {
        response.setStatus(HttpStatus.SEE_OTHER.value());
        response.setHeader(
                "Location", "/realms/" + realm.name() + "/connect/logout?request=" + tickets.seal(realm, asked));
        return null;
    }

    /** As a header of ours: the target was compared as a string and is answered as that string. */
    private static @Nullable String leave(HttpServletResponse response, String target) {
        response.setStatus(HttpStatus.FOUND.value());
        response.setHeader("Location", target);
        return null;
    }

    private String page(
            HttpServletRequest request, Realm realm, LogoutRequest asked, SignedInAccount person, Model model) {
        if (asked.target() != null) {
            PageHeaders.allowFormTarget(request, URI.create(asked.target()));
        }
        model.addAttribute("realm", realm);
        model.addAttribute("person", person);
        model.addAttribute("clientName", asked.client() == null ? null : clientName(realm, asked.client()));
        model.addAttribute("ticket", tickets.seal(realm, asked.asking(person)));
        return "logout/confirm";
    }

    private static String clientName(Realm realm, String clientId) {
        return realm.findClient(clientId).map(ClientDefinition::displayName).orElse(clientId);
    }
}
