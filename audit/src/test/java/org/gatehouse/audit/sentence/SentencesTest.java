package org.gatehouse.audit.sentence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.Change;
import org.gatehouse.audit.event.Origin;
import org.gatehouse.audit.event.Outcome;
import org.gatehouse.audit.event.Party;
import org.gatehouse.audit.query.EntryView;
import org.gatehouse.audit.testing.TestTrail;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SentencesTest {

    private final Sentences sentences = new Sentences();

    @Test
    void keysThenTheSameInBothLanguages() {
        assertThat(Phrases.load("fr").keys()).isEqualTo(Phrases.load("en").keys());
    }

    @ParameterizedTest
    @EnumSource(Activity.class)
    void renderThenEveryActivityAndOutcomeHasASentenceInBothLanguages(Activity activity) {
        for (Outcome outcome : Outcome.values()) {
            for (Locale locale : List.of(Locale.ENGLISH, Locale.FRENCH)) {
                EntryView whole = view(activity, outcome, "wrong-code", TestTrail.alice(), TestTrail.bob());
                EntryView bare = view(activity, outcome, null, Party.system(), null);

                assertThat(sentences.render(whole, locale))
                        .doesNotContain("{", "}", "[", "]", "…")
                        .isNotBlank();
                assertThat(sentences.render(bare, locale))
                        .doesNotContain("{", "}", "[", "]")
                        .isNotBlank();
            }
        }
    }

    @Test
    void renderWhenSignedInThenNamesThePerson() {
        EntryView login = view(Activity.AUTH_LOGIN, Outcome.SUCCESS, null, TestTrail.alice(), null);

        assertThat(sentences.render(login, Locale.UK)).isEqualTo("Alice Martin signed in");
        assertThat(sentences.render(login, Locale.FRANCE)).isEqualTo("Alice Martin s’est connecté");
        assertThat(sentences.render(login, Locale.JAPAN)).isEqualTo("Alice Martin signed in");
    }

    @Test
    void renderWhenSignInFailedThenSaysWhy() {
        EntryView known = view(Activity.AUTH_LOGIN, Outcome.FAILURE, "wrong-password", TestTrail.alice(), null);
        EntryView unknown = view(Activity.AUTH_LOGIN, Outcome.FAILURE, "unknown-user", Party.anonymous(), null);

        assertThat(sentences.render(known, Locale.ENGLISH))
                .isEqualTo("Sign-in failed for Alice Martin: wrong password");
        assertThat(sentences.render(unknown, Locale.ENGLISH)).isEqualTo("Sign-in failed: unknown user");
        assertThat(sentences.render(unknown, Locale.FRENCH)).isEqualTo("Échec de connexion : utilisateur inconnu");
    }

    @Test
    void renderWhenDeniedThenSaysWhatWasTried() {
        EntryView denied =
                view(Activity.USER_DISABLED, Outcome.DENIED, "last-administrator", TestTrail.alice(), TestTrail.bob());

        assertThat(sentences.render(denied, Locale.ENGLISH))
                .isEqualTo("Alice Martin was not allowed to disable the account of Bob Durand: last administrator");
    }

    @Test
    void renderWhenErasedThenSaysSo() {
        EntryView erased = view(Activity.AUTH_LOGIN, Outcome.SUCCESS, null, Party.erased(), null);

        assertThat(sentences.render(erased, Locale.ENGLISH)).isEqualTo("An erased person signed in");
    }

    @Test
    void renderWhenANameIsHostileThenOneHarmlessLine() {
        Party hostile = Party.account(TestTrail.ALICE, "{reason} [x]\r\n\u001b[31m\u202e$1\\", null);

        assertThat(sentences.render(view(Activity.AUTH_LOGIN, Outcome.SUCCESS, "r", hostile, null), Locale.ENGLISH))
                .isEqualTo("{reason} [x] [31m $1\\ signed in");
    }

    @Test
    void renderWhenFieldsChangedThenNamesThem() {
        EntryView updated = new EntryView(
                "acme/P3Y",
                1,
                Instant.EPOCH,
                Instant.EPOCH,
                "n",
                Activity.USER_UPDATED,
                Outcome.SUCCESS,
                null,
                TestTrail.alice(),
                TestTrail.bob(),
                Origin.none(),
                Map.of(),
                List.of(Change.personal("email", null, null), Change.of("locale", "en", "fr")));

        assertThat(sentences.render(updated, Locale.ENGLISH))
                .isEqualTo("Alice Martin changed the account of Bob Durand: email, locale");
    }

    private static EntryView view(
            Activity activity, Outcome outcome, @Nullable String reason, Party actor, @Nullable Party target) {
        return new EntryView(
                "acme/P3Y",
                1,
                Instant.EPOCH,
                Instant.EPOCH,
                "n",
                activity,
                outcome,
                reason,
                actor,
                target,
                Origin.none(),
                Map.of(),
                List.of());
    }
}
