package org.gatehouse.server.directory;

import java.util.List;
import java.util.stream.Collectors;
import org.gatehouse.server.directory.AccountCondition.ActiveIs;
import org.gatehouse.server.directory.AccountCondition.All;
import org.gatehouse.server.directory.AccountCondition.Any;
import org.gatehouse.server.directory.AccountCondition.AttributeIs;
import org.gatehouse.server.directory.AccountCondition.DisplayNameIs;
import org.gatehouse.server.directory.AccountCondition.EmailIs;
import org.gatehouse.server.directory.AccountCondition.ExternalIdIs;
import org.gatehouse.server.directory.AccountCondition.HasExternalId;
import org.gatehouse.server.directory.AccountCondition.IdIs;
import org.gatehouse.server.directory.AccountCondition.PhoneIs;
import org.gatehouse.server.directory.AccountCondition.ReachedBy;
import org.gatehouse.server.directory.AccountCondition.UserNameIs;
import org.gatehouse.server.directory.AccountCondition.UserNameStartsWith;
import org.gatehouse.server.realm.Realm;
import org.springframework.stereotype.Component;

/** Puts conditions on accounts, of the alias {@code a}, into SQL. */
@Component
class AccountConditions {

    private static final String HAS_ATTRIBUTE = """
            EXISTS (SELECT FROM account_attribute t WHERE t.realm_id = a.realm_id AND t.account_id = a.id
                       AND t.name = ? AND t.search_key = ?)
            """;
    private static final String HAS_EXTERNAL_ID = """
            EXISTS (SELECT FROM account_external_id e
                     WHERE e.realm_id = a.realm_id AND e.account_id = a.id AND e.source = ?)
            """;

    // The one row with the identifier, then its account: not the other way round.
    private static final String EXTERNAL_ID = """
            a.id = (SELECT e.account_id FROM account_external_id e
                     WHERE e.realm_id = ? AND e.source = ? AND e.search_key = ?)
            """;

    private static final String REACHED = """
            EXISTS (SELECT FROM provisioning_reach r WHERE r.realm_id = a.realm_id AND r.account_id = a.id
                       AND (r.source = ? OR (r.connection = ? AND r.issuer = ?)))
            """;

    private final AccountFields fields;
    private final AccountAttributes attributes;
    private final ExternalIds externalIds;

    AccountConditions(AccountFields fields, AccountAttributes attributes, ExternalIds externalIds) {
        this.fields = fields;
        this.attributes = attributes;
        this.externalIds = externalIds;
    }

    Sql of(Realm realm, String source, AccountCondition condition) {
        if (condition instanceof All all) {
            return joined(realm, source, all.conditions(), " AND ", "true");
        }
        if (condition instanceof Any any) {
            return joined(realm, source, any.conditions(), " OR ", "false");
        }
        return single(realm, source, condition);
    }

    private Sql joined(
            Realm realm, String source, List<AccountCondition> conditions, String operator, String otherwise) {
        List<Sql> parts = conditions.stream()
                .map(condition -> of(realm, source, condition))
                .toList();
        return parts.isEmpty()
                ? Sql.of(otherwise)
                : new Sql(
                        parts.stream().map(Sql::text).collect(Collectors.joining(operator, "(", ")")),
                        parts.stream()
                                .flatMap(part -> part.parameters().stream())
                                .toList());
    }

    private Sql single(Realm realm, String source, AccountCondition condition) {
        if (condition instanceof IdIs is) {
            return Sql.of("a.id = ?", is.id());
        }
        if (condition instanceof UserNameIs is) {
            return Sql.of("a.user_name_key = ?", UserNames.key(is.userName()));
        }
        if (condition instanceof UserNameStartsWith begins) {
            return Sql.of("starts_with(a.user_name_key, ?)", UserNames.key(begins.beginning()));
        }
        if (condition instanceof DisplayNameIs is) {
            return Sql.of(
                    "a.sort_key = ? AND lower(a.display_name) = lower(?)",
                    SearchWords.sortKey(is.displayName()),
                    is.displayName());
        }
        if (condition instanceof ActiveIs is) {
            return Sql.of("a.state = ?", (is.active() ? AccountState.ACTIVE : AccountState.DISABLED).name());
        }
        if (condition instanceof ReachedBy by) {
            return Sql.of(REACHED, by.source(), by.connection(), by.issuer());
        }
        return hidden(realm, source, condition);
    }

    /** By what is stored only as a keyed hash. */
    private Sql hidden(Realm realm, String source, AccountCondition condition) {
        if (condition instanceof EmailIs is) {
            return Sql.of("a.email_index = ?", fields.emailIndex(realm, is.email()));
        }
        if (condition instanceof PhoneIs is) {
            return PhoneNumbers.e164(is.phone())
                    .map(phone -> Sql.of("a.phone_index = ?", fields.phoneIndex(realm, phone)))
                    .orElse(Sql.of("false"));
        }
        if (condition instanceof AttributeIs is) {
            return Sql.of(HAS_ATTRIBUTE, is.name(), attributes.searchKey(realm, is.name(), is.value()));
        }
        if (condition instanceof ExternalIdIs is) {
            return Sql.of(EXTERNAL_ID, realm.id(), source, externalIds.searchKey(realm, is.externalId()));
        }
        if (condition instanceof HasExternalId) {
            return Sql.of(HAS_EXTERNAL_ID, source);
        }
        throw new IllegalArgumentException("No such condition: " + condition.getClass());
    }
}
