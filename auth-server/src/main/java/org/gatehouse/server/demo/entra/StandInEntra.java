package org.gatehouse.server.demo.entra;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/** A stand-in for Entra ID on a port of this machine, until it is closed. */
public final class StandInEntra implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService threads;
    private final Addresses addresses;
    private final Keys keys;
    private final Troubles troubles = new Troubles();
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final List<Person> people;
    private final Authorizing authorizing;
    private final TokenEndpoint tokens;
    private final GraphEndpoint graph;
    private final SigningOut signingOut;

    private StandInEntra(
            HttpServer server, List<Person> people, Supplier<List<Registration>> registrations, Clock clock) {
        this.server = server;
        this.addresses = new Addresses("http://localhost:" + server.getAddress().getPort());
        this.keys = new Keys(addresses.issuerTemplate(), addresses.issuer(Addresses.PERSONAL));
        this.people = new CopyOnWriteArrayList<>(people);
        Codes codes = new Codes(clock);
        Sessions sessions = new Sessions();
        this.authorizing = new Authorizing(id -> find(registrations, id), this.people, codes, sessions, clock);
        this.tokens = new TokenEndpoint(
                id -> find(registrations, id),
                codes,
                signIn -> IdTokens.of(signIn, addresses, keys, troubles, clock.instant()),
                addresses::token,
                clock);
        this.graph = new GraphEndpoint(addresses, codes, troubles);
        this.signingOut = new SigningOut(addresses, sessions, registrations);
        CustomizableThreadFactory daemons = new CustomizableThreadFactory("stand-in-entra-");
        daemons.setDaemon(true);
        this.threads = Executors.newCachedThreadPool(daemons);
    }

    /**
     * @param port of the loopback interface; 0 for any free one
     * @param registrations asked for at each use, as applications come and go
     */
    public static StandInEntra start(
            int port, List<Person> people, Supplier<List<Registration>> registrations, Clock clock) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
            StandInEntra standIn = new StandInEntra(server, people, registrations, clock);
            server.setExecutor(standIn.threads);
            server.createContext("/", standIn::handle);
            server.start();
            return standIn;
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    /** Where people sign in, without a final slash. */
    public String login() {
        return addresses.base();
    }

    /** Where its Graph is, without a final slash. */
    public String graph() {
        return addresses.graph();
    }

    /** What goes wrong with it. */
    public Troubles troubles() {
        return troubles;
    }

    /** Signs with a new key from now on; the old one stays in the set. */
    public void rotateKeys() {
        keys.rotate();
    }

    /** Takes the keys of before the last rotation out of the set. */
    public void retireKeys() {
        keys.retire();
    }

    /** Somebody comes to be, or is other than before. */
    public void put(Person person) {
        people.removeIf(old -> old.objectId().equals(person.objectId())
                && old.tenant().id().equals(person.tenant().id()));
        people.add(person);
    }

    public List<Person> people() {
        return List.copyOf(people);
    }

    /** Method and path of every call since {@link #forgetCalls}. */
    public List<String> calls() {
        return List.copyOf(calls);
    }

    public void forgetCalls() {
        calls.clear();
    }

    private static Optional<Registration> find(Supplier<List<Registration>> registrations, String clientId) {
        return registrations.get().stream()
                .filter(each -> each.clientId().equals(clientId))
                .findFirst();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Reply reply = answer(exchange);
            if (reply.status() > 0) {
                reply.send(exchange);
            }
        }
    }

    private Reply answer(HttpExchange exchange) throws IOException {
        Call call = Call.unread(exchange);
        try {
            call = Call.of(exchange);
            calls.add(call.toString());
            Call known = call;
            return troubles.instead(call).orElseGet(() -> route(known));
        } catch (Refused refused) {
            return Pages.of(call).refused(refused);
        }
    }

    private Reply route(Call call) {
        if (call.is("GET", "[^/]+/v2.0/.well-known/openid-configuration")) {
            return metadata(call.tenant());
        }
        if (call.is("GET", "[^/]+/discovery/v2.0/keys")) {
            return Reply.json(200, keys.published());
        }
        if (call.is(call.method(), "[^/]+/oauth2/v2.0/authorize")) {
            return authorizing.answer(call);
        }
        if (call.is("POST", "[^/]+/oauth2/v2.0/token")) {
            return tokens.answer(call);
        }
        if (call.is("GET", "[^/]+/oauth2/v2.0/logout")) {
            return signingOut.answer(call);
        }
        return call.tenant().equals("graph") ? graph.answer(call) : Reply.page(404, "");
    }

    private Reply metadata(String tenant) {
        var metadata = addresses.metadata(tenant);
        troubles.metadataIssuer().ifPresent(issuer -> metadata.put("issuer", issuer));
        return Reply.json(200, metadata);
    }

    @Override
    public void close() {
        troubles.end();
        server.stop(0);
        threads.shutdownNow();
    }
}
