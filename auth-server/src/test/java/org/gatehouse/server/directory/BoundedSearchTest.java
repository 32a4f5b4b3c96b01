package org.gatehouse.server.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.gatehouse.server.directory.AccountQuery.Place;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.realm.Realms;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.TestServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;

@DisplayName(
        "A search for those with or without a factor tries so many at a time, and comes to all of them by going on")
class BoundedSearchTest {

    private static final int TRIED = 3;

    private final TestServer server = TestServer.shared();
    private final Realm realm = server.bean(Realms.class).get("globex");
    private final AccountSearch bounded = new AccountSearch(
            server.bean(JdbcClient.class),
            server.bean(AccountFields.class),
            server.bean(AccountAttributes.class),
            server.bean(PersonalFields.class),
            TRIED);

    @ParameterizedTest
    @CsvSource({"'',false", "somebody,false", "'',true", "somebody,true"})
    void goOnThenEverybodyOnceInTheirOrder(String text, boolean factor) {
        People people = People.of(server);
        for (int i = 0; i < 5; i++) {
            people.create("globex");
        }
        List<UUID> all = server.bean(AccountSearch.class).find(realm, query(text, factor, null, 10_000)).stream()
                .map(AccountSummary::id)
                .toList();

        List<UUID> found = new ArrayList<>();
        Place after = null;
        int cut = 0;
        do {
            AccountSearch.Found page = bounded.search(realm, query(text, factor, after, 2));
            assertThat(page.accounts()).hasSizeLessThanOrEqualTo(2);
            page.accounts().forEach(account -> found.add(account.id()));
            cut += page.goOn() == null ? 0 : 1;
            boolean full = page.accounts().size() == 2;
            after = full ? page.accounts().get(1).place() : page.goOn();
        } while (after != null);

        assertThat(found).isEqualTo(all);
        assertThat(cut).as("pages that ended before they were full").isGreaterThanOrEqualTo(factor ? 1 : 0);
        assertThat(factor || !all.isEmpty()).isTrue();
    }

    private static AccountQuery query(String text, boolean factor, @Nullable Place after, int limit) {
        Set<AccountState> states = Set.of(AccountState.ACTIVE, AccountState.DISABLED);
        return new AccountQuery(text, states, null, null, Map.of(), factor, after, limit);
    }
}
