package org.gatehouse.keycloak.clock;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import org.keycloak.Config;
import org.keycloak.common.util.Time;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.EventListenerProviderFactory;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;

/** Runs inside Keycloak: {@code GET /seconds} on a loopback port of its own moves Keycloak's time. Listens to no event. */
public final class ClockProviderFactory implements EventListenerProviderFactory {

    /** The environment's name for the port. */
    public static final String PORT = "GATEHOUSE_TEST_CLOCK_PORT";

    @Override
    public EventListenerProvider create(KeycloakSession session) {
        throw new IllegalStateException("This is a clock.");
    }

    @Override
    public void init(Config.Scope config) {}

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        String port = System.getenv(PORT);
        if (port != null) {
            listen(Integer.parseInt(port));
        }
    }

    private static void listen(int port) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
            server.createContext("/", exchange -> {
                Time.setOffset(
                        Integer.parseInt(exchange.getRequestURI().getPath().substring(1)));
                exchange.sendResponseHeaders(204, -1);
                exchange.close();
            });
            server.start();
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    @Override
    public void close() {}

    @Override
    public String getId() {
        return "gatehouse-test-clock";
    }
}
