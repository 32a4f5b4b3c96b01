package org.gatehouse.server.demo.entra;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What goes wrong, from when a test says so until {@link #end}. */
public final class Troubles {

    /** Longer than anybody waits. */
    private static final int HANGING_SECONDS = 60;

    /** Of JSON, when somebody answers with too much. */
    private static final int MUCH = 10 * 1024 * 1024;

    private final Map<Place, Trouble> troubles = new ConcurrentHashMap<>();
    private volatile Map<String, @Nullable Object> claims = Map.of();
    private volatile BiFunction<Keys, Keys.Key, Keys.Key> signer = (keys, usual) -> usual;
    private volatile String metadataIssuer = "";
    private volatile String groupsEndpoint = "";
    private volatile String nextPage = "";
    private volatile boolean tooManyGroups;
    private volatile CountDownLatch hanging = new CountDownLatch(1);

    /** Where something goes wrong. */
    public enum Place {
        METADATA(".*/v2.0/.well-known/openid-configuration"),
        KEYS(".*/discovery/v2.0/keys"),
        AUTHORIZE(".*/oauth2/v2.0/authorize"),
        TOKEN(".*/oauth2/v2.0/token"),
        GRAPH("graph/.*");

        private final Pattern path;

        Place(String path) {
            this.path = Pattern.compile(path);
        }

        boolean is(Call call) {
            return path.matcher(String.join("/", call.path())).matches();
        }
    }

    private enum Kind {
        DOWN,
        HANGING,
        FAILING,
        REDIRECTING,
        TALKING
    }

    private record Trouble(Kind kind, String target) {}

    /** The connection ends without an answer. */
    public void down(Place... places) {
        set(Kind.DOWN, "", places);
    }

    /** There is no answer, and no end either. */
    public void hang(Place... places) {
        set(Kind.HANGING, "", places);
    }

    /** Answers with 503. */
    public void fail(Place... places) {
        set(Kind.FAILING, "", places);
    }

    /** Sends whoever asks elsewhere. */
    public void redirect(String target, Place... places) {
        set(Kind.REDIRECTING, target, places);
    }

    /** Answers with ten megabytes. */
    public void talkTooMuch(Place... places) {
        set(Kind.TALKING, "", places);
    }

    private void set(Kind kind, String target, Place... places) {
        for (Place place : places) {
            troubles.put(place, new Trouble(kind, target));
        }
    }

    /** The metadata is somebody else's. */
    public void otherMetadataIssuer(String issuer) {
        metadataIssuer = issuer;
    }

    /** Tokens say this as well, or instead. */
    public void claim(String name, @Nullable Object value) {
        Map<String, @Nullable Object> more = new LinkedHashMap<>(claims);
        more.put(name, value);
        claims = more;
    }

    /** Tokens are of version 1.0, with its issuer. */
    public void versionOne(String tenant) {
        claim("ver", "1.0");
        claim("iss", "https://sts.windows.net/" + tenant + "/");
    }

    /** The key of personal accounts signs for organisations. */
    public void signWithConsumerKey() {
        signer = (keys, usual) -> keys.consumer();
    }

    /** A key nobody publishes signs, under the id of one that is. */
    public void signWithForeignKey() {
        Keys.Key foreign = Keys.Key.generate("");
        signer = (keys, usual) -> Keys.disguised(foreign, usual);
    }

    /** Where tokens say that groups are. */
    public void groupsEndpoint(String address) {
        groupsEndpoint = address;
    }

    /** Where Graph says that its next page is. */
    public void nextPage(String address) {
        nextPage = address;
    }

    /** Graph does not list so many groups. */
    public void tooManyGroups() {
        tooManyGroups = true;
    }

    /** All is well again. */
    public void end() {
        troubles.clear();
        claims = Map.of();
        signer = (keys, usual) -> usual;
        metadataIssuer = "";
        groupsEndpoint = "";
        nextPage = "";
        tooManyGroups = false;
        hanging.countDown();
        hanging = new CountDownLatch(1);
    }

    /** @return what to answer instead; a reply of status zero ends the connection */
    Optional<Reply> instead(Call call) {
        return troubles.entrySet().stream()
                .filter(entry -> entry.getKey().is(call))
                .findFirst()
                .map(entry -> reply(entry.getValue()));
    }

    private Reply reply(Trouble trouble) {
        return switch (trouble.kind()) {
            case DOWN -> new Reply(0, Map.of(), "");
            case HANGING -> hung();
            case FAILING -> Reply.json(503, Map.of("error", "temporarily_unavailable"));
            case REDIRECTING -> Reply.redirect(trouble.target());
            case TALKING -> Reply.json(200, Map.of("keys", "x".repeat(MUCH)));
        };
    }

    private Reply hung() {
        try {
            hanging.await(HANGING_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
        return new Reply(0, Map.of(), "");
    }

    Map<String, @Nullable Object> claims() {
        return claims;
    }

    BiFunction<Keys, Keys.Key, Keys.Key> signer() {
        return signer;
    }

    Optional<String> metadataIssuer() {
        return Optional.of(metadataIssuer).filter(issuer -> !issuer.isEmpty());
    }

    String groupsEndpoint(Person person) {
        return groupsEndpoint.isEmpty()
                ? "https://graph.windows.net/%s/users/%s/getMemberObjects"
                        .formatted(person.tenant().id(), person.objectId())
                : groupsEndpoint;
    }

    Optional<String> nextPage() {
        return Optional.of(nextPage).filter(address -> !address.isEmpty());
    }

    boolean areTooManyGroups() {
        return tooManyGroups;
    }
}
