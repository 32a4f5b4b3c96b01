package org.gatehouse.server.passkey;

import java.util.List;
import java.util.UUID;
import org.gatehouse.realm.signin.SecondFactor;
import org.gatehouse.server.factor.EnrolledFactor;
import org.gatehouse.server.factor.FactorKeeper;
import org.gatehouse.server.realm.Realm;
import org.springframework.stereotype.Component;

/** Passkeys, for whoever asks for all kinds of factors. */
@Component
class PasskeyKeeper implements FactorKeeper {

    private final PasskeyRows rows;

    PasskeyKeeper(PasskeyRows rows) {
        this.rows = rows;
    }

    @Override
    public List<EnrolledFactor> of(Realm realm, UUID account) {
        return rows.of(realm, account).stream()
                .map(PasskeyRows.Row::passkey)
                .map(passkey -> new EnrolledFactor(
                        passkey.id(), SecondFactor.PASSKEY, passkey.name(), passkey.addedAt(), passkey.lastUsedAt()))
                .toList();
    }

    @Override
    public boolean remove(Realm realm, UUID account, UUID factor) {
        return rows.remove(realm, account, factor);
    }
}
