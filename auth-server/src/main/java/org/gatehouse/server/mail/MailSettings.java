package org.gatehouse.server.mail;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import org.gatehouse.realm.secret.SecretReference;
import org.gatehouse.realm.secret.SecretUnavailableException;
import org.gatehouse.server.StartRefusedException;
import org.gatehouse.server.database.SecretEnvironment;
import org.gatehouse.server.mail.MailProperties.Tls;
import org.jspecify.annotations.Nullable;

/** The mail server's settings after they were checked. */
record MailSettings(
        String host,
        int port,
        Tls tls,
        @Nullable String user,
        @Nullable String password,
        String from,
        Duration timeout) {

    private static final Duration SHORTEST = Duration.ofSeconds(1);

    /** A conversation has some eight answers to wait for, and must be over while its letter is still taken. */
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private static final Set<String> HERE = Set.of("localhost", "127.0.0.1", "::1", "[::1]");

    /** @throws StartRefusedException when they cannot be used; the message names the setting, never a secret */
    static MailSettings of(MailProperties given, SecretEnvironment secrets, Path base) {
        String host = Objects.requireNonNull(given.host());
        if (given.user() != null && given.tls() == Tls.NONE && !HERE.contains(host)) {
            throw new StartRefusedException("The mail server's password would cross the network in clear text."
                    + " Set GATEHOUSE_MAIL_TLS to starttls or implicit.");
        }
        if ((given.user() == null) != (given.password() == null)) {
            throw new StartRefusedException("The mail server needs a user and a password, or neither."
                    + " Set both GATEHOUSE_MAIL_USER and GATEHOUSE_MAIL_PASSWORD.");
        }
        if (given.timeout().compareTo(SHORTEST) < 0 || given.timeout().compareTo(LONGEST) > 0) {
            throw new StartRefusedException("The mail server's time-out is not between a second and half a minute."
                    + " Set GATEHOUSE_MAIL_TIMEOUT to PT10S, for example.");
        }
        return new MailSettings(
                host,
                given.portOrUsual(),
                given.tls(),
                given.user(),
                given.password() == null ? null : secret(given.password(), secrets, base),
                sender(given.from()),
                given.timeout());
    }

    /** For the library: bounded waiting, and TLS that is demanded, not hoped for. */
    Properties session() {
        String millis = String.valueOf(timeout.toMillis());
        Properties session = new Properties();
        for (String wait : new String[] {"connectiontimeout", "timeout", "writetimeout"}) {
            session.setProperty("mail.smtp." + wait, millis);
        }
        session.setProperty("mail.smtp.auth", String.valueOf(user != null));
        session.setProperty("mail.smtp.ssl.checkserveridentity", "true");
        session.setProperty("mail.smtp.ssl.protocols", "TLSv1.3 TLSv1.2");
        session.setProperty("mail.smtp.starttls.enable", String.valueOf(tls == Tls.STARTTLS));
        session.setProperty("mail.smtp.starttls.required", String.valueOf(tls == Tls.STARTTLS));
        session.setProperty("mail.smtp.ssl.enable", String.valueOf(tls == Tls.IMPLICIT));
        session.setProperty("mail.mime.charset", "UTF-8");
        return session;
    }

    private static String secret(String reference, SecretEnvironment secrets, Path base) {
        try {
            return SecretReference.find(reference)
                    .orElseThrow(() -> new StartRefusedException( // it may be the password itself: not repeated
                            "GATEHOUSE_MAIL_PASSWORD must say where the password is, not what it is."
                                    + " Use env:NAME or file:PATH."))
                    .resolve(secrets, base);
        } catch (SecretUnavailableException ex) {
            throw new StartRefusedException("GATEHOUSE_MAIL_PASSWORD leads nowhere. " + ex.getMessage(), ex);
        }
    }

    private static String sender(@Nullable String from) {
        try {
            InternetAddress address = new InternetAddress(from == null ? "" : from, true);
            address.validate();
            if (address.getPersonal() == null) {
                return address.getAddress();
            }
        } catch (AddressException ex) {
            // same answer as for an address with a name
        }
        throw new StartRefusedException("The sender's address is absent or not an address."
                + " Set GATEHOUSE_MAIL_FROM to one such as no-reply@example.org.");
    }

    @Override
    public String toString() {
        return "MailSettings[" + host + ":" + port + "]";
    }
}
