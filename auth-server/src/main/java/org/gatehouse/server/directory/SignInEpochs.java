package org.gatehouse.server.directory;

import java.util.UUID;
import org.gatehouse.server.realm.Realm;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Begins a new epoch of an account: nothing that was begun in an earlier one, but the sign-in that is kept, counts any more.
 * Whatever is under way on any node while sign-ins are ended, and is no row yet, is ended by this too.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class SignInEpochs {

    private static final String NEXT = """
            UPDATE account SET sign_in_epoch = sign_in_epoch + 1, kept_sign_in = NULL WHERE realm_id = ? AND id = ?
            """;

    // not for a sign-in that was itself ended meanwhile
    private static final String NEXT_KEEPING = """
            UPDATE account SET sign_in_epoch = sign_in_epoch + 1, kept_sign_in = ?
             WHERE realm_id = ? AND id = ? AND (sign_in_epoch = ? OR kept_sign_in = ?)
            """;

    private final JdbcClient jdbc;

    SignInEpochs(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Keeps no sign-in. */
    public void next(Realm realm, UUID account) {
        jdbc.sql(NEXT).params(realm.id(), account).update();
    }

    /**
     * @param epoch in which the sign-in that is kept began
     * @param kept its reference
     * @return false, and nothing is changed, when that one was ended meanwhile
     */
    public boolean nextKeeping(Realm realm, UUID account, int epoch, String kept) {
        return jdbc.sql(NEXT_KEEPING)
                        .params(kept, realm.id(), account, epoch, kept)
                        .update()
                == 1;
    }
}
