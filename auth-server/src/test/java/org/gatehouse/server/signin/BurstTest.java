package org.gatehouse.server.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import javax.management.ObjectName;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.TestServer;
import org.gatehouse.server.testing.Together;
import org.gatehouse.server.testing.TrailProbe;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("An office that arrives in the morning gets in")
class BurstTest {

    private static final int PEOPLE = 50;

    private final TestServer server = TestServer.shared();

    /** What other tests did from this network is forgotten. */
    @BeforeEach
    void letTimePass() {
        server.clock().advance(Duration.ofMinutes(2));
    }

    @Test
    void signInWhenFiftyPeopleDoAtOnceThenAllGetInWithOneEntryEach() throws Exception {
        List<Person> people = Stream.generate(() -> People.of(server).create("acme"))
                .limit(PEOPLE)
                .toList();
        TrailProbe trail = TrailProbe.of(server, "acme");

        List<Answer> answers = Together.run(PEOPLE, number -> {
            Person person = people.get(number);
            return new Browser(server).signIn("acme", person.userName(), person.password());
        });

        assertThat(answers).allSatisfy(answer -> assertThat(answer.location()).endsWith("/realms/acme/account"));
        assertThat(trail.freshCodes()).hasSize(PEOPLE).containsOnly("auth.login");
        assertThat((Long) ManagementFactory.getPlatformMBeanServer()
                        .getAttribute(new ObjectName("org.gatehouse:type=HashQueue"), "Computed"))
                .isPositive();
    }
}
