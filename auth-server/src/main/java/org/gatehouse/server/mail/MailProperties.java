package org.gatehouse.server.mail;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The mail server this service hands its letters to. Without a host there is none, and nothing is put out.
 *
 * @param host of the SMTP server
 * @param port 587 for STARTTLS, 465 for implicit TLS, 25 without, unless given
 * @param tls how the connection is protected
 * @param user to sign in as there; nobody unless given
 * @param password where it is kept: {@code env:NAME} or {@code file:PATH}
 * @param from the sender's address
 * @param timeout how long to wait for a connection, an answer, and room to write
 */
@ConfigurationProperties("gatehouse.mail")
record MailProperties(
        @Nullable String host,
        @Nullable Integer port,
        @DefaultValue("starttls") Tls tls,
        @Nullable String user,
        @Nullable String password,
        @Nullable String from,
        @DefaultValue("PT10S") Duration timeout) {

    /** How the way to the mail server is protected. */
    enum Tls {
        /** Begins in clear text and must be protected before anything is said (RFC 3207). */
        STARTTLS(587),
        /** From the first byte (RFC 8314). */
        IMPLICIT(465),
        NONE(25);

        private final int port;

        Tls(int port) {
            this.port = port;
        }

        int port() {
            return port;
        }
    }

    int portOrUsual() {
        return port == null ? tls.port() : port;
    }

    @Override
    public String toString() {
        return "MailProperties[" + host + ":" + portOrUsual() + "]"; // somebody may have put the password itself there
    }
}
