package org.gatehouse.server.directory;

import java.util.List;

/** A condition in SQL: every value is a parameter, in the order of the question marks. */
record Sql(String text, List<Object> parameters) {

    Sql {
        parameters = List.copyOf(parameters);
    }

    static Sql of(String text, Object... parameters) {
        return new Sql(text, List.of(parameters));
    }
}
