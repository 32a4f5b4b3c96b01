package org.gatehouse.server.demo;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** Everybody's mailbox: the demo has one page for all mail it caught. */
@DemoOnly
@Controller
final class DemoMail {

    private final CaughtMail mail;

    DemoMail(CaughtMail mail) {
        this.mail = mail;
    }

    @GetMapping("/demo/mail")
    String mail(Model model) {
        model.addAttribute("letters", mail.all());
        return "demo/mail";
    }
}
