package org.gatehouse.audit.sentence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.gatehouse.audit.catalogue.Facts;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.ActivityType;
import org.gatehouse.audit.event.Category;
import org.gatehouse.audit.event.Change;
import org.gatehouse.audit.event.CustomActivity;
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

    /** A name that nothing fills would leave a hole in every such sentence. */
    @ParameterizedTest
    @EnumSource(Activity.class)
    void templatesThenNameTheSameValuesInBothLanguagesAndOnlySuchAsThereAre(Activity activity) {
        Set<String> there = new TreeSet<>(Set.of("actor", "known", "target", "client", "node", "reason", "fields"));
        Facts.of(activity).forEach(field -> there.add(field.code()));
        Phrases english = Phrases.load("en");
        Phrases french = Phrases.load("fr");

        for (String key : List.of("", ".try", ".failure", ".denied")) {
            Set<String> named =
                    english.find(activity.code() + key).map(Template::names).orElse(Set.of());

            assertThat(french.find(activity.code() + key).map(Template::names).orElse(Set.of()))
                    .isEqualTo(named);
            assertThat(there).containsAll(named);
        }
    }

    @ParameterizedTest
    @EnumSource(Activity.class)
    void renderThenEveryActivityAndOutcomeHasASentenceInBothLanguages(Activity activity) {
        for (Outcome outcome : Outcome.values()) {
            for (Locale locale : List.of(Locale.ENGLISH, Locale.FRENCH)) {
                EntryView whole = view(activity, outcome, "wrong-code", TestTrail.alice(), TestTrail.bob());
                EntryView bare = view(activity, outcome, null, Party.system(), null);

                assertThat(sentences.render(whole, locale))
                        .doesNotContain("{", "}", "[", "]", "…", "  ", "unnamed", "sans nom")
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

    @Test
    void renderWhenAnObjectThenItsKindInWords() {
        EntryView changed = changed(Activity.OBJECT_ACCESS_CHANGED, Party.object("external-list", "sites:north"));

        assertThat(sentences.render(changed, Locale.ENGLISH))
                .isEqualTo("Alice Martin changed who may use external list sites:north: right");
        assertThat(sentences.render(changed, Locale.FRENCH))
                .isEqualTo("Alice Martin a changé les droits d’accès à « liste externe sites:north » : right");
        assertThat(sentences.render(changed(Activity.DATA_READ, Party.object("unheard-of", "7")), Locale.ENGLISH))
                .isEqualTo("Alice Martin read data of unheard-of:7");
    }

    @Test
    void renderWhenTheActivityAndTheKindAreTheRealmsOwnThenInItsWords() {
        CustomActivity own = new CustomActivity(
                CustomActivity.FIRST_ID,
                "x.order.signed",
                Category.DATA_CHANGE,
                Map.of("en", "work order signed", "fr", "bon signé"));
        Party order = Party.object("x.order", "17");
        ObjectTitles titles = (kind, language) -> Optional.of(language.equals("fr") ? "bon" : "order");

        assertThat(sentences.render(changed(own, order), Locale.ENGLISH, titles))
                .isEqualTo("Alice Martin: work order signed (order 17): right");
        assertThat(sentences.render(changed(own, order), Locale.FRENCH, titles))
                .isEqualTo("Alice Martin : bon signé (bon 17) : right");
        assertThat(sentences.render(changed(own, order), Locale.ENGLISH))
                .isEqualTo("Alice Martin: work order signed (x.order:17): right");
        assertThat(sentences.render(view(own, Outcome.DENIED, "expired", TestTrail.alice(), null), Locale.FRENCH))
                .isEqualTo("Refusé à Alice Martin : bon signé : délai dépassé");
    }

    private static EntryView changed(ActivityType activity, Party target) {
        EntryView view = view(activity, Outcome.SUCCESS, null, TestTrail.alice(), target);
        return new EntryView(
                view.log(),
                view.index(),
                view.at(),
                view.occurredAt(),
                view.node(),
                activity,
                view.outcome(),
                null,
                view.actor(),
                target,
                view.origin(),
                Map.of(),
                List.of(Change.personal("right", "a", "b")));
    }

    private static EntryView view(
            ActivityType activity, Outcome outcome, @Nullable String reason, Party actor, @Nullable Party target) {
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
