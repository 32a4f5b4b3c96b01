package org.gatehouse.realm.seed;

import java.util.HashMap;
import java.util.Map;

/**
 * One entry of the file: a person, or a number of people alike.
 *
 * @param pattern the person; when {@code generated}, its texts are templates
 * @param generated whether the texts are templates
 */
record Entry(SeedPerson pattern, int count, boolean generated) {

    /** @param index from 0; the people are numbered from 1 */
    SeedPerson person(int index) {
        return generated ? numbered(index + 1) : pattern;
    }

    private SeedPerson numbered(int number) {
        return new SeedPerson(
                new Template(pattern.userName()).of(number),
                new Template(pattern.password()).of(number),
                Template.fill(pattern.email(), number),
                pattern.emailVerified(),
                Template.fill(pattern.phone(), number),
                pattern.phoneVerified(),
                Template.fill(pattern.displayName(), number),
                pattern.roles(),
                pattern.groups(),
                attributes(number),
                pattern.totp(),
                pattern.recoveryCodes().stream()
                        .map(code -> new Template(code).of(number))
                        .toList(),
                pattern.state(),
                pattern.locale(),
                pattern.claims());
    }

    private Map<String, Object> attributes(int number) {
        Map<String, Object> attributes = new HashMap<>(pattern.attributes());
        attributes.replaceAll((name, value) -> Template.fillAny(value, number));
        return attributes;
    }
}
