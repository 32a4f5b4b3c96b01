package org.gatehouse.keycloak.attestation;

import java.time.DateTimeException;
import java.time.Period;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.gatehouse.keycloak.signin.NotConfiguredException;
import org.gatehouse.realm.data.Attestation;
import org.gatehouse.realm.keycloak.AttestedTexts;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.RequiredActionConfigModel;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads what the action is configured with, as {@link AttestedTexts} writes it. */
final class Texts {

    private static final Set<String> KEYS = Set.of("id", "version", "title", "text", "roles", "groups", "renewal");

    private Texts() {}

    /** @throws NotConfiguredException when it is not complete and valid */
    static List<Attestation> of(@Nullable RequiredActionConfigModel config) {
        String text = config == null ? null : config.getConfigValue(AttestedTexts.CONFIGURATION);
        if (text == null || text.isBlank()) {
            throw new NotConfiguredException("The texts are missing.");
        }
        try {
            return read(JsonMapper.shared().readTree(text));
        } catch (JacksonException | DateTimeException ex) {
            throw new NotConfiguredException("The texts are not JSON as the realm file's are rendered.");
        }
    }

    private static List<Attestation> read(JsonNode list) {
        check(list.isArray() && !list.isEmpty(), "The texts are a list.");
        List<Attestation> texts = new ArrayList<>();
        list.forEach(node -> texts.add(attestation(node)));
        check(texts.stream().map(Attestation::id).distinct().count() == texts.size(), "Two texts have one id.");
        return List.copyOf(texts);
    }

    private static Attestation attestation(JsonNode node) {
        node.propertyNames().forEach(key -> check(KEYS.contains(key), "`" + key + "` is not of a text."));
        String id = node.path("id").asString("");
        int version = node.path("version").asInt(0);
        Map<String, String> title = byLanguage(node.path("title"));
        Map<String, String> text = byLanguage(node.path("text"));
        check(!id.isBlank() && !id.contains(" ") && version > 0, "A text has an id, and a version above 0.");
        check(!title.isEmpty() && !text.isEmpty(), "A text has a title, and says something.");
        String renewal = node.path("renewal").asString("");
        return new Attestation(
                id,
                version,
                title,
                text,
                list(node.path("roles")),
                list(node.path("groups")),
                renewal.isEmpty() ? null : Period.parse(renewal));
    }

    private static Map<String, String> byLanguage(JsonNode node) {
        Map<String, String> texts = new HashMap<>();
        node.forEachEntry((language, text) -> texts.put(language, text.asString("")));
        texts.values().removeIf(String::isBlank);
        return texts;
    }

    private static List<String> list(JsonNode node) {
        return node.valueStream().map(JsonNode::asString).toList();
    }

    private static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new NotConfiguredException(otherwise);
        }
    }
}
