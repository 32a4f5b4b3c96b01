package org.gatehouse.server.launch;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gatehouse.audit.event.Party;
import org.gatehouse.realm.Permission;
import org.gatehouse.realm.RealmDefinition;
import org.gatehouse.server.StartRefusedException;
import org.gatehouse.server.configuration.ConfigurationException;
import org.gatehouse.server.configuration.ConfigurationPlan;
import org.gatehouse.server.configuration.Proposal;
import org.gatehouse.server.configuration.RealmConfiguration;
import org.gatehouse.server.database.DataDirectory;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.realm.Realms;
import org.gatehouse.server.rights.Actor;
import org.jspecify.annotations.Nullable;

/**
 * The service's own data, on the machine where it lies: whoever has the data directory and the master key is not asked
 * for a token. The service is started for it, on loopback and for the moment, so that everything it does with a change
 * is done.
 */
final class LocalTarget implements ConfigurationTarget {

    /** No realm file can have a client of this name. */
    private static final String CLIENT = "gatehouse-operator";

    private final Server server;
    private final RealmConfiguration configuration;
    private final Actor operator;

    private LocalTarget(Server server, Realm realm) {
        this.server = server;
        this.configuration = server.bean(RealmConfiguration.class);
        Set<Permission> all = EnumSet.allOf(Permission.class);
        this.operator = new Actor(realm, Party.system(), null, CLIENT, all, all, null);
    }

    /** @throws StartRefusedException when the service is running on that directory, or there is no such realm */
    static LocalTarget open(Path data, String realm) {
        Settings settings = new Settings()
                .set("gatehouse.data-directory", data.toString())
                .set("server.address", NetworkBinding.LOOPBACK)
                .set("server.port", "0")
                .set("logging.threshold.console", "warn");
        Server server = Server.start(DataDirectory.Kind.PRODUCTION, settings);
        try {
            return new LocalTarget(
                    server,
                    server.bean(Realms.class)
                            .find(realm)
                            .orElseThrow(() -> new StartRefusedException("There is no realm '" + realm + "' in " + data
                                    + ". './gatehouse run --realm FILE' creates one.")));
        } catch (RuntimeException ex) {
            server.close();
            throw ex;
        }
    }

    @Override
    public String name() {
        return "realm " + operator.realm().name();
    }

    @Override
    public RealmDefinition current() {
        return configuration.current(operator);
    }

    @Override
    public ConfigurationPlan plan(Proposal proposal) {
        return refusing(() -> configuration.plan(operator, proposal));
    }

    @Override
    public ConfigurationPlan apply(Proposal proposal, String state, @Nullable String deletionsIn) {
        return refusing(() -> configuration.apply(operator, proposal, state, deletionsIn));
    }

    @Override
    public void close() {
        server.close();
    }

    private static ConfigurationPlan refusing(Supplier<ConfigurationPlan> action) {
        try {
            return action.get();
        } catch (ConfigurationException ex) {
            throw new StartRefusedException(sentence(String.valueOf(ex.getMessage()), ex.details()), ex);
        }
    }

    /** What was refused, with the details below it. */
    static String sentence(String message, List<String> details) {
        return Stream.concat(Stream.of(message), details.stream()).collect(Collectors.joining("\n  "));
    }
}
