package org.gatehouse.server.tokens;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.gatehouse.server.realm.Realm;
import org.springframework.stereotype.Component;

/** For whoever remembers a family instead of holding its tokens. */
@Component
public class LiveFamilies {

    private final TokenFamilies families;

    LiveFamilies(TokenFamilies families) {
        this.families = families;
    }

    /** The family a code has begun. */
    public static UUID ofCode(String code) {
        return TokenFormat.familyInCode(code);
    }

    /** What a client holds of a person's. */
    public record Held(Instant lastUsed, Instant until) {}

    /** Empty when it holds nothing that still counts. */
    public Optional<Held> heldBy(Realm realm, UUID account, String client) {
        return families.heldBy(realm, account, client);
    }

    /** Whether its tokens would still count: neither ended nor expired, and the person may sign in. */
    public boolean contains(Realm realm, UUID family) {
        return families.find(realm, family).filter(TokenFamily::live).isPresent();
    }
}
