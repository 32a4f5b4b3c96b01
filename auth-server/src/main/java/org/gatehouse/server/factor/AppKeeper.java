package org.gatehouse.server.factor;

import java.util.List;
import java.util.UUID;
import org.gatehouse.realm.signin.SecondFactor;
import org.gatehouse.server.factor.totp.TotpFactors;
import org.gatehouse.server.realm.Realm;
import org.springframework.stereotype.Component;

/** Authenticator apps, for whoever asks for all kinds. */
@Component
class AppKeeper implements FactorKeeper {

    private final TotpFactors apps;

    AppKeeper(TotpFactors apps) {
        this.apps = apps;
    }

    @Override
    public List<EnrolledFactor> of(Realm realm, UUID account) {
        return apps.of(realm, account).stream()
                .map(app -> new EnrolledFactor(app.id(), SecondFactor.TOTP, app.name(), app.addedAt(), app.lastUsed()))
                .toList();
    }

    @Override
    public boolean remove(Realm realm, UUID account, UUID factor) {
        return apps.remove(realm, account, factor);
    }
}
