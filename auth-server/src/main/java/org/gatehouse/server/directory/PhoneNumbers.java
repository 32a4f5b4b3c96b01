package org.gatehouse.server.directory;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.Optional;

/** Phone numbers in the international form (ITU-T E.164), in which one number has one spelling. */
final class PhoneNumbers {

    private static final int LONGEST_INPUT = 40;

    private PhoneNumbers() {}

    /** The number in E.164; empty when it is none or does not begin with {@code +} and a country code. */
    static Optional<String> e164(String text) {
        if (text.length() > LONGEST_INPUT || !text.strip().startsWith("+")) {
            return Optional.empty();
        }
        PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();
        try {
            PhoneNumber number = numbers.parse(text, null);
            return numbers.isPossibleNumber(number)
                    ? Optional.of(numbers.format(number, PhoneNumberFormat.E164))
                    : Optional.empty();
        } catch (NumberParseException ex) {
            return Optional.empty();
        }
    }
}
