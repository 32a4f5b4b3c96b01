package org.gatehouse.server.launch;

import org.gatehouse.server.StartRefusedException;
import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.context.ConfigurableApplicationContext;

/** Tells Spring Boot that a refused start needs no stack trace: the launcher prints the sentence. */
final class RefusalReporter implements SpringBootExceptionReporter {

    RefusalReporter(ConfigurableApplicationContext context) {}

    @Override
    public boolean reportException(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof StartRefusedException || cause instanceof PortInUseException) {
                return true;
            }
        }
        return false;
    }
}
