package org.gatehouse.server.signin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.request.CurrentRequest;
import org.gatehouse.server.secrets.MasterKey;
import org.gatehouse.server.secrets.Seal;
import org.gatehouse.server.session.SignedIn;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * What somebody typed into a form that was sent when their sign-in was not fresh any more, until they are back on its page:
 * once, for the same person in the same browser, a quarter of an hour, sealed in their session. Only fields that the form's
 * handler names ({@link AfterFreshSignIn#keeps}), so that no password or code is ever among them.
 */
@Component
public class KeptForms {

    static final Duration LASTS = Duration.ofMinutes(15);

    private static final String ATTRIBUTE = KeptForms.class.getName();

    /** More is no form somebody typed; then nothing is kept. */
    private static final int MOST_FIELDS = 100;

    /** In characters, of all fields and their names. */
    private static final int LONGEST = 16_000;

    private final Seal seal;
    private final JsonMapper json;
    private final Clock clock;

    KeptForms(MasterKey masterKey, JsonMapper json, Clock clock) {
        this.seal = Seal.of(masterKey, "sign-in/kept-form");
        this.json = json;
        this.clock = clock;
    }

    /**
     * @param page path of the page the person comes back to
     * @param until in seconds since the epoch
     */
    record Kept(String page, long until, Map<String, String> fields) {}

    /** @param names of fields; one that ends with an asterisk means all that begin so */
    void keep(HttpServletRequest request, Realm realm, String page, String... names) {
        Map<String, String> fields = fields(request, names);
        long length = fields.entrySet().stream()
                .mapToLong(field -> field.getKey().length() + field.getValue().length())
                .sum();
        if (!fields.isEmpty() && fields.size() <= MOST_FIELDS && length <= LONGEST) {
            Kept kept = new Kept(page, clock.instant().plus(LASTS).getEpochSecond(), fields);
            SignedIn.current()
                    .ifPresent(person ->
                            request.getSession().setAttribute(ATTRIBUTE, seal(realm, person.account(), kept)));
        }
    }

    private static Map<String, String> fields(HttpServletRequest request, String... names) {
        Map<String, String> fields = new TreeMap<>();
        request.getParameterMap().forEach((field, values) -> {
            if (values.length > 0 && Arrays.stream(names).anyMatch(name -> isMeant(name, field))) {
                fields.put(field, values[0]);
            }
        });
        return fields;
    }

    private static boolean isMeant(String name, String field) {
        return name.endsWith("*") ? field.startsWith(name.substring(0, name.length() - 1)) : field.equals(name);
    }

    /** What was typed on the page that is asked for, by its fields' names; empty when there is nothing. Given once. */
    public Map<String, String> take(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        if (session == null || !(session.getAttribute(ATTRIBUTE) instanceof byte[] sealed)) {
            return Map.of();
        }
        Optional<Kept> kept = SignedIn.current()
                .flatMap(person -> open(CurrentRequest.currentRealm(), person.account(), sealed))
                .filter(found -> clock.instant().getEpochSecond() < found.until());
        boolean ofAnotherPage = kept.filter(found -> !found.page().equals(request.getRequestURI()))
                .isPresent();
        if (ofAnotherPage) {
            return Map.of();
        }
        session.removeAttribute(ATTRIBUTE);
        return kept.map(Kept::fields).orElse(Map.of());
    }

    private byte[] seal(Realm realm, UUID account, Kept kept) {
        return seal.seal(json.writeValueAsBytes(kept), place(realm, account));
    }

    /** Nothing when it is somebody else's, or sealed under another key. */
    private Optional<Kept> open(Realm realm, UUID account, byte[] sealed) {
        return seal.find(sealed, place(realm, account)).map(kept -> json.readValue(kept, Kept.class));
    }

    private static byte[] place(Realm realm, UUID account) {
        return (realm.id() + "/" + account).getBytes(StandardCharsets.UTF_8);
    }
}
