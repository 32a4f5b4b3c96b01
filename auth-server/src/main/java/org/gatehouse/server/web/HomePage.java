package org.gatehouse.server.web;

import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The front door. It names no realm and no person: whoever needs those comes with an application's request. */
@Controller
final class HomePage {

    private final List<HomeLink> links;

    HomePage(ObjectProvider<HomeLink> links) {
        this.links = links.orderedStream().toList();
    }

    @GetMapping("/")
    String home(Model model) {
        model.addAttribute("links", links);
        return "home";
    }
}
