package org.gatehouse.server.logout;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.session.SignedInAccount;
import org.gatehouse.server.signin.SignInSessions;
import org.gatehouse.server.subjects.Subjects;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Ends the sign-in of a browser, and says where the browser goes then. */
@Component
class SignOut {

    private final SignInSessions sessions;
    private final Accounts accounts;
    private final Subjects subjects;
    private final Tickets tickets;
    private final ObjectProvider<SignOutElsewhere> elsewhere;

    SignOut(
            SignInSessions sessions,
            Accounts accounts,
            Subjects subjects,
            Tickets tickets,
            ObjectProvider<SignOutElsewhere> elsewhere) {
        this.sessions = sessions;
        this.accounts = accounts;
        this.subjects = subjects;
        this.tickets = tickets;
        this.elsewhere = elsewhere;
    }

    /** Whether the request is beyond doubt about this sign-in: its own ID token says so, and nothing else denies it. */
    boolean isCertain(Realm realm, LogoutRequest asked, SignedInAccount person) {
        return asked.client() != null
                && subjects.of(realm, asked.client(), person.account()).equals(asked.subject())
                && person.reference().equals(asked.session())
                && (asked.hint() == null || isCalled(realm, person, asked.client(), asked.hint()));
    }

    /** Ends it; tells where to go. */
    String end(HttpServletRequest request, Realm realm, LogoutRequest asked, SignedInAccount person) {
        String left = left(realm, person);
        Set<String> clients = sessions.end(request, realm, person);
        List<String> frames = FrontChannel.withPage(realm, clients);
        String target = withState(asked);
        if (frames.isEmpty() && (target != null || left == null)) {
            return target == null ? page(realm) : target;
        }
        return farewell(realm, new Farewell(person.reference(), frames, asked.client(), target, true, left));
    }

    private @Nullable String left(Realm realm, SignedInAccount person) {
        return elsewhere.stream()
                .flatMap(known -> known.leave(realm, person).stream())
                .findFirst()
                .orElse(null);
    }

    /** Where to go when nobody is signed in here. Without proof that the client sent them, people see where they go. */
    String nobody(Realm realm, LogoutRequest asked) {
        String target = withState(asked);
        if (target == null) {
            return page(realm);
        }
        return asked.isProven()
                ? target
                : farewell(realm, new Farewell("", List.of(), asked.client(), target, false, null));
    }

    private String farewell(Realm realm, Farewell farewell) {
        return page(realm) + "?request=" + tickets.seal(realm, farewell);
    }

    private boolean isCalled(Realm realm, SignedInAccount person, String client, String name) {
        return name.equals(person.reference())
                || name.equals(subjects.of(realm, client, person.account()))
                || accounts.find(realm, person.account())
                        .filter(account -> isCalled(account, name))
                        .isPresent();
    }

    private boolean isCalled(Account account, String name) {
        return name.equalsIgnoreCase(account.userName())
                || name.equalsIgnoreCase(accounts.personalData(account).email());
    }

    private static String page(Realm realm) {
        return "/realms/" + realm.name() + "/signed-out";
    }

    private static @Nullable String withState(LogoutRequest asked) {
        String target = asked.target();
        if (target == null || asked.state() == null) {
            return target;
        }
        char separator = target.contains("?") ? '&' : '?';
        return target + separator + "state=" + URLEncoder.encode(asked.state(), StandardCharsets.UTF_8);
    }
}
