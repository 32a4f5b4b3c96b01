package org.gatehouse.server.factor;

import org.gatehouse.server.web.FormErrors;

/** What people call their factors. */
final class FactorName {

    static final int LONGEST = 60;

    private FactorName() {}

    static FormErrors check(String typed) {
        String name = of(typed);
        boolean fits = !name.isEmpty()
                && name.codePointCount(0, name.length()) <= LONGEST
                && name.codePoints().noneMatch(Character::isISOControl);
        return fits ? FormErrors.none() : FormErrors.on("name", "factors.name.wrong", LONGEST);
    }

    static String of(String typed) {
        return typed.strip();
    }
}
