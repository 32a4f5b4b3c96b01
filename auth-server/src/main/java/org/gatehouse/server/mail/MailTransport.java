package org.gatehouse.server.mail;

/** Takes letters out of the house. A bean of this type takes the mail server's place. */
public interface MailTransport {

    /**
     * Returns when somebody else has taken responsibility for the letter.
     *
     * @throws org.springframework.mail.MailException when nobody did
     */
    void send(Letter letter);
}
