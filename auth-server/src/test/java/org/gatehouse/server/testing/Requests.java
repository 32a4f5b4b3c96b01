package org.gatehouse.server.testing;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.springframework.boot.tomcat.TomcatWebServer;

/** What a server was asked, method and path, before anything of ours decided what to do with it. */
public final class Requests {

    private final Set<Asked> asked = ConcurrentHashMap.newKeySet();

    /** @param path without the query */
    public record Asked(String method, String path) {}

    /** Listens to everything from now on. */
    public static Requests of(TestServer server) {
        Requests requests = new Requests();
        TomcatWebServer container = (TomcatWebServer) server.container();
        container.getTomcat().getEngine().getPipeline().addValve(requests.new Listening());
        return requests;
    }

    public Set<Asked> all() {
        return Set.copyOf(asked);
    }

    private final class Listening extends ValveBase {

        Listening() {
            super(true);
        }

        @Override
        public void invoke(Request request, Response response) throws IOException, ServletException {
            asked.add(new Asked(request.getMethod(), request.getRequestURI()));
            getNext().invoke(request, response);
        }
    }
}
