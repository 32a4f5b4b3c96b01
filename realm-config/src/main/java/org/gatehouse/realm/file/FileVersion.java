package org.gatehouse.realm.file;

import org.gatehouse.realm.document.Part;

/** {@code version}: which form of the realm file somebody wrote. A newer one is not guessed at. */
final class FileVersion {

    /** The only one so far, and the one a file without the key is in. */
    static final int NEWEST = 1;

    private FileVersion() {}

    static boolean isNewer(Part file) {
        Part version = file.child("version");
        boolean newer = version.json().isIntegralNumber() && version.json().longValue() > NEWEST;
        if (newer) {
            version.refuse(
                    "The file is written for version " + version.text()
                            + " of the realm file; this service reads version " + NEWEST + ".",
                    "Use a newer Gatehouse.");
        }
        return newer;
    }
}
