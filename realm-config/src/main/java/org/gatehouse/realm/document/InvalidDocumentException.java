package org.gatehouse.realm.document;

import java.util.List;
import java.util.stream.Collectors;

/** A document is refused; carries everything that was found, so that one round of corrections is enough. */
public class InvalidDocumentException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<Finding> findings;

    public InvalidDocumentException(List<Finding> findings) {
        super(findings.stream().map(Finding::toString).collect(Collectors.joining("\n")));
        this.findings = List.copyOf(findings);
    }

    /** In the order of the document. */
    public List<Finding> findings() {
        return findings;
    }
}
