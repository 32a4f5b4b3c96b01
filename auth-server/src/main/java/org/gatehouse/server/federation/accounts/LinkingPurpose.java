package org.gatehouse.server.federation.accounts;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.gatehouse.audit.event.Party;
import org.gatehouse.realm.federation.Connection;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.federation.UpstreamAttempt;
import org.gatehouse.server.federation.UpstreamIdentity;
import org.gatehouse.server.federation.UpstreamPurpose;
import org.gatehouse.server.federation.UpstreamRefusedException;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.request.CurrentRequest;
import org.gatehouse.server.session.SessionEndedException;
import org.gatehouse.server.session.SignedIn;
import org.gatehouse.server.session.SignedInAccount;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;

/** Connecting a company to the account one is signed in to. */
@Component
class LinkingPurpose implements UpstreamPurpose {

    static final String NAME = "link";

    private final ChosenLink links;
    private final Accounts accounts;
    private final IdentityEntries entries;

    LinkingPurpose(ChosenLink links, Accounts accounts, IdentityEntries entries) {
        this.links = links;
        this.accounts = accounts;
        this.entries = entries;
    }

    @Override
    public String name() {
        return NAME;
    }

    /** Whoever is signed in now must be who asked for it: browsers change hands while somebody is away. */
    @Override
    public String arrive(
            HttpServletRequest request,
            HttpServletResponse response,
            Connection connection,
            UpstreamAttempt attempt,
            UpstreamIdentity identity) {
        Realm realm = CurrentRequest.currentRealm();
        try {
            SignedInAccount person = SignedIn.current()
                    .filter(signedIn -> signedIn.account().equals(attempt.account()))
                    .orElseThrow(() -> RefusedArrival.because(RefusedArrival.ANOTHER_ACCOUNT));
            links.link(realm, connection, identity, person);
            return "/realms/" + realm.name() + "/account/companies?done=added";
        } catch (DuplicateKeyException ex) {
            throw refused(realm, identity, RefusedArrival.because(RefusedArrival.TAKEN));
        } catch (SessionEndedException ex) {
            refused(realm, identity, RefusedArrival.because(RefusedArrival.OVER));
            throw ex;
        } catch (UpstreamRefusedException ex) {
            throw refused(realm, identity, ex);
        }
    }

    /** Back to the page it was begun from, which says why. */
    @Override
    public Optional<String> refused(
            HttpServletRequest request, Connection connection, UpstreamAttempt attempt, UpstreamRefusedException why) {
        Realm realm = CurrentRequest.currentRealm();
        return Optional.of("/realms/" + realm.name() + "/account/companies?refused=" + why.reason());
    }

    private UpstreamRefusedException refused(Realm realm, UpstreamIdentity identity, UpstreamRefusedException why) {
        Party actor = SignedIn.current()
                .flatMap(person -> accounts.find(realm, person.account()))
                .map(accounts::party)
                .orElseGet(Party::anonymous);
        entries.notLinked(realm, actor, identity, why.reason());
        return why;
    }
}
