package org.gatehouse.server.passkey;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import org.gatehouse.audit.sentence.Sentences;
import org.gatehouse.server.passkey.PasskeyRefusedException.Reason;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Entries say in both languages why a passkey was refused. */
class PasskeyReasonsTest {

    @ParameterizedTest
    @EnumSource(Reason.class)
    void reasonThenHasWords(Reason reason) throws IOException {
        for (String language : new String[] {"en", "fr"}) {
            assertThat(words(language)).containsKey("reason." + reason.code());
        }
    }

    private static Properties words(String language) throws IOException {
        Properties words = new Properties();
        try (var file = Sentences.class.getResourceAsStream("sentences_" + language + ".properties")) {
            words.load(new InputStreamReader(file, StandardCharsets.UTF_8));
        }
        return words;
    }
}
