package org.gatehouse.realm.password;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names the usual pieces of a pasted expression, so that people read "an upper-case letter" and not a text that was
 * written for the whole.
 *
 * @param id of the rule the piece becomes
 */
record KnownDemand(String id, Map<String, String> text) {

    private static final Pattern LENGTH = Pattern.compile("\\.\\{(\\d+),(\\d*)\\}\\$?");

    private static final Pattern SYMBOLS = Pattern.compile("\\[((?:\\\\[^\\w\\s]|[^\\\\\\]\\w\\s^-])+)\\]");

    private static final Map<List<String>, KnownDemand> BY_CLASS = Map.of(
            List.of("[A-Z]", "\\p{Lu}", "[[:upper:]]"),
            new KnownDemand("uppercase", Map.of("en", "an upper-case letter", "fr", "une lettre majuscule")),
            List.of("[a-z]", "\\p{Ll}", "[[:lower:]]"),
            new KnownDemand("lowercase", Map.of("en", "a lower-case letter", "fr", "une lettre minuscule")),
            List.of("\\d", "[0-9]", "[\\d]", "[[:digit:]]"),
            new KnownDemand("digit", Map.of("en", "a digit", "fr", "un chiffre")),
            List.of("[A-Za-z]", "[a-zA-Z]", "\\p{L}", "[[:alpha:]]"),
            new KnownDemand("letter", Map.of("en", "a letter", "fr", "une lettre")),
            List.of("\\W", "[\\W]", "[\\W_]", "[_\\W]", "[^\\w]", "[^A-Za-z0-9]", "[^a-zA-Z0-9]", "[[:punct:]]"),
            new KnownDemand("symbol", Map.of("en", "a symbol", "fr", "un symbole")));

    static Optional<KnownDemand> of(LookaheadSplit.Piece piece) {
        if (!piece.mustMatch()) {
            return Optional.empty();
        }
        Matcher length = LENGTH.matcher(piece.body());
        if (length.matches()) {
            return Optional.of(length(length.group(1), length.group(2)));
        }
        return piece.body().startsWith(".*") ? ofClass(withoutPrefix(piece.body())) : Optional.empty();
    }

    private static String withoutPrefix(String body) {
        return body.startsWith(".*?") ? body.substring(3) : body.substring(2);
    }

    private static Optional<KnownDemand> ofClass(String written) {
        Matcher symbols = SYMBOLS.matcher(written);
        if (symbols.matches()) {
            return Optional.of(oneOf(symbols.group(1).replace("\\", "")));
        }
        return BY_CLASS.entrySet().stream()
                .filter(known -> known.getKey().contains(written))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private static KnownDemand oneOf(String symbols) {
        return new KnownDemand(
                "symbol", Map.of("en", "one of the symbols " + symbols, "fr", "un des symboles " + symbols));
    }

    private static KnownDemand length(String least, String most) {
        return new KnownDemand(
                "length",
                most.isEmpty()
                        ? Map.of("en", "at least " + least + " characters", "fr", "au moins " + least + " caractères")
                        : Map.of(
                                "en", least + " to " + most + " characters",
                                "fr", "de " + least + " à " + most + " caractères"));
    }
}
