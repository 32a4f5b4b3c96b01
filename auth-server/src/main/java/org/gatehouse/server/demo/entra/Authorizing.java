package org.gatehouse.server.demo.entra;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.web.util.UriComponentsBuilder;

/** Lets people choose who they are, and sends them back with a code. */
final class Authorizing {

    private final Function<String, Optional<Registration>> registrations;
    private final List<Person> people;
    private final Codes codes;
    private final Sessions sessions;
    private final Clock clock;

    Authorizing(
            Function<String, Optional<Registration>> registrations,
            List<Person> people,
            Codes codes,
            Sessions sessions,
            Clock clock) {
        this.registrations = registrations;
        this.people = people;
        this.codes = codes;
        this.sessions = sessions;
        this.clock = clock;
    }

    Reply answer(Call call) {
        Optional<Registration> registration = registrations.apply(call.get("client_id"));
        AuthorizationRequest request = AuthorizationRequest.of(call, registration);
        if (call.method().equals("POST") && !call.get("cancel").isEmpty()) {
            return back(request, "error", "access_denied");
        }
        List<Person> able = people.stream().filter(request::isFor).toList();
        Optional<Person> chosen = able.stream()
                .filter(person -> call.method().equals("POST"))
                .filter(person -> person.key().equals(call.get("person")))
                .findFirst();
        return chosen.map(person -> signIn(call, request, person, registration.orElseThrow()))
                .orElseGet(() -> Pages.of(call).choice(request, able));
    }

    private Reply signIn(Call call, AuthorizationRequest request, Person person, Registration registration) {
        String session = sessions.of(call).orElseGet(() -> UUID.randomUUID().toString());
        sessions.enter(session, registration.logoutAddress());
        String code = codes.issue(new SignIn(request, person, session, clock.instant()));
        return back(request, "code", code).with("Set-Cookie", Sessions.cookie(session));
    }

    private static Reply back(AuthorizationRequest request, String name, String value) {
        return Reply.redirect(UriComponentsBuilder.fromUriString(request.redirectUri())
                .queryParam(name, "{value}")
                .queryParam("state", "{state}")
                .encode()
                .buildAndExpand(value, request.parameters().getOrDefault("state", ""))
                .toUriString());
    }
}
