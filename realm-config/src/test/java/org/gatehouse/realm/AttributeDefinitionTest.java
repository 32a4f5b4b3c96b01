package org.gatehouse.realm;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.gatehouse.realm.pattern.SafePattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class AttributeDefinitionTest {

    private static final List<Object> NO_INTEGERS = List.of(
            "7",
            7.0,
            true,
            new BigDecimal("7"),
            List.of(7),
            1L << 53,
            -(1L << 53),
            Long.MIN_VALUE,
            BigInteger.TWO.pow(64));

    private static final List<Object> NO_DATES = List.of(
            "2026-02-30",
            "2026-2-3",
            "2026-13-01",
            "+12026-01-01",
            "-0001-01-01",
            "2026-01-01T00:00:00Z",
            " 2026-01-01",
            "2026-01-01\n",
            "٢٠٢٦-٠١-٠١",
            "",
            20260101,
            true);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "\t",
                "a\nb",
                "a\u0000b",
                "a\u007fb",
                "a\u0085b",
                "a\u2028b",
                "a\u202eb",
                "a\u200bb",
                "\ud800",
                "abcdef"
            })
    void checkWhenTextIsNotOneShortLineThenSaysWhy(String value) {
        assertThat(text(null, 5).check(value)).isPresent();
    }

    @Test
    void checkWhenValueIsNotTextThenSaysWhy() {
        assertThat(text(null, 5).check(7)).contains("This must be text.");
        assertThat(text(null, 5).check(List.of("a"))).contains("This must be text.");
        assertThat(text(null, 5).check(Map.of())).contains("This must be text.");
    }

    @Test
    void checkWhenPatternIsNotFoundThenNamesTheAttributeAndNotTheValue() {
        assertThat(text("^E-[0-9]+$", 20).check("X-17"))
                .hasValueSatisfying(
                        reason -> assertThat(reason).contains("`employeeNo`").doesNotContain("X-17"));
    }

    @ParameterizedTest
    @FieldSource("NO_INTEGERS")
    void checkWhenValueIsNoIntegerThatJsonCarriesThenSaysWhy(Object value) {
        assertThat(of(AttributeType.INTEGER).check(value)).isPresent();
    }

    @ParameterizedTest
    @FieldSource("NO_DATES")
    void checkWhenValueIsNoDateThenSaysWhy(Object value) {
        assertThat(of(AttributeType.DATE).check(value)).isPresent();
    }

    @Test
    void checkWhenValueIsNeitherTrueNorFalseThenSaysWhy() {
        assertThat(of(AttributeType.BOOLEAN).check("true")).isPresent();
        assertThat(of(AttributeType.BOOLEAN).check(1)).isPresent();
    }

    @Test
    void checkWhenValueFitsThenIsEmpty() {
        assertThat(text("^E-[0-9]+$", 20).check("E-17")).isEmpty();
        assertThat(text(null, 5).check("Zoë 🚒")).isEmpty(); // five characters, six chars
        assertThat(of(AttributeType.INTEGER).check((1L << 53) - 1)).isEmpty();
        assertThat(of(AttributeType.INTEGER).check(-7)).isEmpty();
        assertThat(of(AttributeType.BOOLEAN).check(false)).isEmpty();
        assertThat(of(AttributeType.DATE).check("2028-02-29")).isEmpty();
    }

    private static AttributeDefinition text(String pattern, int maxLength) {
        SafePattern safe = pattern == null ? null : SafePattern.of(pattern);
        return new AttributeDefinition("employeeNo", AttributeType.STRING, true, false, Map.of(), safe, maxLength);
    }

    private static AttributeDefinition of(AttributeType type) {
        return new AttributeDefinition("x", type, false, false, Map.of(), null, 256);
    }
}
