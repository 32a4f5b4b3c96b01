package org.gatehouse.realm.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.gatehouse.realm.ActivityDefinition;
import org.gatehouse.realm.ObjectKindDefinition;
import org.gatehouse.realm.RealmDefinition;
import org.gatehouse.realm.TrailPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class TrailSectionTest {

    @ParameterizedTest
    @ValueSource(strings = {"work-order", "data.read", "x.", "X.order", "x.Order", "x.a b", "x.a:b", "x..a", "x.a-"})
    void readWhenACodeIsNoneOfTheRealmsOwnThenRefuses(String code) {
        assertThat(Yaml.refusalsOf("trail:\n  objectKinds:\n  - {id: '" + code + "', title: {en: Order}}"))
                .singleElement()
                .asString()
                .startsWith("acme.yaml:4:")
                .contains("This is not written as it must be. `x.` and words");
    }

    @ParameterizedTest
    @CsvSource({
        "sign-in, This must be one of rights",
        "trail, This must be one of rights",
        "data-chnage, Did you mean `data-change`?"
    })
    void readWhenTheCategoryIsNoneForAppsThenRefuses(String category, String refusal) {
        assertThat(Yaml.refusalsOf(
                        "trail: {activities: [{id: x.signed, category: " + category + ", title: {en: Signed}}]}"))
                .singleElement()
                .asString()
                .startsWith("acme.yaml:2:47: ")
                .contains(refusal);
    }

    @Test
    void readWhenAKeyIsMissingOrACodeIsTwiceThenRefusesEach() {
        assertThat(Yaml.refusalsOf("""
                trail:
                  objectKinds: [{id: x.order, title: {en: Order}}, {id: x.order, title: {en: Again}}]
                  activities: [{id: x.signed, category: rights}, {category: rights, title: {en: Signed}}]
                """))
                .satisfiesExactlyInAnyOrder(
                        twice -> assertThat(twice).startsWith("acme.yaml:3:").contains("`x.order` is used twice"),
                        title -> assertThat(title).startsWith("acme.yaml:4:").contains("The key `title` is missing."),
                        id -> assertThat(id).startsWith("acme.yaml:4:").contains("The key `id` is missing."));
    }

    @Test
    void readWhenATitleIsMissingInALanguageThenRefuses() {
        assertThat(Yaml.refusalsOf("languages: [en, fr]\ntrail: {objectKinds: [{id: x.order, title: {en: Order}}]}"))
                .singleElement()
                .asString()
                .startsWith("acme.yaml:3:")
                .contains("The text is missing in `fr`");
    }

    @Test
    void readThenTakesBothAndWritesThemBack() {
        RealmDefinition realm = Yaml.read("""
                realm: acme
                trail:
                  objectKinds: [{id: x.work-order, title: {en: work order}}]
                  activities: [{id: x.work-order.signed, category: data-change, title: {en: signed}}]
                  exports: {approvalAbove: 100000}
                """);

        assertThat(realm.trail())
                .isEqualTo(new TrailPolicy(
                        Map.of(),
                        List.of(new ObjectKindDefinition("x.work-order", Map.of("en", "work order"))),
                        List.of(new ActivityDefinition("x.work-order.signed", "data-change", Map.of("en", "signed"))),
                        100_000));
        assertThat(RealmFiles.fromJson(RealmFiles.toJson(realm))).isEqualTo(realm);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "1000000001", "many", "1.5", "null"})
    void readWhenTheNumberOfEntriesIsNoneThenRefuses(String number) {
        assertThat(Yaml.refusalsOf("trail: {exports: {approvalAbove: " + number + "}}"))
                .isNotEmpty();
    }

    @Test
    void schemaThenOffersOnlyCategoriesThereAre() {
        JsonNode schema = JsonMapper.shared().readTree(RealmFiles.class.getResourceAsStream("realm.schema.json"));

        assertThat(schema.at("/$defs/activity/properties/category/enum")
                        .valueStream()
                        .map(JsonNode::asString))
                .isSubsetOf(TrailPolicy.CATEGORIES);
    }
}
