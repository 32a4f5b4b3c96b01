package org.gatehouse.server.factor;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.gatehouse.realm.signin.FactorDemand;
import org.gatehouse.realm.signin.SecondFactor;
import org.gatehouse.realm.signin.SecondFactorPolicy;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.request.CurrentRequest;
import org.gatehouse.server.session.Assurance;
import org.gatehouse.server.session.SignedIn;
import org.gatehouse.server.session.SignedInAccount;
import org.gatehouse.server.signin.SecondFactors;
import org.gatehouse.server.signin.SignInFlow;
import org.gatehouse.server.signin.SignInGoal;
import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Keeps a sign-in by one factor from changing what people sign in with, where they have a second one: whoever has the
 * password, or sits at a browser that is merely remembered, would otherwise add a factor of their own and stay for good.
 * They are asked for a factor, and come back. Whoever has none yet may add the first, and what else follows from that in
 * the same sign-in.
 */
@Component
class FactorGuard implements HandlerInterceptor, WebMvcConfigurer {

    private static final String HAD_NONE = FactorGuard.class.getName() + ".hadNone";

    private final SecondFactors factors;
    private final FactorRemovals removals;
    private final SignInFlow flow;
    private final Accounts accounts;

    FactorGuard(SecondFactors factors, FactorRemovals removals, SignInFlow flow, Accounts accounts) {
        this.factors = factors;
        this.removals = removals;
        this.flow = flow;
        this.accounts = accounts;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this)
                .addPathPatterns(
                        "/realms/*/account/factors/**",
                        "/realms/*/account/passkeys/**",
                        "/realms/*/account/email/**",
                        "/realms/*/account/companies/**")
                .excludePathPatterns("/realms/*/account/factors/browsers/**"); // to be forgotten takes nothing away
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws IOException {
        SignedInAccount person = SignedIn.current()
                .filter(signedIn -> signedIn.assurance() == Assurance.SINGLE_FACTOR)
                .orElse(null);
        Realm realm = CurrentRequest.currentRealm();
        if (person == null || isList(request, realm) || !hasToShowOne(request, realm, person)) {
            return true;
        }
        String back = HttpMethod.GET.matches(request.getMethod()) ? request.getRequestURI() : page(realm, "factors");
        SignInGoal goal = new SignInGoal(null, null, Assurance.MULTI_FACTOR, back);
        response.sendRedirect(flow.raise(request, response, person, goal));
        return false;
    }

    /** What somebody has may be looked at. */
    private static boolean isList(HttpServletRequest request, Realm realm) {
        return HttpMethod.GET.matches(request.getMethod())
                && List.of(page(realm, "factors"), page(realm, "passkeys"), page(realm, "companies"))
                        .contains(request.getRequestURI());
    }

    private boolean hasToShowOne(HttpServletRequest request, Realm realm, SignedInAccount person) {
        if (person.remembered()) {
            return true;
        }
        HttpSession session = request.getSession();
        Instant hadNone = (Instant) session.getAttribute(HAD_NONE);
        if (person.authTime().equals(hadNone)) {
            return false;
        }
        boolean has = accounts.find(realm, person.account())
                .filter(account -> hasOne(realm, account))
                .isPresent();
        if (!has) {
            session.setAttribute(HAD_NONE, person.authTime());
        }
        return has;
    }

    /**
     * A code by mail is a factor where the realm asks for factors at all; nobody has set it up. What the realm takes no more
     * still tells who it is.
     */
    private boolean hasOne(Realm realm, Account account) {
        SecondFactorPolicy policy = realm.definition().signIn().secondFactor();
        return removals.hasAny(realm, account.subject())
                || factors.ready(realm, account).stream()
                        .anyMatch(method ->
                                method.kind() != SecondFactor.EMAIL_CODE || policy.demand() != FactorDemand.NEVER);
    }

    private static String page(Realm realm, String name) {
        return "/realms/" + realm.name() + "/account/" + name;
    }
}
