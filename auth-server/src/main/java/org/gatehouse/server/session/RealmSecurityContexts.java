package org.gatehouse.server.session;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.function.Supplier;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.network.NetworkRules;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.request.CurrentRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.context.DeferredSecurityContext;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.HttpRequestResponseHolder;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.stereotype.Component;

/**
 * Keeps the sign-in in the session, and believes it only in its own realm, until its absolute end and as long as the
 * account may be used, its sign-ins were not ended together, and it comes from where it may. The cookie already separates
 * realms; this check does not depend on it.
 */
@Component
public class RealmSecurityContexts implements SecurityContextRepository {

    private final HttpSessionSecurityContextRepository session = new HttpSessionSecurityContextRepository();
    private final Accounts accounts;
    private final NetworkRules networks;
    private final NetworkRefusals refusals;
    private final Clock clock;

    RealmSecurityContexts(Accounts accounts, NetworkRules networks, NetworkRefusals refusals, Clock clock) {
        this.accounts = accounts;
        this.networks = networks;
        this.refusals = refusals;
        this.clock = clock;
    }

    @Override
    public DeferredSecurityContext loadDeferredContext(HttpServletRequest request) {
        DeferredSecurityContext stored = session.loadDeferredContext(request);
        return new Checked(() -> believed(stored.get()));
    }

    @Override
    @Deprecated
    public SecurityContext loadContext(HttpRequestResponseHolder holder) {
        return loadDeferredContext(holder.getRequest()).get();
    }

    @Override
    public void saveContext(SecurityContext context, HttpServletRequest request, HttpServletResponse response) {
        session.saveContext(context, request, response);
    }

    @Override
    public boolean containsContext(HttpServletRequest request) {
        return session.containsContext(request);
    }

    private SecurityContext believed(SecurityContext context) {
        Realm realm = CurrentRequest.currentRealm();
        boolean valid = SignedIn.of(context.getAuthentication())
                .filter(signedIn -> signedIn.realm().equals(realm.name()))
                .filter(signedIn -> clock.instant().isBefore(signedIn.expiresAt()))
                .filter(signedIn -> mayBeUsed(realm, signedIn))
                .isPresent();
        return valid ? context : SecurityContextHolder.createEmptyContext();
    }

    private boolean mayBeUsed(Realm realm, SignedInAccount signedIn) {
        return accounts.find(realm, signedIn.account())
                .filter(Account::isActive)
                .filter(account -> account.stands(signedIn.epoch(), signedIn.reference()))
                .filter(account -> isFromHere(realm, signedIn, account))
                .isPresent();
    }

    private boolean isFromHere(Realm realm, SignedInAccount signedIn, Account account) {
        String address = CurrentRequest.get().address();
        boolean allowed = networks.allows(realm, account.subject(), null, address);
        if (!allowed) {
            refusals.record(realm, signedIn, account, address);
        }
        return allowed;
    }

    private static final class Checked implements DeferredSecurityContext {

        private final Supplier<SecurityContext> source;
        private @Nullable SecurityContext context;

        Checked(Supplier<SecurityContext> source) {
            this.source = source;
        }

        @Override
        public SecurityContext get() {
            if (context == null) {
                context = source.get();
            }
            return context;
        }

        @Override
        public boolean isGenerated() {
            return SignedIn.of(get().getAuthentication()).isEmpty();
        }
    }
}
