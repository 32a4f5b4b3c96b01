package org.gatehouse.realm;

import java.math.BigInteger;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which values custom attributes can have. */
final class AttributeValues {

    private static final long LARGEST_INTEGER = (1L << 53) - 1;

    /** Four digits and nothing else: what ISO 8601 allows by mutual agreement nobody agreed to. */
    private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");

    private AttributeValues() {}

    static Optional<String> refusal(AttributeDefinition attribute, Object value) {
        return Optional.ofNullable(
                switch (attribute.type()) {
                    case STRING -> value instanceof String text ? textRefusal(attribute, text) : "This must be text.";
                    case INTEGER -> integerRefusal(value);
                    case BOOLEAN -> value instanceof Boolean ? null : "This must be true or false.";
                    case DATE -> isDate(value) ? null : "This must be a date, written as 2026-12-31.";
                });
    }

    private static @Nullable String textRefusal(AttributeDefinition attribute, String text) {
        if (text.isBlank()) {
            return "This must not be empty.";
        }
        if (text.codePointCount(0, text.length()) > attribute.maxLength()) {
            return "This is too long: at most " + attribute.maxLength() + " characters.";
        }
        if (!text.codePoints().allMatch(AttributeValues::isPrintable)) {
            return "This must be one line of text, without invisible characters.";
        }
        boolean matches = attribute.pattern() == null || attribute.pattern().isFoundIn(text);
        return matches ? null : "This is not written as `" + attribute.name() + "` must be.";
    }

    /** Half a surrogate pair is no character, and a database refuses it; format characters hide and reverse text. */
    private static boolean isPrintable(int character) {
        int type = Character.getType(character);
        return type != Character.CONTROL
                && type != Character.FORMAT
                && type != Character.SURROGATE
                && type != Character.LINE_SEPARATOR
                && type != Character.PARAGRAPH_SEPARATOR;
    }

    private static @Nullable String integerRefusal(Object value) {
        boolean whole = value instanceof Integer || value instanceof Long || value instanceof Short;
        if (!whole && !(value instanceof BigInteger)) {
            return "This must be a whole number.";
        }
        return value instanceof BigInteger || isTooLarge(((Number) value).longValue())
                ? "This number is too large: at most " + LARGEST_INTEGER + " either side of zero."
                : null;
    }

    private static boolean isTooLarge(long number) {
        return number > LARGEST_INTEGER || number < -LARGEST_INTEGER;
    }

    private static boolean isDate(Object value) {
        if (!(value instanceof String text) || !DATE.matcher(text).matches()) {
            return false;
        }
        try {
            LocalDate.parse(text);
            return true;
        } catch (DateTimeParseException ex) {
            return false;
        }
    }
}
