package org.gatehouse.server.administration;

import java.util.List;
import java.util.UUID;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.rights.Actor;
import org.gatehouse.server.rights.EffectiveRights;
import org.gatehouse.server.rights.RolePath;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What one person can do, for those who administer them. */
@Component
public class AccountRights {

    private final AccountAccess access;
    private final EffectiveRights rights;

    AccountRights(AccountAccess access, EffectiveRights rights) {
        this.access = access;
        this.rights = rights;
    }

    /** Whose, and each way by which they have a role. */
    public record View(Account account, List<RolePath> paths) {}

    /** @throws AccountException when there is no such account, or it is deleted */
    @Transactional
    public View of(Actor actor, UUID id) {
        return new View(access.viewUndeleted(actor, id), rights.of(actor.realm(), id));
    }
}
