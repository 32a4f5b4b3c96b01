package org.gatehouse.server.reading;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What a term of a {@link TrailQuery} is about. */
public enum QueryKey {
    PERSON("person", "person"),
    ACTOR("actor", "actor"),
    TARGET("target", "target"),
    ACTION("action", "what", "activity", "category"),
    OUTCOME("outcome", "outcome"),
    IP("ip", "address"),
    COUNTRY("country", "country"),
    CLIENT("client", "client"),
    SESSION("session", "session"),
    REQUEST("request", "request"),
    OBJECT("object", "object"),
    TEXT("text", "text"),
    SINCE("since", "from"),
    UNTIL("until", "to");

    private final String code;
    private final String field;
    private final List<String> others;

    QueryKey(String code, String field, String... others) {
        this.code = code;
        this.field = field;
        this.others = List.of(others);
    }

    /** As it is written. */
    public String code() {
        return code;
    }

    /** The field of a form, and the parameter of an address, that is about the same. */
    public String field() {
        return field;
    }

    public boolean isTime() {
        return this == SINCE || this == UNTIL;
    }

    public boolean isPerson() {
        return this == PERSON || this == ACTOR || this == TARGET;
    }

    /** By its code, its field, or what the API's parameters call it. */
    public static Optional<QueryKey> find(String code) {
        return Arrays.stream(values())
                .filter(key -> key.code.equals(code) || key.field.equals(code) || key.others.contains(code))
                .findFirst();
    }
}
