package org.gatehouse.realm.format;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A realm file and its layout.
 *
 * @param before what it holds
 * @param after what it is to hold
 */
public record Formatted(Path file, String before, String after) {

    public boolean isChanged() {
        return !before.equals(after);
    }

    /**
     * Puts the layout in the place of the file: whole or not at all, with the same permissions.
     *
     * @throws IOException when that is not possible; the file is then as it was
     */
    public void write() throws IOException {
        if (isChanged()) {
            FileReplacement.replace(file, before, after);
        }
    }
}
