package org.gatehouse.server.tokens;

import java.util.UUID;
import org.gatehouse.server.realm.Realm;
import org.springframework.stereotype.Component;

/** By which subject a client knows a person (OIDC Core section 8): what {@code sub} says wherever the client reads it. */
@Component
public class Subjects {

    public String of(Realm realm, String clientId, UUID account) {
        return account.toString();
    }
}
