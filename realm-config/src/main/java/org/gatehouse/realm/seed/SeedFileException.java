package org.gatehouse.realm.seed;

import java.util.List;
import org.gatehouse.realm.document.Finding;
import org.gatehouse.realm.document.InvalidDocumentException;

/** A seed file is refused, with all its findings; the message has one line for each. */
public final class SeedFileException extends InvalidDocumentException {

    private static final long serialVersionUID = 1L;

    SeedFileException(List<Finding> findings) {
        super(findings);
    }
}
