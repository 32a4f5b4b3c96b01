package org.gatehouse.server.demo;

import jakarta.servlet.http.HttpServletRequest;
import org.gatehouse.server.GatehouseProperties;
import org.gatehouse.server.web.PageFrame;
import org.gatehouse.server.web.PageFrames;
import org.gatehouse.server.web.PageHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The pages from the realm's answer to the end. */
@DemoOnly
@Controller
final class DemoPages {

    private final RelyingApp app;
    private final GatehouseProperties properties;

    DemoPages(RelyingApp app, GatehouseProperties properties) {
        this.app = app;
        this.properties = properties;
    }

    @GetMapping(DemoConfig.CALLBACK)
    String callback(HttpServletRequest request, Model model) {
        var response = AuthorizationResponse.of(request.getParameterMap());
        Dance dance = Notebook.get(request);
        if (dance.tokens() != null && Secrets.same(dance.state(), response.state())) {
            return "redirect:/demo/tokens"; // the page was loaded again after the code was used
        }
        dance = app.receive(dance, response);
        Notebook.keep(request, dance);
        frame(model, dance);
        model.addAttribute("answer", response);
        model.addAttribute("tokenRequest", app.tokenRequest(dance));
        return "demo/callback";
    }

    @GetMapping("/demo/tokens")
    String tokens(HttpServletRequest request, Model model) {
        Dance dance = Notebook.get(request);
        Tokens tokens = RelyingApp.tokens(dance);
        Metadata metadata = app.metadata(dance);
        frame(model, dance);
        model.addAttribute("tokens", tokens);
        model.addAttribute("idToken", tokens.id() == null ? null : TokenView.of(tokens.id()));
        model.addAttribute("accessToken", TokenView.of(tokens.access()));
        model.addAttribute("refreshToken", tokens.refresh() == null ? null : Secrets.shortened(tokens.refresh()));
        model.addAttribute("checks", dance.checks());
        model.addAttribute("exchange", dance.last());
        model.addAttribute("metadata", metadata);
        model.addAttribute("clientId", app.realm(dance).clientId());
        model.addAttribute("state", dance.state());
        model.addAttribute("signedOut", properties.baseUrl() + DemoConfig.START);
        if (metadata.endSessionEndpoint() != null) {
            PageHeaders.allowFormTarget(request, metadata.endSessionEndpoint());
        }
        return "demo/tokens";
    }

    /** Back from the realm's sign-out; the state tells that it was this app that asked for it. */
    @GetMapping(path = DemoConfig.START, params = "state")
    String signedOut(@RequestParam String state, HttpServletRequest request) {
        Dance dance = Notebook.find(request);
        if (dance != null && !Secrets.same(dance.state(), state)) {
            return "redirect:" + DemoConfig.START;
        }
        Notebook.forget(request);
        return "demo/signed-out";
    }

    private void frame(Model model, Dance dance) {
        model.addAttribute(
                PageFrames.MODEL_NAME, PageFrame.ofRealm(app.realm(dance).displayName()));
    }
}
