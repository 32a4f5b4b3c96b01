package org.gatehouse.server.testing;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Address;
import jakarta.mail.BodyPart;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** A mail server, and what people find in their mailboxes there. */
public final class Mailbox implements AutoCloseable {

    public static final String FROM = "no-reply@gatehouse.example";

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String NEW_BROWSER = "New sign-in at";
    private static final Pattern LINK = Pattern.compile("https?://\\S+");
    private static final Pattern CODE = Pattern.compile("(?m)^ +([0-9]{6,10})\\s*$");

    private final GreenMail server = new GreenMail(ServerSetup.SMTP.dynamicPort());

    private Mailbox() {
        server.start();
    }

    public static Mailbox start() {
        return new Mailbox();
    }

    /** What the service must be told to send its mail here. */
    public Map<String, String> settings() {
        return Map.of(
                "gatehouse.mail.host",
                "127.0.0.1",
                "gatehouse.mail.port",
                String.valueOf(server.getSmtp().getPort()),
                "gatehouse.mail.tls",
                "none",
                "gatehouse.mail.from",
                FROM);
    }

    /** A message as somebody reads it. */
    public record Received(String subject, String text, String html, MimeMessage message) {

        /** The first address in the text. */
        public String link() {
            return found(LINK, 0);
        }

        public String code() {
            return found(CODE, 1);
        }

        private String found(Pattern pattern, int group) {
            Matcher found = pattern.matcher(text);
            if (!found.find()) {
                throw new AssertionError("Not in the message: " + text);
            }
            return found.group(group);
        }
    }

    /** What came for somebody, oldest first, once there is as much as that. */
    public List<Received> of(String address, int count) {
        Awaitility.await().atMost(PATIENCE).until(() -> of(address).size() >= count);
        return of(address);
    }

    /** The only message somebody has got; waits for it. */
    public Received only(String address) {
        List<Received> all = of(address, 1);
        if (all.size() != 1) {
            throw new AssertionError("More than one message: " + all);
        }
        return all.get(0);
    }

    /** The newest of so many. */
    public Received last(String address, int count) {
        return of(address, count).get(count - 1);
    }

    /** What is there now, but for the notices that somebody signed in with a new browser: every test does. */
    public List<Received> of(String address) {
        return everything(address).stream()
                .filter(message -> !message.subject().startsWith(NEW_BROWSER))
                .toList();
    }

    /** What is there now. */
    public List<Received> everything(String address) {
        return Arrays.stream(server.getReceivedMessages())
                .filter(message -> isTo(message, address))
                .map(Mailbox::read)
                .toList();
    }

    private static boolean isTo(MimeMessage message, String address) {
        try {
            Address[] to = message.getRecipients(Message.RecipientType.TO);
            return Arrays.stream(to).anyMatch(one -> one.toString().equalsIgnoreCase(address));
        } catch (MessagingException ex) {
            throw new IllegalStateException(ex);
        }
    }

    private static Received read(MimeMessage message) {
        try {
            return new Received(message.getSubject(), part(message, "text/plain"), part(message, "text/html"), message);
        } catch (MessagingException ex) {
            throw new IllegalStateException(ex);
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private static String part(jakarta.mail.Part part, String type) throws MessagingException, IOException {
        if (part.isMimeType(type)) {
            return (String) part.getContent();
        }
        if (part.getContent() instanceof Multipart parts) {
            for (int i = 0; i < parts.getCount(); i++) {
                BodyPart child = parts.getBodyPart(i);
                String found = part(child, type);
                if (!found.isEmpty()) {
                    return found;
                }
            }
        }
        return "";
    }

    @Override
    public void close() {
        server.stop();
    }
}
