package org.gatehouse.realm.file;

import static org.gatehouse.realm.AttributeDefinition.DEFAULT_MAX_LENGTH;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.gatehouse.realm.AttributeDefinition;
import org.gatehouse.realm.AttributeType;
import org.gatehouse.realm.document.Part;
import org.gatehouse.realm.file.common.Translations;
import org.gatehouse.realm.file.common.Unique;
import org.gatehouse.realm.pattern.SafePattern;
import org.gatehouse.realm.pattern.UnusablePatternException;
import org.jspecify.annotations.Nullable;

/** Reads {@code attributes}. */
final class AttributesSection {

    private final Unique names = new Unique("attribute");
    private final List<String> languages;

    private AttributesSection(List<String> languages) {
        this.languages = languages;
    }

    static List<AttributeDefinition> read(Part file, List<String> languages) {
        AttributesSection section = new AttributesSection(languages);
        return file.items("attributes").stream()
                .map(section::attribute)
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<AttributeDefinition> attribute(Part part) {
        names.check(part, "name");
        StandardFields.refuse(part.child("name"));
        Translations.check(part, "displayName", languages);
        return part.isFlawless() ? type(part).flatMap(type -> attribute(part, type)) : Optional.empty();
    }

    private static Optional<AttributeDefinition> attribute(Part part, AttributeType type) {
        if (type != AttributeType.STRING) {
            checkIsNoText(part, "pattern");
            checkIsNoText(part, "maxLength");
        }
        if (type == AttributeType.BOOLEAN && part.flag("unique", false)) {
            part.child("unique").refuse("There are only two values, so they cannot be unique.", "Remove the key.");
        }
        SafePattern pattern = pattern(part);
        return part.isFlawless()
                ? Optional.of(new AttributeDefinition(
                        part.text("name"),
                        type,
                        part.flag("unique", false),
                        part.flag("sensitive", false),
                        part.textMap("displayName"),
                        pattern,
                        part.has("maxLength") ? part.number("maxLength") : DEFAULT_MAX_LENGTH))
                : Optional.empty();
    }

    private static Optional<AttributeType> type(Part part) {
        return Arrays.stream(AttributeType.values())
                .filter(type -> type.code().equals(part.text("type")))
                .findFirst();
    }

    private static void checkIsNoText(Part part, String key) {
        if (part.has(key)) {
            part.child(key).refuse("Only an attribute of type `string` has `" + key + "`.", "Remove the key.");
        }
    }

    private static @Nullable SafePattern pattern(Part part) {
        if (!part.has("pattern")) {
            return null;
        }
        try {
            return SafePattern.of(part.text("pattern"));
        } catch (UnusablePatternException ex) {
            part.child("pattern")
                    .refuse(
                            String.valueOf(ex.getMessage()),
                            "Look-around and back-references are not understood; write for example '^E-[0-9]{1,6}$'.");
            return null;
        }
    }
}
