package org.gatehouse.server.mail;

import java.nio.file.Path;
import org.gatehouse.server.database.SecretEnvironment;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

/** How letters leave this service, if they do. */
@Component
@EnableConfigurationProperties(MailProperties.class)
class Delivery {

    private final @Nullable MailTransport transport;

    Delivery(ObjectProvider<MailTransport> instead, MailProperties properties, SecretEnvironment secrets) {
        MailTransport other = instead.getIfAvailable();
        this.transport = other == null && properties.host() != null
                ? new SmtpTransport(MailSettings.of(properties, secrets, Path.of("")))
                : other;
    }

    boolean isPossible() {
        return transport != null;
    }

    void send(Letter letter) {
        if (transport == null) {
            throw new IllegalStateException("This service sends no mail");
        }
        transport.send(letter);
    }
}
