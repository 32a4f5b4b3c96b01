package org.gatehouse.server.authorization;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.request.CurrentRequest;
import org.gatehouse.server.web.PageHeaders;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.server.ResponseStatusException;

/**
 * The page that carries an authorization response to the client (OAuth 2.0 Form Post Response Mode section 2): a script of
 * ours sends its form, or the person does. It is no page of its own: asked for directly, there is nothing.
 */
@Controller
class FormPostPage {

    private static final String PATH = "/authorization-response";
    private static final String ANSWER = FormPostPage.class.getName();

    private record Answer(String redirectUri, Map<String, String> parameters) {}

    static void show(
            HttpServletRequest request,
            HttpServletResponse response,
            String redirectUri,
            Map<String, String> parameters)
            throws IOException, ServletException {
        request.setAttribute(ANSWER, new Answer(redirectUri, Map.copyOf(parameters)));
        String path = "/realms/" + CurrentRequest.currentRealm().name() + PATH;
        request.getRequestDispatcher(path).forward(request, response);
    }

    @RequestMapping("/realms/{realm}" + PATH)
    String page(HttpServletRequest request, HttpServletResponse response, Model model) {
        if (!(request.getAttribute(ANSWER) instanceof Answer answer)) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        Realm realm = CurrentRequest.currentRealm();
        PageHeaders.allowFormTarget(request, URI.create(answer.redirectUri()));
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        model.addAttribute("realm", realm);
        model.addAttribute("target", answer.redirectUri());
        model.addAttribute("host", URI.create(answer.redirectUri()).getHost());
        model.addAttribute("parameters", answer.parameters());
        return "authorization/form-post";
    }
}
