package org.gatehouse.audit.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.AuditEvent;
import org.gatehouse.audit.event.Category;
import org.gatehouse.audit.event.CustomActivity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogueTest {

    private final Ocsf ocsf = Ocsf.version(Ocsf.DEFAULT_VERSION);

    @Test
    void versionWhenThereIsNoTableThenSaysSo() {
        assertThatThrownBy(() -> Ocsf.version("0.9")).hasMessage("There is no ocsf-0.9.properties");
    }

    @ParameterizedTest
    @EnumSource(Activity.class)
    void typeOfThenEveryActivityHasOneThatFitsTogether(Activity activity) {
        assertFits(ocsf.typeOf(activity));
    }

    @ParameterizedTest
    @EnumSource(Category.class)
    void typeOfWhenTheActivityIsTheRealmsOwnThenThatOfItsCategory(Category category) {
        assertFits(ocsf.typeOf(own(category)));
    }

    /** Rows nobody reads are rows of a code that was misspelt. */
    @Test
    void tablesThenHaveNoRowsBesideTheCatalogue() {
        Set<String> codes = Arrays.stream(Activity.values()).map(Activity::code).collect(Collectors.toSet());

        assertThat(Data.load("facts.properties").stringPropertyNames())
                .allMatch(code -> code.equals("x.") || codes.contains(code));
        assertThat(Data.load("ocsf-1.8.0.properties").stringPropertyNames())
                .allMatch(key -> codes.contains(key) || key.matches("(class\\.[0-9]{4}|category\\.[a-z-]+)"));
    }

    @Test
    void unknownWhenAFactIsNoneOfItsActivityThenThatFact() {
        AuditEvent strange = AuditEvent.of("acme", Activity.AUTH_LOGOUT)
                .detail("password", "x")
                .build();

        assertThat(Facts.unknown(strange)).containsExactly("password");
    }

    @Test
    void unknownWhenAllAreItsActivitysThenNone() {
        AuditEvent login = AuditEvent.of("acme", Activity.AUTH_LOGIN)
                .detail("method", "pwd")
                .build();

        assertThat(Facts.unknown(login)).isEmpty();
        assertThat(Facts.of(own(Category.RIGHTS))).contains(DetailField.RIGHT, DetailField.SOURCE);
    }

    /** What stands readable in the trail for years must not be able to hold a name, an address or a sentence. */
    @ParameterizedTest
    @ValueSource(strings = {"Alice Martin", "alice@acme.example", "a\nb", "\u001b[31m", "x\u0000", "é", ""})
    void reportableFactsThenHaveNoPlaceForPersonalValues(String value) {
        assertThat(Reportable.activities())
                .allSatisfy(activity -> assertThat(Facts.of(activity))
                        .noneMatch(field -> field.form().fits(value)));
        assertThat(Facts.of(own(Category.DATA_CHANGE)))
                .noneMatch(field -> field.form().fits(value));
    }

    @Test
    void reportableThenNothingTheServiceSeesItself() {
        assertThat(Reportable.activities())
                .extracting(Activity::category)
                .doesNotContain(
                        Category.SIGN_IN, Category.TOKEN, Category.ACCOUNT, Category.CONFIGURATION, Category.TRAIL);
        assertThat(Reportable.activities())
                .allMatch(activity -> Facts.of(activity).contains(DetailField.SOURCE));
        assertThat(Reportable.includes(Activity.LOG_VERIFIED)).isFalse();
        assertThat(Reportable.includes(own(Category.RIGHTS))).isTrue();
    }

    private void assertFits(Ocsf.Type type) {
        assertThat(type.typeUid()).isEqualTo(type.classUid() * 100 + type.activityId());
        assertThat(type.categoryUid()).isIn(3, 6);
        assertThat(type.activityId()).isBetween(1, 99);
        assertThat(ocsf.className(type)).isNotBlank();
    }

    private static CustomActivity own(Category category) {
        return new CustomActivity(CustomActivity.FIRST_ID, "x.own", category, Map.of());
    }
}
