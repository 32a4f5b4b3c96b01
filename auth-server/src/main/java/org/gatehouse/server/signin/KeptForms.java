package org.gatehouse.server.signin;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.request.CurrentRequest;
import org.gatehouse.server.session.SealedInSession;
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

    private static final String PURPOSE = "kept-form";

    /** More is no form somebody typed; then nothing is kept. */
    private static final int MOST_FIELDS = 100;

    /** In characters, of all fields and their names. */
    private static final int LONGEST = 16_000;

    private final SealedInSession sealed;
    private final JsonMapper json;

    KeptForms(SealedInSession sealed, JsonMapper json) {
        this.sealed = sealed;
        this.json = json;
    }

    /** @param page path of the page the person comes back to */
    record Kept(String page, Map<String, String> fields) {}

    /** @param names of fields; one that ends with an asterisk means all that begin so */
    void keep(HttpServletRequest request, Realm realm, String page, String... names) {
        Map<String, String> fields = fields(request, names);
        long length = fields.entrySet().stream()
                .mapToLong(field -> field.getKey().length() + field.getValue().length())
                .sum();
        if (!fields.isEmpty() && fields.size() <= MOST_FIELDS && length <= LONGEST) {
            String kept = json.writeValueAsString(new Kept(page, fields));
            SignedIn.current().ifPresent(person -> sealed.put(request, realm, person.account(), PURPOSE, kept));
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
        Optional<Kept> kept = SignedIn.current()
                .flatMap(person -> sealed.find(request, CurrentRequest.currentRealm(), person.account(), PURPOSE))
                .map(text -> json.readValue(text, Kept.class));
        boolean ofAnotherPage = kept.filter(found -> !found.page().equals(request.getRequestURI()))
                .isPresent();
        if (ofAnotherPage) {
            return Map.of();
        }
        sealed.remove(request, PURPOSE);
        return kept.map(Kept::fields).orElse(Map.of());
    }
}
