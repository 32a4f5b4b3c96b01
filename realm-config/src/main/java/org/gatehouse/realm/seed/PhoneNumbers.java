package org.gatehouse.realm.seed;

import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.gatehouse.realm.document.Part;

/** Reads telephone numbers. Whether a number exists in its country is for the service to say, which knows numbering plans. */
final class PhoneNumbers {

    /** A plus, a country code, which never begins with 0, and at most 15 digits in all (ITU-T E.164, section 6). */
    private static final Pattern INTERNATIONAL = Pattern.compile("\\+[1-9][0-9]{6,14}");

    private PhoneNumbers() {}

    /** @param count how many people are generated, the number being a template for them; 0 for a person written out */
    static String read(Part part, int count) {
        String phone = part.text();
        Stream<String> numbers =
                count == 0 ? Stream.of(phone) : Stream.of(new Template(phone).of(1), new Template(phone).of(count));
        if (part.isFlawless()
                && !numbers.allMatch(number -> INTERNATIONAL.matcher(number).matches())) {
            part.refuse(
                    "This is not a telephone number in the international form.",
                    "Write a plus and 7 to 15 digits, with the country code and without spaces: '+442079460018'.");
        }
        return phone;
    }
}
