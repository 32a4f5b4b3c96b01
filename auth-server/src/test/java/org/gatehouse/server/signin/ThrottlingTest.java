package org.gatehouse.server.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.gatehouse.server.password.PasswordHashing;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.TestServer;
import org.gatehouse.server.testing.Together;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Guessing passwords gets slow")
class ThrottlingTest {

    private static final String REALM = "acme";
    private static final int AT_ONCE = 5;
    private static final int PEOPLE = 50;
    private static final String WRONG = "not-the-password-of-anybody";

    private final TestServer server = TestServer.shared();
    private final Person person = People.of(server).create(REALM);

    /** What other tests did from this network is forgotten. */
    @BeforeEach
    void letTimePass() {
        server.clock().advance(Duration.ofMinutes(2));
    }

    @Test
    void signInWhenTriedTooOftenThenTooManyRequestsAndTheRightPasswordIsRefusedToo() {
        fail(person.userName(), AT_ONCE);

        Answer sixth = signIn(person.userName(), WRONG);
        Answer right = signIn(person.userName(), person.password());

        assertThat(sixth.status()).isEqualTo(429);
        assertThat(Integer.parseInt(sixth.header("Retry-After"))).isBetween(1, 60);
        assertThat(right.status()).isEqualTo(429);
        assertThat(right.location()).isEmpty();
    }

    @Test
    void signInWhenThrottledThenNothingIsHashed() {
        fail(person.userName(), AT_ONCE);
        PasswordHashing hashing = server.bean(PasswordHashing.class);
        long before = hashing.calls();

        signIn(person.userName(), person.password());

        assertThat(hashing.calls()).isEqualTo(before);
    }

    @Test
    void signInWhenNameIsUnknownThenThrottledAlike() {
        String unknown = "x" + person.userName();
        fail(unknown, AT_ONCE);

        assertThat(signIn(unknown, WRONG).status()).isEqualTo(429);
        assertThat(signIn(unknown.toUpperCase(java.util.Locale.ROOT) + " ", WRONG)
                        .status())
                .isEqualTo(429);
    }

    @Test
    void signInWhenNameAndEmailAreTriedInTurnThenOneCount() {
        fail(person.userName(), 3);
        fail(person.email(), 2);

        assertThat(signIn(person.userName(), WRONG).status()).isEqualTo(429);
        assertThat(signIn(person.email(), WRONG).status()).isEqualTo(429);
    }

    @Test
    void signInWhenTimeHasPassedThenSignedIn() {
        fail(person.userName(), AT_ONCE + 1);

        server.clock().advance(Duration.ofMinutes(2));

        assertThat(signIn(person.userName(), person.password()).location()).endsWith("/account");
    }

    @Test
    void signInWhenSomebodyElseIsThrottledThenSignedIn() {
        fail(person.userName(), AT_ONCE + 1);
        Person neighbour = People.of(server).create(REALM);

        assertThat(signIn(neighbour.userName(), neighbour.password()).location())
                .endsWith("/account");
    }

    @Test
    void signInWhenAccountOfThatNameIsThrottledInAnotherRealmThenSignedIn() {
        fail("alice", AT_ONCE + 1);

        Answer answer = new Browser(server).signIn("globex", "alice", "Globex-horse-7-battery");

        assertThat(answer.location()).endsWith("/realms/globex/account");
    }

    @Test
    void signInManyTimesWithTheRightPasswordThenNeverThrottled() {
        for (int i = 0; i < AT_ONCE + 3; i++) {
            assertThat(signIn(person.userName(), person.password()).location()).endsWith("/account");
        }
    }

    @Test
    void signInTwentyTimesAtOnceWithWrongPasswordsThenNoMoreGuessesThanAllowed() {
        List<Answer> answers = Together.run(20, i -> signIn(person.userName(), WRONG + i));

        long guesses = answers.stream().filter(answer -> answer.status() != 429).count();
        assertThat(guesses).isBetween(1L, AT_ONCE + 1L);
    }

    @Test
    void signInWhenFiftyPeopleArriveAtOnceThenAllAreSignedIn() {
        List<Person> people = java.util.stream.IntStream.range(0, PEOPLE)
                .mapToObj(i -> People.of(server).create(REALM))
                .toList();

        List<Answer> answers = Together.run(
                PEOPLE, i -> signIn(people.get(i).userName(), people.get(i).password()));

        assertThat(answers).allSatisfy(answer -> assertThat(answer.location()).endsWith("/account"));
    }

    private Answer signIn(String login, String password) {
        return new Browser(server).signIn(REALM, login, password);
    }

    private void fail(String login, int times) {
        for (int i = 0; i < times; i++) {
            signIn(login, WRONG);
        }
    }
}
