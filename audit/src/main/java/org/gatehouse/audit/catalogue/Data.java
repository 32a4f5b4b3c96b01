package org.gatehouse.audit.catalogue;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

/** The tables beside this package. */
final class Data {

    private Data() {}

    static Properties load(String file) {
        try (InputStream in = Data.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalArgumentException("There is no " + file);
            }
            Properties table = new Properties();
            table.load(new InputStreamReader(in, StandardCharsets.UTF_8));
            return table;
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }
}
