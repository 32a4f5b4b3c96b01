package org.gatehouse.server.console.integrity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.gatehouse.audit.verify.Fault;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.context.support.ResourceBundleMessageSource;

@DisplayName("What the verifier finds is said in the reader's language")
class FaultWordsTest {

    /** Where the verifier says what is wrong: a whole sentence, or its beginning before a number. */
    private static final Pattern SENTENCE =
            Pattern.compile("\"((?:the |its |two |one of |entries exist|a checkpoint )[a-z][^\"]{8,})\"");

    private final ResourceBundleMessageSource messages = new ResourceBundleMessageSource();

    FaultWordsTest() {
        messages.setBasename("messages/integrity");
        messages.setDefaultEncoding("UTF-8");
        messages.setFallbackToSystemLocale(false);
    }

    @Test
    void saidWithItsNumbers() {
        assertThat(french("one of the entries 3 to 7 is not the one the checkpoint of 8 entries was signed for"))
                .isEqualTo("l’une des entrées 3 à 7 n’est pas celle pour laquelle le point de contrôle de 8 entrées a"
                        + " été signé");
        assertThat(french("tile/1/x001/000.p/4 is not made of the entries below it"))
                .startsWith("tile/1/x001/000.p/4 n’est pas faite");
        assertThat(english("the head's root is not the root of the entries")).contains("head’s root");
    }

    @Test
    void whatNobodyTranslatedIsSaidAllTheSame() {
        assertThat(french("the moon fell on entry 4")).isEqualTo("the moon fell on entry 4");
    }

    /** Of a sentence in parts the first is enough to find that somebody added one. */
    @Test
    void everySentenceOfTheVerifierHasWords() throws IOException {
        Set<String> keys = new TreeSet<>(
                ResourceBundle.getBundle("messages.integrity", Locale.FRENCH).keySet());
        Path verifier = Path.of("../audit/src/main/java/org/gatehouse/audit/verify");
        try (Stream<Path> files = Files.list(verifier)) {
            for (Path file : files.toList()) {
                SENTENCE.matcher(Files.readString(file))
                        .results()
                        .map(found -> FaultWords.key(found.group(1)))
                        .filter(key -> !key.endsWith("cannot-be-read")) // what follows is a program's word
                        .forEach(
                                key -> assertThat(keys).as(file + ": " + key).anyMatch(known -> known.startsWith(key)));
            }
        }
    }

    private String french(String what) {
        return FaultWords.of(new Fault("acme/P6M", 17, what), messages, Locale.FRENCH)
                .text();
    }

    private String english(String what) {
        return FaultWords.of(new Fault("acme/P6M", 17, what), messages, Locale.ENGLISH)
                .text();
    }
}
