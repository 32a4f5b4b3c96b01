package org.gatehouse.server.launch;

import java.io.PrintStream;
import org.gatehouse.server.Gatehouse;
import org.gatehouse.server.StartRefusedException;
import org.gatehouse.server.database.DataDirectory;
import org.gatehouse.server.database.DatabaseAccess;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ContextClosedEvent;

/** The service, up and answering. */
final class Server implements AutoCloseable {

    private final ConfigurableApplicationContext context;
    private final Preparation preparation;

    private Server(ConfigurableApplicationContext context, Preparation preparation) {
        this.context = context;
        this.preparation = preparation;
    }

    /** @throws StartRefusedException when a person can mend what keeps it from starting */
    static Server start(DataDirectory.Kind kind, Settings settings) {
        Preparation preparation = new Preparation(kind);
        SpringApplication application = new SpringApplication(Gatehouse.class);
        application.setMainApplicationClass(ProductionBeans.class);
        application.addListeners(preparation);
        application.addInitializers(preparation::initialize);
        try {
            return new Server(application.run(settings.asArguments()), preparation);
        } catch (RuntimeException ex) {
            preparation.close();
            throw reason(ex);
        }
    }

    /** Once, when there is nothing left to start. */
    static void announce(ReadyReport report, PrintStream answers, boolean json) {
        answers.println(json ? report.json() : report.text());
        answers.flush();
        NativeCrypto.installInBackground();
    }

    /** To end before anything of the service does. */
    void endBefore(Runnable end) {
        context.addApplicationListener((ApplicationListener<ContextClosedEvent>) closed -> end.run());
    }

    DatabaseAccess databaseBeside(String name) {
        return preparation.databaseBeside(name);
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    ReadyReport report() {
        return ReadyReports.of(context);
    }

    @Override
    public void close() {
        context.close();
        preparation.close();
    }

    private static RuntimeException reason(RuntimeException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof StartRefusedException refused) {
                return refused;
            }
            if (cause instanceof PortInUseException inUse) {
                return NetworkBinding.taken(inUse.getPort());
            }
        }
        return new StartRefusedException(
                "The service did not start; the reason stands above.", failure); // Boot told it
    }
}
