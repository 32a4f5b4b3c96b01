package org.gatehouse.server.factor.remembered;

import static java.util.Objects.requireNonNull;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.gatehouse.audit.event.Party;
import org.gatehouse.realm.signin.SecondFactor;
import org.gatehouse.realm.signin.SecondFactorPolicy;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.rights.EffectiveRights;
import org.gatehouse.server.signin.RememberedFactor;
import org.gatehouse.server.signin.SecondFactorMethod;
import org.gatehouse.server.signin.SignInAttempt;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Decides whose browsers are remembered: where the realm allows it, and never those of people who administer. What is
 * believed is looked at each time: the policy, the rights, and whether the factor is still enrolled.
 */
@Component
public class BrowserMemory implements RememberedFactor {

    private static final String ASKED = BrowserMemory.class.getName();

    private final RememberedBrowsers browsers;
    private final EffectiveRights rights;
    private final ObjectProvider<SecondFactorMethod> methods;
    private final Accounts accounts;
    private final TransactionTemplate transactions;

    BrowserMemory(
            RememberedBrowsers browsers,
            EffectiveRights rights,
            ObjectProvider<SecondFactorMethod> methods,
            Accounts accounts,
            TransactionTemplate transactions) {
        this.browsers = browsers;
        this.rights = rights;
        this.methods = methods;
        this.accounts = accounts;
        this.transactions = transactions;
    }

    /** The pages on which factors are changed, the list of them first: a memory is not enough for these. */
    private static List<String> factorPages(String realm) {
        String account = "/realms/" + realm + "/account/";
        return List.of(account + "factors", account + "passkeys");
    }

    /** What was found out in this request, so that the token that came with it is used once. */
    private record Asked(UUID account, boolean stands) {}

    /** How long this person's browser may be remembered; empty when it may not. */
    public Optional<Duration> offered(Realm realm, Account account) {
        Duration time = realm.definition().signIn().secondFactor().rememberDevice();
        return time == null || !rights.permissions(realm, account.subject()).isEmpty()
                ? Optional.empty()
                : Optional.of(time);
    }

    /**
     * Remembers this browser if it may be, in place of what it held before. The account is locked and looked at again: what
     * is remembered while somebody is being thrown out would outlive it.
     *
     * @param attempt in which the factor was given
     * @param credential what the person just used
     */
    public void remember(
            HttpServletRequest request,
            HttpServletResponse response,
            Realm realm,
            SignInAttempt attempt,
            SecondFactor factor,
            String credential) {
        Optional<RememberedCookie> old = RememberedCookie.find(request, realm);
        Optional<Kept> kept = transactions.execute(status -> accounts.lock(realm, attempt.account())
                .filter(Account::isActive)
                .filter(attempt::isStillOf)
                .flatMap(account -> offered(realm, account)
                        .map(time -> new Kept(keep(realm, account, old, factor, credential, time), time))));
        requireNonNull(kept).ifPresent(given -> given.cookie().give(request, response, realm, given.time()));
    }

    private record Kept(RememberedCookie cookie, Duration time) {}

    private RememberedCookie keep(
            Realm realm,
            Account account,
            Optional<RememberedCookie> old,
            SecondFactor factor,
            String credential,
            Duration time) {
        Party person = accounts.party(account);
        old.ifPresent(before -> browsers.remove(realm, account.subject(), before.id(), person, "replaced"));
        return browsers.add(realm, account.subject(), factor, credential, time, person);
    }

    @Override
    public boolean stands(HttpServletRequest request, HttpServletResponse response, Realm realm, Account account) {
        if (request.getAttribute(ASKED) instanceof Asked asked
                && asked.account().equals(account.subject())) {
            return asked.stands();
        }
        boolean stands = !isForFactorPage(request, realm) && isRemembered(request, response, realm, account);
        request.setAttribute(ASKED, new Asked(account.subject(), stands));
        return stands;
    }

    @Override
    public boolean mayStand(Realm realm, Account account) {
        return offered(realm, account).isPresent();
    }

    /** Whoever signs in to change factors is asked for one. The page checks it; this only saves asking twice. */
    private static boolean isForFactorPage(HttpServletRequest request, Realm realm) {
        String to = request.getParameter("to");
        return to != null && factorPages(realm.name()).stream().anyMatch(to::startsWith);
    }

    private boolean isRemembered(
            HttpServletRequest request, HttpServletResponse response, Realm realm, Account account) {
        return RememberedCookie.find(request, realm)
                .flatMap(cookie -> offered(realm, account).flatMap(longest -> renewed(realm, account, cookie, longest)))
                .filter(renewed -> counts(realm, account, renewed.factor()))
                .map(renewed -> {
                    renewed.cookie().give(request, response, realm, renewed.left());
                    return true;
                })
                .orElse(false);
    }

    private Optional<RememberedBrowsers.Renewed> renewed(
            Realm realm, Account account, RememberedCookie cookie, Duration longest) {
        Party person = accounts.party(account);
        return transactions.execute(status -> browsers.renew(realm, account.subject(), cookie, longest, person));
    }

    private boolean counts(Realm realm, Account account, SecondFactor factor) {
        SecondFactorPolicy policy = realm.definition().signIn().secondFactor();
        return policy.methods().contains(factor)
                && methods.stream().anyMatch(method -> method.kind() == factor && method.isReady(realm, account));
    }
}
