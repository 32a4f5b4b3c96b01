package org.gatehouse.server.demo;

import jakarta.servlet.http.HttpServletRequest;
import java.util.function.UnaryOperator;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;

/** What the visitor makes the app do; each step is written down, then shown by {@link DemoPages}. */
@DemoOnly
@Controller
final class DemoSteps {

    private final RelyingApp app;

    DemoSteps(RelyingApp app) {
        this.app = app;
    }

    @PostMapping("/demo/exchange")
    String exchange(HttpServletRequest request) {
        return step(request, app::exchange);
    }

    /** Not named like the endpoint: the protocol's filters claim every path that ends in its name. */
    @PostMapping("/demo/person")
    String userinfo(HttpServletRequest request) {
        return step(request, app::userinfo);
    }

    @PostMapping("/demo/refresh")
    String refresh(HttpServletRequest request) {
        return step(request, app::refresh);
    }

    @PostMapping("/demo/introspect")
    String introspect(HttpServletRequest request) {
        return step(request, app::introspect);
    }

    @PostMapping("/demo/revoke")
    String revoke(HttpServletRequest request) {
        return step(request, app::revoke);
    }

    private static String step(HttpServletRequest request, UnaryOperator<Dance> step) {
        Notebook.keep(request, step.apply(Notebook.get(request)));
        return "redirect:/demo/tokens";
    }
}
