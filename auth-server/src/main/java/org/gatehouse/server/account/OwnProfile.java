package org.gatehouse.server.account;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.Change;
import org.gatehouse.audit.event.Party;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.directory.InvalidAccountException;
import org.gatehouse.server.directory.PersonalData;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.session.SignedInAccount;
import org.gatehouse.server.trail.Trail;
import org.gatehouse.server.web.FormErrors;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.server.ResponseStatusException;

/** What is known about a person, as they see it and put it right themselves. */
@Component
class OwnProfile {

    private final Accounts accounts;
    private final Trail trail;
    private final TransactionTemplate transactions;

    OwnProfile(Accounts accounts, Trail trail, TransactionTemplate transactions) {
        this.accounts = accounts;
        this.trail = trail;
        this.transactions = transactions;
    }

    /** @param attributes of the realm's own; sensitive ones masked */
    record View(Account account, PersonalData personal, Map<String, Object> attributes) {

        ProfileForm form() {
            return ProfileForm.of(account, personal);
        }
    }

    View of(Realm realm, SignedInAccount person) {
        Account account = accounts.find(realm, person.account()).orElseThrow(OwnProfile::gone);
        return view(realm, account);
    }

    /** Changes what differs, with the entry that says from what to what; none or the errors, and then nothing is changed. */
    FormErrors change(Realm realm, SignedInAccount person, ProfileForm typed) {
        try {
            return transactions.execute(status -> write(realm, person, typed));
        } catch (InvalidAccountException ex) {
            return errors(ex);
        }
    }

    private FormErrors write(Realm realm, SignedInAccount person, ProfileForm typed) {
        Account account = accounts.lock(realm, person.account()).orElseThrow(OwnProfile::gone);
        if (account.version() != typed.version()) {
            return FormErrors.of("profile.stale");
        }
        Party before = accounts.party(account);
        List<Change> changes =
                accounts.edit(realm, account, typed.since(view(realm, account).form()));
        if (!changes.isEmpty()) {
            trail.record(trail.event(realm, Activity.USER_UPDATED, null, person.reference())
                    .actor(before)
                    .target(accounts.party(account))
                    .changes(changes));
        }
        return FormErrors.none();
    }

    private View view(Realm realm, Account account) {
        return new View(account, accounts.personalData(account), accounts.attributes(realm, account, Set.of()));
    }

    private static FormErrors errors(InvalidAccountException ex) {
        FormErrors errors = FormErrors.none();
        for (InvalidAccountException.Problem problem : ex.problems()) {
            errors = errors.and(problem.field(), "profile.problem." + problem.field());
        }
        return errors;
    }

    private static ResponseStatusException gone() {
        return new ResponseStatusException(HttpStatus.FORBIDDEN);
    }
}
