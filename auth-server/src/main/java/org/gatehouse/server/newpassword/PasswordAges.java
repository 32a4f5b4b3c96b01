package org.gatehouse.server.newpassword;

import java.time.Clock;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.stream.Stream;
import org.gatehouse.realm.password.PasswordAge;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.rights.EffectiveRights;
import org.springframework.stereotype.Component;

/** How old a password may get: of what the realm says of everybody and of the roles somebody has, the shortest. */
@Component
class PasswordAges {

    private final EffectiveRights rights;
    private final Clock clock;

    PasswordAges(EffectiveRights rights, Clock clock) {
        this.rights = rights;
        this.clock = clock;
    }

    boolean isTooOld(Realm realm, Account account) {
        PasswordAge age = realm.definition().password().maxAge();
        Instant changed = account.passwordChangedAt();
        return !age.equals(PasswordAge.NEVER)
                && changed != null
                && limits(realm, account, age).anyMatch(limit -> isOver(changed, limit));
    }

    private Stream<Period> limits(Realm realm, Account account, PasswordAge age) {
        Stream<Period> ofRoles = age.byRole().isEmpty()
                ? Stream.of()
                : rights.of(realm, account.subject()).stream()
                        .map(held -> age.byRole().get(held.role()))
                        .filter(Objects::nonNull);
        return Stream.concat(Stream.ofNullable(age.everybody()), ofRoles);
    }

    private boolean isOver(Instant changed, Period limit) {
        Instant until = changed.atZone(ZoneOffset.UTC).plus(limit).toInstant();
        return !clock.instant().isBefore(until);
    }
}
