package org.gatehouse.server.console.trail;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.gatehouse.audit.event.Country;
import org.gatehouse.realm.Permission;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.directory.AccountQuery;
import org.gatehouse.server.directory.AccountSearch;
import org.gatehouse.server.directory.AccountState;
import org.gatehouse.server.directory.AccountSummary;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.reading.QueryFilter;
import org.gatehouse.server.reading.QueryKey;
import org.gatehouse.server.reading.TrailMask;
import org.gatehouse.server.reading.TrailQuery.Term;
import org.gatehouse.server.rights.Actor;
import org.springframework.stereotype.Component;

/**
 * Whom somebody means. A user name, an e-mail address or an id means one person; beginnings of names may mean several, and
 * are only looked up for those who may list accounts.
 */
@Component
class TrailPeople {

    /** Enough to choose from; whoever is not among them types more of the name. */
    private static final int MOST = 8;

    private final Accounts accounts;
    private final AccountSearch search;

    TrailPeople(Accounts accounts, AccountSearch search) {
        this.accounts = accounts;
        this.search = search;
    }

    /** One, none, or several of whom one has to be chosen. */
    List<UUID> find(Actor viewer, String word) {
        Optional<UUID> one = QueryFilter.id(word).or(() -> byLogin(viewer, word));
        return one.map(List::of)
                .orElseGet(() ->
                        named(viewer, word).stream().map(AccountSummary::id).toList());
    }

    /** Whoever may not know who is in the trail could find out by asking for one name after the other. */
    private Optional<UUID> byLogin(Actor viewer, String word) {
        return mayName(viewer) ? accounts.findByLogin(viewer.realm(), word).map(Account::subject) : Optional.empty();
    }

    /** Whether this reader may find people by their names; if not, every name is answered alike, there or not. */
    boolean mayName(Actor viewer) {
        return !TrailMask.isFor(viewer) || viewer.permissions().contains(Permission.USERS_READ);
    }

    /** Those whose names begin like that; nobody for whoever may not list accounts. */
    List<AccountSummary> named(Actor viewer, String word) {
        if (!viewer.permissions().contains(Permission.USERS_READ)) {
            return List.of();
        }
        Set<AccountState> states = Set.of(AccountState.ACTIVE, AccountState.DISABLED);
        return search.find(viewer.realm(), new AccountQuery(word, states, null, null, Map.of(), null, null, MOST));
    }

    /** What the person is called where people are asked for; what was given when it is nobody's id, or names are hidden. */
    String name(Actor viewer, String given) {
        return QueryFilter.id(given)
                .filter(id -> mayName(viewer))
                .flatMap(id -> accounts.find(viewer.realm(), id))
                .map(Account::userName)
                .orElse(given);
    }

    /** What a condition asks for, as people call it. */
    Function<Term, String> shown(Actor viewer, Locale locale) {
        return term -> {
            if (term.key() == QueryKey.COUNTRY) {
                return Country.find(term.value())
                        .map(code -> Country.name(code, locale))
                        .orElse(term.value());
            }
            if (term.key() == QueryKey.CLIENT) {
                return PartyNames.client(viewer.realm(), term.value());
            }
            if (term.key() == QueryKey.OBJECT) {
                return PartyNames.shortened(term.value());
            }
            return term.key().isPerson() ? called(viewer, term.value()) : term.value();
        };
    }

    private String called(Actor viewer, String given) {
        return mayName(viewer)
                ? name(viewer, given)
                : QueryFilter.id(given).map(TrailMask::name).orElse(given);
    }

    /** Those of these people who have a page the viewer may open. */
    Set<UUID> withPage(Actor viewer, Set<UUID> people) {
        return viewer.permissions().contains(Permission.USERS_READ)
                ? accounts.existing(viewer.realm(), people)
                : Set.of();
    }
}
