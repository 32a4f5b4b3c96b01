package org.gatehouse.server.oauth.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;

/**
 * One plan of the conformance suite as a table: each line names a module and the tests of ours with the same intent, as
 * {@code package.Class#method} below this folder's parent. A plan is a subclass in a file of its own.
 */
abstract class PlanTest {

    private static final String TESTS = "org.gatehouse.server.oauth.";

    /** How the realm's own keys change is no matter of one specification. */
    private static final String TESTS_OF_KEYS = "org.gatehouse.server.";

    private static final Pattern SPACE = Pattern.compile("\\s+");

    /** A module and what stands for it; a module without a test does not belong into the table. */
    private record Row(String module, List<String> tests) {

        static Row of(String line) {
            List<String> words = List.of(SPACE.split(line.strip()));
            return new Row(words.get(0), words.subList(1, words.size()));
        }
    }

    /** A line for each module of the plan. */
    abstract String table();

    @TestFactory
    Stream<DynamicTest> eachModuleHasATest() {
        return rows().map(row -> DynamicTest.dynamicTest(row.module(), () -> {
            assertThat(row.tests()).as("tests of " + row.module()).isNotEmpty();
            assertThat(row.tests()).allSatisfy(PlanTest::assertIsTest);
        }));
    }

    @Test
    void eachModuleIsThereOnce() {
        assertThat(rows().map(Row::module)).isNotEmpty().doesNotHaveDuplicates();
    }

    private Stream<Row> rows() {
        return table().lines().filter(line -> !line.isBlank()).map(Row::of);
    }

    private static void assertIsTest(String name) throws ClassNotFoundException {
        String[] parts = name.split("#", 2);
        Method[] methods = Class.forName((parts[0].startsWith("keys.") ? TESTS_OF_KEYS : TESTS) + parts[0])
                .getDeclaredMethods();
        assertThat(Arrays.stream(methods).filter(PlanTest::isTest).map(Method::getName))
                .as(name)
                .contains(parts[1]);
    }

    private static boolean isTest(Method method) {
        return method.isAnnotationPresent(Test.class) || method.isAnnotationPresent(ParameterizedTest.class);
    }
}
