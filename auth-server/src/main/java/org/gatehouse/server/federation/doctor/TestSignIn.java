package org.gatehouse.server.federation.doctor;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import org.gatehouse.audit.event.Outcome;
import org.gatehouse.audit.event.Party;
import org.gatehouse.realm.Permission;
import org.gatehouse.realm.federation.Connection;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.federation.UpstreamAttempt;
import org.gatehouse.server.federation.UpstreamIdentity;
import org.gatehouse.server.federation.UpstreamPurpose;
import org.gatehouse.server.federation.UpstreamRefusedException;
import org.gatehouse.server.federation.UpstreamSignIns;
import org.gatehouse.server.federation.accounts.Outlook;
import org.gatehouse.server.federation.accounts.RightsThatFollow;
import org.gatehouse.server.federation.doctor.Trial.Whom;
import org.gatehouse.server.groups.Group;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.request.CurrentRequest;
import org.gatehouse.server.rights.Actor;
import org.gatehouse.server.rights.EffectiveRights;
import org.gatehouse.server.session.Assurance;
import org.gatehouse.server.session.SignedIn;
import org.gatehouse.server.session.SignedInAccount;
import org.gatehouse.server.signin.SignInGoal;
import org.springframework.stereotype.Component;

/**
 * An administrator tries a connection: the provider is asked as for a sign-in, and what it answers is shown to them. Nobody
 * is signed in, made, linked or given anything by it.
 */
@Component
class TestSignIn implements UpstreamPurpose {

    /** Who tried must be who is there when the answer comes, and may change connections still. */
    private static final String ANOTHER = "another-account";

    private final UpstreamSignIns signIns;
    private final Trials trials;
    private final TrialEntries entries;
    private final Outlook outlook;
    private final RightsThatFollow rights;
    private final Accounts accounts;
    private final EffectiveRights effective;
    private final Clock clock;

    TestSignIn(
            UpstreamSignIns signIns,
            Trials trials,
            TrialEntries entries,
            Outlook outlook,
            RightsThatFollow rights,
            Accounts accounts,
            EffectiveRights effective,
            Clock clock) {
        this.signIns = signIns;
        this.trials = trials;
        this.entries = entries;
        this.outlook = outlook;
        this.rights = rights;
        this.accounts = accounts;
        this.effective = effective;
        this.clock = clock;
    }

    @Override
    public String name() {
        return TEST;
    }

    /** @return where to send the browser: to the provider, or to the page that says why not */
    String begin(HttpServletRequest request, Actor administrator, Connection connection) {
        administrator.require(Permission.CLIENTS_WRITE);
        Assurance wanted = TrialFindings.trustsSome(connection) ? Assurance.MULTI_FACTOR : Assurance.SINGLE_FACTOR;
        try {
            return signIns.begin(request, connection, TEST, new SignInGoal(null, null, wanted, null));
        } catch (UpstreamRefusedException ex) {
            Realm realm = administrator.realm();
            entries.failed(realm, administrator.party(), connection, Outcome.FAILURE, ex.reason());
            trials.keep(realm, SignedIn.current().orElseThrow(), connection.alias(), refusal(ex));
            return page(realm, connection);
        }
    }

    @Override
    public String arrive(
            HttpServletRequest request,
            HttpServletResponse response,
            Connection connection,
            UpstreamAttempt attempt,
            UpstreamIdentity identity) {
        Realm realm = CurrentRequest.currentRealm();
        Account administrator = administrator(realm, connection, attempt);
        Party actor = accounts.party(administrator);
        Whom person = person(realm, connection, identity);
        Trial trial = new Trial(clock.instant(), null, null, TrialClaims.shown(identity.claims()), person);
        entries.answered(realm, actor, identity, person);
        trials.keep(realm, SignedIn.current().orElseThrow(), connection.alias(), trial);
        return page(realm, connection);
    }

    @Override
    public Optional<String> refused(
            HttpServletRequest request, Connection connection, UpstreamAttempt attempt, UpstreamRefusedException why) {
        Realm realm = CurrentRequest.currentRealm();
        return here(attempt).filter(person -> mayTry(realm, person.account())).map(person -> {
            trials.keep(realm, person, connection.alias(), refusal(why));
            return page(realm, connection);
        });
    }

    private Account administrator(Realm realm, Connection connection, UpstreamAttempt attempt) {
        Optional<Account> found = here(attempt)
                .filter(person -> mayTry(realm, person.account()))
                .flatMap(person -> accounts.find(realm, person.account()))
                .filter(Account::isActive);
        if (found.isEmpty()) {
            Party actor = SignedIn.current()
                    .flatMap(person -> accounts.find(realm, person.account()))
                    .map(accounts::party)
                    .orElseGet(Party::anonymous);
            entries.failed(realm, actor, connection, Outcome.DENIED, ANOTHER);
            throw new UpstreamRefusedException(ANOTHER, null);
        }
        return found.get();
    }

    /** Browsers change hands while somebody is away. */
    private static Optional<SignedInAccount> here(UpstreamAttempt attempt) {
        return SignedIn.current().filter(person -> person.account().equals(attempt.account()));
    }

    private boolean mayTry(Realm realm, UUID account) {
        return effective.permissions(realm, account).contains(Permission.CLIENTS_WRITE);
    }

    private Whom person(Realm realm, Connection connection, UpstreamIdentity identity) {
        Outlook.Prospect prospect = outlook.of(realm, connection, identity);
        return new Whom(
                identity.issuer(),
                identity.subject(),
                identity.profile().guest(),
                identity.profile().userName(),
                identity.profile().displayName(),
                identity.profile().email(),
                identity.profile().emailVerified(),
                identity.secondFactor(),
                List.copyOf(new TreeSet<>(identity.profile().roles())),
                identity.profile().groups().source().code(),
                identity.profile().groups().names().size(),
                List.copyOf(rights.roles(realm, connection, identity)),
                rights.groups(realm, connection, identity).stream()
                        .map(Group::fullName)
                        .toList(),
                prospect.code(),
                prospect.admitted());
    }

    private Trial refusal(UpstreamRefusedException why) {
        return new Trial(
                clock.instant(), why.reason(), FetchFailure.behind(why), TrialClaims.shown(why.claims()), null);
    }

    private static String page(Realm realm, Connection connection) {
        return "/console/realms/" + realm.name() + "/connections/" + connection.alias() + "/tried";
    }
}
