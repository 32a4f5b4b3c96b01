package org.gatehouse.realm.document;

import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.Mark;

/** Stops the parser where going on would be unsafe or meaningless. Never leaves the package. */
final class UnreadableYaml extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Position position;
    private final String hint;

    UnreadableYaml(@Nullable Mark mark, String message, String hint) {
        super(message);
        this.position = mark == null ? Position.START : Position.of(mark);
        this.hint = hint;
    }

    Finding in(String file) {
        return new Finding(file, position.line(), position.column(), "", String.valueOf(getMessage()), hint);
    }
}
