package org.gatehouse.server.reporting;

import java.util.List;

/** Something is wrong with a report; nothing of it was stored. */
public final class InvalidReportException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Enough to see what is wrong with a program that sends thousands. */
    private static final int SHOWN = 100;

    private final transient List<ReportProblem> problems;

    InvalidReportException(List<ReportProblem> problems, int entries) {
        super(message(problems, entries));
        this.problems = List.copyOf(problems.subList(0, Math.min(problems.size(), SHOWN)));
    }

    /** The first hundred. */
    public List<ReportProblem> problems() {
        return problems;
    }

    private static String message(List<ReportProblem> problems, int entries) {
        long wrong = problems.stream().mapToInt(ReportProblem::index).distinct().count();
        return wrong + " of " + entries + " entries cannot be taken, so none was stored: " + problems.size()
                + (problems.size() == 1 ? " problem." : " problems, of which at most " + SHOWN + " are listed.");
    }
}
