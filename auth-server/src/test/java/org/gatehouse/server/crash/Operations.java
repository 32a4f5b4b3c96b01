package org.gatehouse.server.crash;

import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.gatehouse.server.testing.RelyingApp;
import org.gatehouse.server.testing.Site;

/** Everything the load is mixed of. */
final class Operations {

    private static final String REALM = "acme";

    private final ServiceTokens serviceTokens;
    private final List<Operation> kinds;
    private final List<Operation> mixed;

    private Operations(ServiceTokens serviceTokens, List<Weighted> weighted) {
        this.serviceTokens = serviceTokens;
        this.kinds = weighted.stream().map(Weighted::operation).toList();
        this.mixed = weighted.stream().flatMap(Weighted::repeated).toList();
    }

    private record Weighted(int weight, Operation operation) {

        Stream<Operation> repeated() {
            return Collections.nCopies(weight, operation).stream();
        }
    }

    static Operations at(Site site, Ledger ledger) {
        SignIns signIns = new SignIns(ledger);
        RelyingApp service = RelyingApp.of(site, REALM, "exporter");
        Tokens tokens = new Tokens(ledger, service);
        RelyingApp web = RelyingApp.web(site, REALM);
        RelyingApp phone = RelyingApp.phone(site, REALM);
        Redemptions redemptions = new Redemptions(ledger, signIns, tokens, List.of(web, phone));
        Administrator administrator = new Administrator(ledger, signIns, RelyingApp.of(site, REALM, "console"));
        ServiceTokens serviceTokens = new ServiceTokens(ledger, service);
        return new Operations(
                serviceTokens,
                List.of(
                        new Weighted(12, signIns), // first: what is verified after it wants people signed in
                        new Weighted(4, new PasswordChanges(ledger, signIns, tokens)),
                        new Weighted(4, new PasswordResets(ledger, signIns, tokens)),
                        new Weighted(2, new RecoverySignIns(ledger, RelyingApp.of(site, REALM, "vault"))),
                        new Weighted(
                                3, new Consenting(ledger, signIns, redemptions, RelyingApp.of(site, REALM, "asking"))),
                        new Weighted(2, new DeviceSignOuts(ledger, signIns, tokens)), // before what ends all lineages
                        new Weighted(6, redemptions),
                        new Weighted(12, new Refreshes(ledger, tokens)),
                        new Weighted(2, new PushedRequests(ledger, redemptions, web)),
                        new Weighted(2, new DeviceGrants(ledger, signIns, RelyingApp.of(site, REALM, "kiosk"))),
                        new Weighted(2, new Exchanges(ledger, RelyingApp.of(site, REALM, "planner"))),
                        new Weighted(2, new Registrations(ledger, administrator)),
                        new Weighted(2, new Secrets(ledger, administrator)),
                        new Weighted(1, new KeyRotations(ledger, administrator)),
                        new Weighted(2, new Revocations(ledger, tokens)),
                        new Weighted(2, new Replays(tokens)),
                        new Weighted(3, new SignOuts(ledger, signIns, tokens)),
                        new Weighted(4, new Administration(ledger, administrator)),
                        new Weighted(2, new Suspensions(ledger, administrator, tokens)),
                        new Weighted(2, new WrongPasswords(signIns)),
                        new Weighted(2, serviceTokens)));
    }

    /** One of those that make sense for this person now. */
    Operation any(Person person) {
        List<Operation> possible =
                mixed.stream().filter(each -> each.isPossible(person)).toList();
        return possible.get(person.random().nextInt(possible.size()));
    }

    void verify(Person person) throws CutOff {
        for (Operation operation : kinds) {
            operation.verify(person);
        }
    }

    /** What shows best that everything works again: a token has left, and so its entry is durable. */
    ServiceTokens probe() {
        return serviceTokens;
    }
}
