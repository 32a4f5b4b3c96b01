package org.gatehouse.server.console.people;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gatehouse.server.directory.AccountQuery;
import org.gatehouse.server.directory.AccountSearch;
import org.gatehouse.server.directory.AccountState;
import org.gatehouse.server.directory.AccountSummary;
import org.gatehouse.server.realm.Realm;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The people whose names begin as somebody types, while they type: few, and soon or not at all. */
@Component
class ProposedPeople {

    /** Letters before anybody is proposed: one would propose a part of the realm to whoever comes by. */
    static final int FEWEST_LETTERS = 2;

    /** No name somebody goes on typing is longer. */
    static final int MOST_LETTERS = 100;

    static final int MOST = 8;

    /** By then the next letter is typed. */
    private static final int SECONDS = 2;

    private static final Set<AccountState> USUAL = Set.of(AccountState.ACTIVE, AccountState.DISABLED);

    private final AccountSearch search;

    ProposedPeople(AccountSearch search) {
        this.search = search;
    }

    /**
     * Somebody who is proposed.
     *
     * @param value what the field then holds, and the list finds
     * @param label the name and the address, as the list shows them
     */
    record Proposal(String value, String label) {

        static Proposal of(AccountSummary account) {
            String label = Stream.of(account.displayName(), account.email())
                    .filter(Objects::nonNull)
                    .collect(Collectors.joining(", "));
            return new Proposal(account.userName(), label);
        }
    }

    /** @throws org.springframework.dao.DataAccessException when the database does not answer in time */
    @Transactional(readOnly = true, timeout = SECONDS)
    List<Proposal> of(Realm realm, String typed) {
        String begun = typed.strip();
        if (begun.codePointCount(0, begun.length()) < FEWEST_LETTERS || begun.length() > MOST_LETTERS) {
            return List.of();
        }
        AccountQuery query = new AccountQuery(begun, USUAL, null, null, Map.of(), null, null, MOST);
        return search.find(realm, query).stream().map(Proposal::of).toList();
    }
}
