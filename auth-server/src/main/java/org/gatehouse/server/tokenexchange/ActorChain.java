package org.gatehouse.server.tokenexchange;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Who acts for whom, as the {@code act} claim says it (RFC 8693 section 4.1). */
final class ActorChain {

    /** Who acted before whom stays in the token; longer chains than anybody could read are refused. */
    static final int LONGEST = 4;

    static final String ACT = "act";
    private static final String MAY_ACT = "may_act";

    private ActorChain() {}

    /**
     * Whether the subject token lets this actor act; it does unless it names another (section 4.4).
     *
     * @param subject claims of the subject token
     * @param actor its {@code iss}, {@code sub} and {@code client_id}
     */
    static boolean mayAct(Map<String, Object> subject, Map<String, String> actor) {
        Object named = subject.get(MAY_ACT);
        if (named == null) {
            return true;
        }
        return named instanceof Map<?, ?> claims
                && claims.containsKey("sub")
                && Stream.of("iss", "sub", "client_id")
                        .filter(claims::containsKey)
                        .allMatch(name -> Objects.equals(claims.get(name), actor.get(name)));
    }

    /** The claim of the new token: the actor, and within it whoever acted before. */
    static Map<String, Object> of(Map<String, Object> subject, Map<String, String> actor) {
        Map<String, Object> act = new LinkedHashMap<>();
        act.put("sub", Objects.requireNonNull(actor.get("sub")));
        act.put("client_id", Objects.requireNonNull(actor.get("client_id")));
        if (subject.get(ACT) instanceof Map<?, ?> before) {
            act.put(ACT, before);
        }
        return act;
    }

    static int length(@Nullable Object act) {
        return act instanceof Map<?, ?> claims ? 1 + length(claims.get(ACT)) : 0;
    }
}
