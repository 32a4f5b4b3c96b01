package org.gatehouse.server.directory;

import org.gatehouse.server.realm.Realm;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Whether an address is that of somebody who may not sign in. All who have it are asked for, however many there are. */
@Component
@Transactional(readOnly = true)
public class ShutOutAddresses {

    // an administrator is named by nobody, an organisation's directory by its connection
    private static final String FIND = """
            SELECT EXISTS (
                SELECT FROM account a
                 WHERE a.realm_id = ? AND a.email_index = ? AND a.state = 'DISABLED'
                   AND NOT (? AND a.disabled_by IS NOT NULL AND a.disabled_by NOT LIKE 'connection:%'
                        AND NOT a.email_verified AND a.password_hash IS NULL
                        AND NOT EXISTS (SELECT FROM federated_identity f
                                         WHERE f.realm_id = a.realm_id AND f.account_id = a.id)
                        AND NOT EXISTS (SELECT FROM passkey p WHERE p.realm_id = a.realm_id AND p.account_id = a.id)))
            """;

    private final JdbcClient jdbc;
    private final AccountFields fields;

    ShutOutAddresses(JdbcClient jdbc, AccountFields fields) {
        this.jdbc = jdbc;
        this.fields = fields;
    }

    /**
     * @param exceptWrittenDown leaves out those whom a directory of the realm's own has written down and shut out, who have
     *     never had anything to sign in with
     */
    public boolean has(Realm realm, String email, boolean exceptWrittenDown) {
        return jdbc.sql(FIND)
                .params(realm.id(), fields.emailIndex(realm, email), exceptWrittenDown)
                .query(Boolean.class)
                .single();
    }
}
