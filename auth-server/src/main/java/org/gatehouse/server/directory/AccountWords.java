package org.gatehouse.server.directory;

import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The words an account is found by, kept with its names. */
@Component
class AccountWords {

    private static final String CLEAR = "DELETE FROM account_word WHERE realm_id = ? AND account_id = ?";
    private static final String ADD =
            "INSERT INTO account_word (realm_id, account_id, sort_key, word) SELECT ?, ?, ?, unnest(?)";

    private final JdbcClient jdbc;

    AccountWords(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** After the account's row was written. */
    void index(Account account, boolean isNew) {
        Set<String> words = SearchWords.of(account.userName(), account.displayName());
        if (!isNew) {
            jdbc.sql(CLEAR).params(account.id().realm(), account.subject()).update();
        }
        jdbc.sql(ADD)
                .params(
                        account.id().realm(),
                        account.subject(),
                        SearchWords.sortKey(account.displayName()),
                        words.toArray(String[]::new))
                .update();
    }
}
