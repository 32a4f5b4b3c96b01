package org.gatehouse.server.email;

import org.gatehouse.server.mail.Outbox;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** Tells the account pages whether an address can be proven here. */
@ControllerAdvice("org.gatehouse.server.account")
class AccountPageMail {

    private final Outbox outbox;

    AccountPageMail(Outbox outbox) {
        this.outbox = outbox;
    }

    @ModelAttribute("sendsMail")
    boolean sendsMail() {
        return outbox.isOpen();
    }
}
