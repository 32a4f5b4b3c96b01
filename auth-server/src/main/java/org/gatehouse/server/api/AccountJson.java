package org.gatehouse.server.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.gatehouse.server.administration.AccountRecord;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.directory.AccountEdit;
import org.gatehouse.server.directory.AccountField;
import org.gatehouse.server.directory.AccountSummary;
import org.gatehouse.server.groups.Group;
import org.gatehouse.server.password.OwnData;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Accounts as the API writes and reads them. */
final class AccountJson {

    static final String PASSWORD = "password";

    private static final String ATTRIBUTES = "attributes";

    private static final Set<String> EDITABLE = editable();

    private AccountJson() {}

    /** A line of a list. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Line(
            UUID id,
            String userName,
            String displayName,
            @Nullable String email,
            String state) {

        static Line of(AccountSummary account) {
            return new Line(
                    account.id(), account.userName(), account.displayName(), account.email(), lower(account.state()));
        }
    }

    /** A group somebody is in. */
    record Membership(UUID id, String name) {

        static Membership of(Group group) {
            return new Membership(group.id(), group.fullName());
        }
    }

    /** The whole account. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Whole(
            UUID id,
            String userName,
            String displayName,
            @Nullable String email,
            boolean emailVerified,
            @Nullable String phone,
            boolean phoneVerified,
            @Nullable String locale,
            String state,
            Map<String, Object> attributes,
            Set<String> roles,
            List<Membership> groups,
            Instant createdAt,
            Instant updatedAt,
            @Nullable Instant deletedAt) {

        static Whole of(AccountRecord found) {
            Account account = found.account();
            return new Whole(
                    account.subject(),
                    account.userName(),
                    account.displayName(),
                    found.personal().email(),
                    account.emailVerified(),
                    found.personal().phone(),
                    account.phoneVerified(),
                    account.locale(),
                    lower(account.state()),
                    found.attributes(),
                    new TreeSet<>(account.roles()),
                    found.groups().stream().map(Membership::of).toList(),
                    account.createdAt(),
                    account.updatedAt(),
                    account.deletedAt());
        }
    }

    /** What a JSON merge patch (RFC 7396) of an account may name. */
    static Set<String> editable() {
        Set<String> names = new HashSet<>(Set.of(ATTRIBUTES));
        Arrays.stream(AccountField.values()).map(AccountField::code).forEach(names::add);
        return Set.copyOf(names);
    }

    static Set<String> creatable() {
        Set<String> names = new HashSet<>(EDITABLE);
        names.add(PASSWORD);
        return names;
    }

    static AccountEdit edit(JsonBody body) {
        Map<AccountField, @Nullable String> fields = new EnumMap<>(AccountField.class);
        for (AccountField field : AccountField.values()) {
            if (body.has(field.code())) {
                fields.put(field, field.isFlag() ? body.flag(field.code()) : body.text(field.code()));
            }
        }
        Map<String, @Nullable Object> attributes = new TreeMap<>();
        body.object(ATTRIBUTES).properties().forEach(entry -> attributes.put(entry.getKey(), plain(entry)));
        return new AccountEdit(fields, attributes);
    }

    /** What a password of theirs is not to contain. */
    static OwnData ownData(AccountEdit edit) {
        return OwnData.of(
                edit.fields().get(AccountField.USER_NAME),
                edit.fields().get(AccountField.EMAIL),
                edit.fields().get(AccountField.DISPLAY_NAME),
                edit.attributes());
    }

    private static @Nullable Object plain(Map.Entry<String, JsonNode> entry) {
        JsonNode value = entry.getValue();
        if (value.isNull()) {
            return null;
        }
        if (value.isString()) {
            return value.asString();
        }
        if (value.isBoolean()) {
            return value.asBoolean();
        }
        if (value.isIntegralNumber() && value.canConvertToLong()) {
            return value.asLong();
        }
        throw ApiException.invalid("Attributes must be text, whole numbers, true or false.");
    }

    static String lower(Enum<?> state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
