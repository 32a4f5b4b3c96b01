package org.gatehouse.server.passkey;

import java.util.Optional;
import org.gatehouse.server.account.AccountAddition;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.session.SignedInAccount;
import org.springframework.stereotype.Component;

/** The way to one's passkeys, and the offer to have one, made to those who have just typed a password. */
@Component
class PasskeyAddition implements AccountAddition {

    private final Passkeys passkeys;

    PasskeyAddition(Passkeys passkeys) {
        this.passkeys = passkeys;
    }

    @Override
    public Optional<Link> link(Realm realm, Account account) {
        return Passkeys.areOffered(realm)
                        || !passkeys.of(realm, account.subject()).isEmpty()
                ? Optional.of(new Link("passkey.title", "passkeys"))
                : Optional.empty();
    }

    @Override
    public Optional<Offer> offer(Realm realm, Account account, SignedInAccount person) {
        boolean fits = Passkeys.areOffered(realm)
                && person.methods().contains("pwd")
                && passkeys.of(realm, account.subject()).isEmpty();
        return fits
                ? Optional.of(
                        new Offer("passkey.card.title", "passkey.card.text", new Link("passkey.add", "passkeys/add")))
                : Optional.empty();
    }
}
