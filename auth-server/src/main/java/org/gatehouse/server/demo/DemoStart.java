package org.gatehouse.server.demo;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.gatehouse.server.web.PageFrame;
import org.gatehouse.server.web.PageFrames;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The first page: what will be asked of the realm, and the people to try it with. */
@DemoOnly
@Controller
final class DemoStart {

    private final DemoRealms realms;
    private final RelyingApp app;

    DemoStart(ObjectProvider<DemoRealms> realms, RelyingApp app) {
        this.realms = realms.getIfAvailable(() -> List::of);
        this.app = app;
    }

    /** Somebody to sign in as, with the code their authenticator shows at this moment. */
    record Visitor(DemoPerson person, @Nullable String oneTimeCode) {}

    @GetMapping(DemoConfig.START)
    String start(@RequestParam Optional<String> realm, HttpServletRequest request, Model model, Locale locale) {
        DemoRealm chosen = choose(realm);
        Dance dance = app.begin(chosen, Notebook.find(request));
        Notebook.keep(request, dance);
        model.addAttribute(PageFrames.MODEL_NAME, PageFrame.ofRealm(chosen.displayName()));
        model.addAttribute("realms", realms.all());
        model.addAttribute("realm", chosen);
        model.addAttribute("visitors", visitors(chosen));
        model.addAttribute("authorization", app.request(dance, locale.getLanguage()));
        return "demo/start";
    }

    @GetMapping("/demo/start")
    ResponseEntity<Void> send(HttpServletRequest request, Locale locale) {
        String address =
                app.request(Notebook.get(request), locale.getLanguage()).address();
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(URI.create(address))
                .build();
    }

    private DemoRealm choose(Optional<String> wanted) {
        return wanted.map(name -> realms.find(name).orElseThrow(() -> new DemoProblem("no-realm")))
                .or(() -> realms.all().stream().findFirst())
                .orElseThrow(() -> new DemoProblem("no-realms"));
    }

    private List<Visitor> visitors(DemoRealm realm) {
        return realm.people().stream()
                .map(person -> new Visitor(person, realms.oneTimeCode(person).orElse(null)))
                .toList();
    }
}
