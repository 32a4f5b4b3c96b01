package org.gatehouse.server.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** Finds Pico's style sheet in its webjar, whose folder carries a version that only the build file should name. */
final class Pico {

    private static final String STYLE_SHEET = "classpath*:META-INF/resources/webjars/picocss__pico/*/css/pico.min.css";

    private Pico() {}

    static String folder() {
        try {
            Resource[] found = new PathMatchingResourcePatternResolver().getResources(STYLE_SHEET);
            if (found.length != 1) {
                throw new IllegalStateException("Expected one Pico webjar, found " + found.length);
            }
            String address = found[0].getURL().toString();
            return address.substring(0, address.lastIndexOf('/') + 1);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
