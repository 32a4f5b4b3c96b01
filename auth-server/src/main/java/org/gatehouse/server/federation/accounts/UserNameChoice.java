package org.gatehouse.server.federation.accounts;

import com.github.f4b6a3.uuid.UuidCreator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.gatehouse.realm.PlainText;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.directory.UserNames;
import org.gatehouse.server.federation.UpstreamIdentity;
import org.gatehouse.server.realm.Realm;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What somebody who comes for the first time is called here. A suggestion of the provider is followed as far as it takes
 * nothing from anybody: neither a name, nor an address somebody signs in with, nor one that nobody has proven.
 */
@Component
class UserNameChoice {

    private static final int LONGEST = 64;

    /** Namesakes who are told apart by a number; after them it is chance. */
    private static final int NUMBERED = 20;

    private final Accounts accounts;

    UserNameChoice(Accounts accounts) {
        this.accounts = accounts;
    }

    String of(Realm realm, UpstreamIdentity identity) {
        String address = identity.profile().emailVerified() ? identity.profile().email() : null;
        List<String> suggestions = Stream.of(
                        address,
                        identity.profile().userName(),
                        identity.profile().email())
                .flatMap(Stream::ofNullable)
                .toList();
        suggestions.stream().findFirst().ifPresent(first -> accounts.queueFor(realm, local(UserNames.key(first))));
        return suggestions.stream()
                .flatMap(suggestion -> candidates(suggestion, address))
                .filter(candidate -> isFree(realm, candidate))
                .findFirst()
                .orElseGet(UserNameChoice::byChance);
    }

    /** Whole if it is no address or the one that was proven, else what stands before the at sign; then with numbers. */
    private static Stream<String> candidates(String suggestion, @Nullable String address) {
        String name = UserNames.key(suggestion);
        boolean proven = address != null && UserNames.key(address).equals(name);
        String base = shortened(local(name));
        return Stream.concat(
                        proven ? Stream.of(name) : Stream.empty(), base.isEmpty() ? Stream.empty() : numbered(base))
                .filter(candidate -> UserNames.isValid(candidate) && PlainText.isPlain(candidate));
    }

    private static Stream<String> numbered(String base) {
        return Stream.concat(
                Stream.of(base), IntStream.rangeClosed(2, NUMBERED).mapToObj(number -> base + "-" + number));
    }

    private static String local(String name) {
        int at = name.indexOf('@');
        return (at < 0 ? name : name.substring(0, at)).strip();
    }

    private static String shortened(String name) {
        return name.codePointCount(0, name.length()) <= LONGEST
                ? name
                : name.substring(0, name.offsetByCodePoints(0, LONGEST)).strip();
    }

    /** What somebody else signs in with is not free: a name comes before an address, and would stand in its way. */
    private boolean isFree(Realm realm, String candidate) {
        return !accounts.isTaken(realm, candidate)
                && accounts.withEmail(realm, candidate).isEmpty();
    }

    private static String byChance() {
        return "person-" + UuidCreator.getRandomBased();
    }
}
