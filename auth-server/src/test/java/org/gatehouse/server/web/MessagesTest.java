package org.gatehouse.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every word exists in both languages, and is written as each is written. */
class MessagesTest {

    static Stream<String> bundles() throws IOException {
        return Messages.bundles().stream();
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void everyMessageIsInBothLanguages(String bundle) throws IOException {
        assertThat(load(bundle + "_fr").stringPropertyNames())
                .isEqualTo(load(bundle).stringPropertyNames());
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void everyMessageTakesTheSameArguments(String bundle) throws IOException {
        Properties french = load(bundle + "_fr");
        load(bundle)
                .forEach((code, text) -> assertThat(arguments(french.getProperty((String) code), Locale.FRENCH))
                        .as((String) code)
                        .isEqualTo(arguments((String) text, Locale.ENGLISH)));
    }

    /** A straight apostrophe is an escape in message formats and swallows what follows. */
    @ParameterizedTest
    @MethodSource("bundles")
    void apostrophesAreTypographic(String bundle) throws IOException {
        for (String file : new String[] {bundle, bundle + "_fr"}) {
            load(file).forEach((code, text) -> {
                if (!((String) code).endsWith("-pattern")) {
                    assertThat((String) text).as((String) code).doesNotContain("'");
                }
            });
        }
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void frenchPunctuationKeepsItsSpaces(String bundle) throws IOException {
        load(bundle + "_fr")
                .forEach((code, text) -> assertThat((String) text)
                        .as((String) code)
                        .doesNotContainPattern(" [;:!?»]|« |[\\p{L}»)][;!?](\\s|$)|[\\p{L}»)]:(\\s|$)"));
    }

    private static int arguments(String text, Locale language) {
        return text.contains("'") ? 0 : new MessageFormat(text, language).getFormatsByArgumentIndex().length;
    }

    private static Properties load(String bundle) throws IOException {
        var properties = new Properties();
        try (var file = MessagesTest.class.getResourceAsStream("/" + bundle + ".properties")) {
            properties.load(new InputStreamReader(file, StandardCharsets.UTF_8));
        }
        return properties;
    }
}
