package org.gatehouse.server.directory;

import java.util.List;
import java.util.stream.Collectors;

/** Values an account cannot have; nothing was changed. */
public final class InvalidAccountException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    InvalidAccountException(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("; ")));
        this.problems = List.copyOf(problems);
    }

    public List<Problem> problems() {
        return problems;
    }

    /**
     * One wrong value.
     *
     * @param field as the API names it, for example {@code attributes.employeeNo}
     * @param message a sentence that says what would be right; never the value
     */
    public record Problem(String field, String message) {}
}
