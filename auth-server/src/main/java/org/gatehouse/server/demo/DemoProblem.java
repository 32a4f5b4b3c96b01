package org.gatehouse.server.demo;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why the demo stopped, as the code of a message that tells the visitor; {@code demo.problem.{code}.title} and
 * {@code .text}.
 */
final class DemoProblem extends RuntimeException {

    private final String code;
    private final @Nullable String said;
    private final transient List<Check> checks;

    DemoProblem(String code) {
        this(code, null, List.of());
    }

    /** @param said the other side's own words, shown as a quotation */
    DemoProblem(String code, @Nullable String said) {
        this(code, said, List.of());
    }

    /** @param checks which of them failed */
    DemoProblem(String code, List<Check> checks) {
        this(code, null, checks);
    }

    private DemoProblem(String code, @Nullable String said, List<Check> checks) {
        super(code);
        this.code = code;
        this.said = said;
        this.checks = List.copyOf(checks);
    }

    String code() {
        return code;
    }

    @Nullable
    String said() {
        return said;
    }

    List<Check> checks() {
        return checks;
    }
}
