package org.gatehouse.realm.password;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.gatehouse.realm.AttributeDefinition;

/** What people read about the parts of a policy that are no patterns; worded like the texts of rules. */
public final class RuleTexts {

    public static final String OWN_DATA = "own-data";

    public static final String KNOWN = "known";

    public static final String HISTORY = "history";

    private static final Map<String, Map<String, String>> FIELDS = Map.of(
            "username", Map.of("en", "user name", "fr", "nom d’utilisateur"),
            "email", Map.of("en", "e-mail address", "fr", "adresse e-mail"),
            "displayName", Map.of("en", "name", "fr", "nom"));

    private RuleTexts() {}

    /** @param attributes those the realm has, for their labels */
    public static RuleFailure ownData(PasswordPolicy policy, List<AttributeDefinition> attributes) {
        return new RuleFailure(
                OWN_DATA,
                Map.of(
                        "en", "without your " + names(policy, attributes, Locale.ENGLISH),
                        "fr", "sans votre " + names(policy, attributes, Locale.FRENCH)));
    }

    public static RuleFailure known() {
        return new RuleFailure(
                KNOWN,
                Map.of(
                        "en", "not on the list of passwords others have used",
                        "fr", "absent de la liste des mots de passe déjà utilisés par d’autres"));
    }

    /** @param earlier how many earlier passwords count; 0 when only the current one does */
    public static RuleFailure history(int earlier) {
        return new RuleFailure(
                HISTORY,
                earlier == 0
                        ? Map.of("en", "not your current password", "fr", "différent de votre mot de passe actuel")
                        : Map.of(
                                "en", "none of your last " + (earlier + 1) + " passwords",
                                "fr", "différent de vos " + (earlier + 1) + " derniers mots de passe"));
    }

    private static String names(PasswordPolicy policy, List<AttributeDefinition> attributes, Locale language) {
        return policy.notContaining().stream()
                .map(field -> name(field, attributes, language))
                .collect(Collectors.joining(", "));
    }

    private static String name(String field, List<AttributeDefinition> attributes, Locale language) {
        Map<String, String> own = FIELDS.get(field);
        return own != null
                ? LocalizedText.choose(own, language, field)
                : attributes.stream()
                        .filter(attribute -> attribute.name().equals(field))
                        .findFirst()
                        .map(attribute -> LocalizedText.choose(attribute.displayName(), language, field))
                        .orElse(field);
    }
}
