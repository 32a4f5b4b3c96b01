package org.gatehouse.server.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import org.springframework.mail.MailParseException;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.mail.javamail.MimeMessageHelper;

/** Hands letters to a mail server (RFC 5321), as text and HTML (RFC 2046 section 5.1.4). */
final class SmtpTransport implements MailTransport {

    private final JavaMailSenderImpl server = new JavaMailSenderImpl();
    private final MailSettings settings;

    SmtpTransport(MailSettings settings) {
        this.settings = settings;
        server.setHost(settings.host());
        server.setPort(settings.port());
        server.setUsername(settings.user());
        server.setPassword(settings.password());
        server.setDefaultEncoding(StandardCharsets.UTF_8.name());
        server.setJavaMailProperties(settings.session());
    }

    @Override
    public void send(Letter letter) {
        MimeMessage message = server.createMimeMessage();
        try {
            write(letter, message);
        } catch (MessagingException | UnsupportedEncodingException ex) {
            throw new MailParseException(ex);
        }
        server.send(message);
    }

    private void write(Letter letter, MimeMessage message) throws MessagingException, UnsupportedEncodingException {
        MimeMessageHelper helper =
                new MimeMessageHelper(message, MimeMessageHelper.MULTIPART_MODE_RELATED, StandardCharsets.UTF_8.name());
        InternetAddress to = new InternetAddress(letter.to()); // exactly one: a list of them is refused here
        to.validate();
        helper.setTo(to);
        helper.setFrom(settings.from(), letter.sender());
        helper.setSubject(letter.subject());
        helper.setText(letter.text(), letter.html());
        message.setHeader("Auto-Submitted", "auto-generated"); // RFC 3834: nobody's absence should answer this
        message.setHeader("X-Auto-Response-Suppress", "All");
        message.setHeader("X-Gatehouse-Letter", letter.id().toString());
    }
}
