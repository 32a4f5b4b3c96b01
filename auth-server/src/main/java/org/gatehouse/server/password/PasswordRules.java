package org.gatehouse.server.password;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.List;
import org.gatehouse.realm.password.PasswordCheck;
import org.gatehouse.realm.password.PasswordPolicy;
import org.gatehouse.realm.password.PasswordRule;
import org.gatehouse.realm.password.RuleFailure;
import org.gatehouse.server.realm.Realm;
import org.springframework.stereotype.Component;

/** The realm's rules for new passwords, compiled once. */
@Component
public class PasswordRules {

    private final Cache<PasswordPolicy, PasswordCheck> compiled =
            Caffeine.newBuilder().maximumSize(1_000).build();

    public List<PasswordRule> of(Realm realm) {
        return realm.definition().password().rules();
    }

    /** All rules the candidate breaks; empty when it may be used. */
    public List<RuleFailure> check(Realm realm, String candidate) {
        return compiled.get(realm.definition().password(), PasswordCheck::of).check(candidate);
    }
}
