package org.gatehouse.realm.explain;

import java.util.List;
import java.util.Map;

/**
 * What a key means.
 *
 * @param path keys separated by dots
 * @param type what may be written: {@code text}, {@code list of text}, {@code true or false}
 * @param required whether it must be written where what is around it is
 * @param enforced false: known, and a service refuses a file that has it
 * @param defaultValue what counts when it is absent, as YAML; empty when the meaning says it, or there is none
 * @param bounds what else must be true of a value, each a short phrase
 * @param choices the only values there are; empty when there are others
 * @param example as YAML, the key included
 * @param keys the keys in it and what they mean; empty for a value
 */
public record KeyExplanation(
        String path,
        String title,
        String type,
        boolean required,
        boolean enforced,
        String meaning,
        String defaultValue,
        List<String> bounds,
        List<String> choices,
        String example,
        Map<String, String> keys) {}
