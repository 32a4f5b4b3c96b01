package org.gatehouse.server.federation;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.Serializable;
import org.gatehouse.realm.federation.Connection;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.request.CurrentRequest;
import org.gatehouse.server.signin.SignInGoal;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/**
 * The page that says what did not work at a provider, and how to go on. It has an address of its own: that of the answer
 * has a code in it, and what the provider wrote, which neither the address bar nor a link of ours shall keep.
 */
@Controller
class RefusalPages {

    private static final String ATTRIBUTE = RefusalPages.class.getName();

    /** Seconds until the provider is tried again. */
    private static final String RETRY_AFTER = "10";

    /** What was refused last in a browser. */
    private record Told(
            String connection,
            String reason,
            @Nullable SignInGoal goal,
            @Nullable String reference) implements Serializable {}

    /** The address of the page that will say so to this browser. */
    String tell(
            HttpServletRequest request,
            Realm realm,
            Connection connection,
            @Nullable SignInGoal goal,
            UpstreamRefusedException refused) {
        Told told = new Told(
                connection.alias(), refused.reason(), goal, CurrentRequest.get().id());
        request.getSession().setAttribute(ATTRIBUTE, told);
        return path(realm, connection) + "/refused";
    }

    @GetMapping("/realms/{realm}/connections/{alias}/refused")
    String page(
            @PathVariable("alias") String alias,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        Realm realm = CurrentRequest.currentRealm();
        Connection connection = Connections.get(realm, alias);
        Told told = told(request, alias);
        HttpStatus status = status(told.reason());
        response.setStatus(status.value());
        if (status == HttpStatus.SERVICE_UNAVAILABLE) {
            response.setHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER);
        }
        model.addAttribute("realm", realm);
        model.addAttribute("connection", connection);
        model.addAttribute("otherwise", at(told.goal(), "/realms/" + realm.name() + "/sign-in"));
        model.addAttribute("again", at(told.goal(), path(realm, connection)));
        model.addAttribute("reason", "federation.refused." + told.reason());
        model.addAttribute("reference", told.reference());
        return "federation/refused";
    }

    /** A browser without cookies has nothing to be told but that. */
    private static Told told(HttpServletRequest request, String alias) {
        HttpSession session = request.getSession(false);
        return session != null
                        && session.getAttribute(ATTRIBUTE) instanceof Told told
                        && told.connection().equals(alias)
                ? told
                : new Told(alias, Refusal.UNKNOWN_STATE, null, null);
    }

    private static String path(Realm realm, Connection connection) {
        return "/realms/" + realm.name() + "/connections/" + connection.alias();
    }

    private static String at(@Nullable SignInGoal goal, String path) {
        return goal == null ? path : goal.at(path);
    }

    private static HttpStatus status(String reason) {
        return switch (reason) {
            case Refusal.UNREACHABLE -> HttpStatus.SERVICE_UNAVAILABLE;
            case Refusal.MISCONFIGURED, Refusal.CLIENT -> HttpStatus.BAD_GATEWAY;
            case Refusal.UNKNOWN_STATE, Refusal.MALFORMED -> HttpStatus.BAD_REQUEST;
            default -> HttpStatus.FORBIDDEN;
        };
    }
}
