package org.gatehouse.server.signin;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.gatehouse.realm.signin.SecondFactor;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.realm.Realm;
import org.springframework.stereotype.Component;

/** What a sign-in still lacks, as the pages that ask for it. */
@Component
class SignInSteps {

    /** Tells that the person may not sign in from where they are. */
    static final String FROM_ELSEWHERE = "network";

    private final Sufficiency sufficiency;
    private final SecondFactors factors;
    private final List<RequiredAction> actions;
    private final PendingRequests pendingRequests;

    SignInSteps(
            Sufficiency sufficiency,
            SecondFactors factors,
            List<RequiredAction> actions,
            PendingRequests pendingRequests) {
        this.sufficiency = sufficiency;
        this.factors = factors;
        this.actions = List.copyOf(actions);
        this.pendingRequests = pendingRequests;
    }

    /** The pages at any of which the sign-in stands now, the first one preferred; none when nothing is missing. */
    List<String> pages(Realm realm, Account account, SignInAttempt attempt) {
        if (!sufficiency.isEnough(realm, account, attempt)) {
            List<SecondFactorMethod> ready = asked(realm, account, attempt);
            return ready.isEmpty()
                    ? List.of(SignInFlow.ENROL)
                    : ready.stream().map(SecondFactorMethod::page).toList();
        }
        return actions.stream()
                .filter(action -> action.isDue(realm, account, attempt))
                .map(RequiredAction::page)
                .limit(1)
                .toList();
    }

    /**
     * Nobody sets up a factor by the password alone who has one, and be it of a kind the realm takes no more. Recovery codes
     * stand in for a factor: beside one of earlier they are not all there is to give, and whoever showed it sets up another.
     */
    private List<SecondFactorMethod> asked(Realm realm, Account account, SignInAttempt attempt) {
        List<SecondFactorMethod> ready = factors.ready(realm, account, attempt);
        List<SecondFactorMethod> former = hasCodesAtMost(ready) ? factors.former(realm, account) : List.of();
        if (former.isEmpty()) {
            return ready;
        }
        return attempt.vouched()
                ? List.of()
                : Stream.concat(former.stream(), ready.stream()).toList();
    }

    private static boolean hasCodesAtMost(List<SecondFactorMethod> ready) {
        return ready.stream().allMatch(method -> method.kind() == SecondFactor.RECOVERY_CODE);
    }

    String address(Realm realm, String page, SignInAttempt attempt) {
        return address(realm, page) + "?attempt=" + attempt.id();
    }

    String address(Realm realm, String page) {
        return "/realms/" + realm.name() + "/sign-in/" + page;
    }

    /** Where what is signed in for continues. */
    String destination(HttpServletRequest request, Realm realm, SignInGoal goal) {
        Optional<PendingRequest> pending = pendingRequests.find(request, goal.request());
        return pending.map(waiting -> "/realms/" + realm.name() + "/oauth2/authorize?" + waiting.query())
                .or(() -> ReturnTarget.of(realm, goal.to()))
                .orElse("/realms/" + realm.name() + "/account");
    }
}
