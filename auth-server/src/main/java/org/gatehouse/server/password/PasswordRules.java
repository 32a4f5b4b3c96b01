package org.gatehouse.server.password;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.gatehouse.realm.RealmDefinition;
import org.gatehouse.realm.password.BreachedPasswords;
import org.gatehouse.realm.password.PasswordCheck;
import org.gatehouse.realm.password.PasswordPolicy;
import org.gatehouse.realm.password.PolicyDemands;
import org.gatehouse.realm.password.RuleFailure;
import org.gatehouse.realm.password.RuleTexts;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.directory.EarlierPasswords;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.web.FormErrors;
import org.springframework.stereotype.Component;

/**
 * Decides whether a password may be chosen; every page and interface where somebody chooses one asks here and nowhere
 * else. What it costs is bounded: a candidate that is too long costs nothing, and one that fails a rule no hash.
 */
@Component
public class PasswordRules {

    /** The field of a new password, on every page. */
    public static final String FIELD = "password";

    /** The message, and by it the box, that asks whether to use a known password all the same. */
    public static final String KNOWN_WARNING = "password.known";

    private static final int POLICIES = 1_000;

    private final Cache<PasswordPolicy, PasswordCheck> compiled =
            Caffeine.newBuilder().maximumSize(POLICIES).build();

    private final Cache<PasswordPolicy, Integer> leastLengths =
            Caffeine.newBuilder().maximumSize(POLICIES).build();

    private final PersonWords people;
    private final KnownPasswords known;
    private final EarlierPasswords earlier;
    private final PasswordHashing hashing;

    PasswordRules(PersonWords people, KnownPasswords known, EarlierPasswords earlier, PasswordHashing hashing) {
        this.people = people;
        this.known = known;
        this.earlier = earlier;
        this.hashing = hashing;
    }

    /** Everything the realm asks for, in words, to be read before anybody types. */
    public List<ListedRule> of(Realm realm) {
        RealmDefinition definition = realm.definition();
        PasswordPolicy policy = definition.password();
        List<ListedRule> rules = new ArrayList<>();
        policy.rules().forEach(rule -> rules.add(new ListedRule(new RuleFailure(rule.id(), rule.text()), true)));
        if (!policy.notContaining().isEmpty()) {
            rules.add(new ListedRule(RuleTexts.ownData(policy, definition.attributes()), true));
        }
        if (policy.breached() == BreachedPasswords.REFUSE) {
            rules.add(new ListedRule(RuleTexts.known(), false));
        }
        if (policy.history() > 0) {
            rules.add(new ListedRule(RuleTexts.history(policy.history()), false));
        }
        return List.copyOf(rules);
    }

    /** The same list with what else a page shows around the field. */
    public PasswordList list(Realm realm) {
        int leastLength = leastLengths.get(
                realm.definition().password(),
                policy -> PolicyDemands.shortest(policy.rules()).orElse(0));
        return new PasswordList(of(realm), leastLength, "/realms/" + realm.name() + "/sign-in/password-check");
    }

    /**
     * What is wrong with a password somebody wants to have from now on; nothing when they may. Compares with their current
     * and earlier passwords, which costs a hash each: only for whoever has proved who they are.
     *
     * @throws BusyException when too many hashes wait
     */
    public List<RuleFailure> check(Realm realm, Account account, String candidate) {
        List<RuleFailure> failures = checkText(realm, account, candidate);
        return failures.isEmpty() ? checkHistory(realm, account, candidate) : failures;
    }

    /** The part of {@link #check} that costs no hash and tells nothing about passwords the person had. */
    public List<RuleFailure> checkText(Realm realm, Account account, String candidate) {
        return checkText(realm, people.of(realm, account), candidate);
    }

    /** The same for somebody who has no account yet. */
    public List<RuleFailure> checkText(Realm realm, OwnData person, String candidate) {
        List<RuleFailure> failures = checkLive(realm, person, candidate);
        boolean refused = realm.definition().password().breached() == BreachedPasswords.REFUSE;
        return failures.isEmpty() && refused && known.contains(candidate) ? List.of(RuleTexts.known()) : failures;
    }

    /** The part of {@link #checkText} that may be answered while somebody types. */
    public List<RuleFailure> checkLive(Realm realm, Account account, String candidate) {
        return checkLive(realm, people.of(realm, account), candidate);
    }

    /** The same for somebody who has no account yet. */
    public List<RuleFailure> checkLive(Realm realm, OwnData person, String candidate) {
        PasswordPolicy policy = realm.definition().password();
        List<RuleFailure> failures = compiled.get(policy, PasswordCheck::of).check(candidate);
        if (PasswordCheck.isTooLong(candidate) || !person.words(policy).areIn(candidate)) {
            return failures;
        }
        RuleFailure ownData = RuleTexts.ownData(policy, realm.definition().attributes());
        return Stream.concat(failures.stream(), Stream.of(ownData)).toList();
    }

    /** The part of {@link #check} that compares with the current and earlier passwords. */
    public List<RuleFailure> checkHistory(Realm realm, Account account, String candidate) {
        Stream<String> hashes =
                Stream.concat(Stream.ofNullable(account.passwordHash()), earlier.of(realm, account.subject()).stream());
        return hashes.anyMatch(hash -> hashing.matches(candidate, hash))
                ? List.of(RuleTexts.history(realm.definition().password().history()))
                : List.of();
    }

    /** Whether the realm wants people to be warned, once, of a password that others have used. */
    public boolean warnsOf(Realm realm, String candidate) {
        return realm.definition().password().breached() == BreachedPasswords.WARN && known.contains(candidate);
    }

    /**
     * What the form of somebody without an account yet is told.
     *
     * @param acceptsKnown whether they were warned and want it all the same
     */
    public FormErrors problems(Realm realm, OwnData person, String candidate, boolean acceptsKnown, Locale locale) {
        return problems(realm, checkText(realm, person, candidate), candidate, acceptsKnown, locale);
    }

    /** The same for an account, its history left out: that is for {@link #checkHistory}, once they are known. */
    public FormErrors problems(Realm realm, Account account, String candidate, boolean acceptsKnown, Locale locale) {
        return problems(realm, checkText(realm, account, candidate), candidate, acceptsKnown, locale);
    }

    private FormErrors problems(
            Realm realm, List<RuleFailure> failures, String candidate, boolean acceptsKnown, Locale locale) {
        return failures.isEmpty() && !acceptsKnown && warnsOf(realm, candidate)
                ? FormErrors.on(FIELD, KNOWN_WARNING)
                : errors(failures, locale);
    }

    /** One line for each failure, at the field of the new password. */
    public static FormErrors errors(List<RuleFailure> failures, Locale locale) {
        FormErrors errors = FormErrors.none();
        for (RuleFailure failure : failures) {
            errors = errors.and(FIELD, "password.rule", failure.text(locale));
        }
        return errors;
    }
}
