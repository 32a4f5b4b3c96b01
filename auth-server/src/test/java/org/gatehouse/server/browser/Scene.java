package org.gatehouse.server.browser;

import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/** A page, and how to come to it in any language. */
record Scene(String name, Consumer<Visitor> journey) {

    /** All, or those of some names: to look at a few only. */
    @SafeVarargs
    static Stream<Scene> chosen(Stream<Scene>... scenes) {
        return Arrays.stream(scenes)
                .flatMap(Function.identity())
                .filter(scene -> scene.name().matches(System.getProperty("scenes", ".*")));
    }

    @Override
    public String toString() {
        return name;
    }
}
