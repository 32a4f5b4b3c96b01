package org.gatehouse.realm.file;

import java.util.List;
import org.gatehouse.realm.document.Finding;
import org.gatehouse.realm.document.InvalidDocumentException;

/** A realm file is refused, with all its findings; the message has one line for each. */
public final class RealmFileException extends InvalidDocumentException {

    private static final long serialVersionUID = 1L;

    RealmFileException(List<Finding> findings) {
        super(findings);
    }
}
