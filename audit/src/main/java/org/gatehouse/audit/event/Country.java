package org.gatehouse.audit.event;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Codes of countries, as ISO 3166-1 alpha-2 has them: two capital letters. */
public final class Country {

    private static final Set<String> CODES = Locale.getISOCountries(Locale.IsoCountryCode.PART1_ALPHA2);

    private Country() {}

    public static boolean isCode(String text) {
        return CODES.contains(text);
    }

    /** All of them, in their order. */
    public static List<String> codes() {
        return CODES.stream().sorted().toList();
    }

    /** The code somebody means, in whatever case; empty when there is no such country. */
    public static Optional<String> find(String text) {
        return Optional.of(text.toUpperCase(Locale.ROOT)).filter(Country::isCode);
    }

    /** What the country is called in a language. */
    public static String name(String code, Locale language) {
        return new Locale.Builder().setRegion(code).build().getDisplayCountry(language);
    }
}
