package org.gatehouse.server.federation.entraid;

import java.time.Clock;
import java.util.Map;
import org.gatehouse.server.outgoing.OutgoingCalls;
import org.gatehouse.server.testing.SettableClock;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;

/** The kind with all it needs and nothing else, wired as the service wires it. */
final class EntraHouse implements AutoCloseable {

    final SettableClock clock = new SettableClock();
    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

    EntraHouse(Map<String, Object> settings) {
        context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("test", settings));
        context.registerBean(Clock.class, () -> clock);
        context.register(
                OutgoingCalls.class,
                Clouds.class,
                Graph.class,
                LastGroups.class,
                EntraGroups.class,
                EntraPeople.class,
                EntraIdKind.class);
        context.refresh();
    }

    EntraIdKind kind() {
        return context.getBean(EntraIdKind.class);
    }

    @Override
    public void close() {
        context.close();
    }
}
