package org.gatehouse.server.directory;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.gatehouse.audit.event.Change;
import org.gatehouse.realm.PlainText;
import org.gatehouse.server.directory.InvalidAccountException.Problem;
import org.gatehouse.server.realm.Realm;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads, checks and writes the fields of an account one by one. */
@Component
class AccountFields {

    static final String EMAIL = "email";
    static final String PHONE = "phone";

    private final PersonalFields personal;

    AccountFields(PersonalFields personal) {
        this.personal = personal;
    }

    @Nullable
    String read(Account account, AccountField field) {
        return switch (field) {
            case USER_NAME -> account.userName();
            case DISPLAY_NAME -> account.displayName();
            case EMAIL -> open(account, EMAIL, account.emailSealed());
            case EMAIL_VERIFIED -> String.valueOf(account.emailVerified());
            case PHONE -> open(account, PHONE, account.phoneSealed());
            case PHONE_VERIFIED -> String.valueOf(account.phoneVerified());
            case LOCALE -> account.locale();
        };
    }

    /** Everything that is wrong with the values. */
    List<Problem> check(Realm realm, Map<AccountField, @Nullable String> values) {
        List<Problem> problems = new ArrayList<>();
        values.forEach((field, value) ->
                problem(realm, field, value).ifPresent(text -> problems.add(new Problem(field.code(), text))));
        return problems;
    }

    /**
     * Writes checked values, and takes back a verification that was of another value.
     *
     * @return what is different now, in the trail's terms
     */
    List<Change> write(Account account, Map<AccountField, @Nullable String> values) {
        List<Change> changes = new ArrayList<>();
        for (AccountField field : AccountField.values()) {
            if (values.containsKey(field)) {
                write(account, field, values.get(field)).ifPresent(changes::add);
            }
        }
        unverify(account, values, AccountField.EMAIL, AccountField.EMAIL_VERIFIED, changes);
        unverify(account, values, AccountField.PHONE, AccountField.PHONE_VERIFIED, changes);
        return changes;
    }

    byte[] emailIndex(Realm realm, String email) {
        return personal.index(realm.id(), EMAIL, email);
    }

    byte[] phoneIndex(Realm realm, String e164) {
        return personal.index(realm.id(), PHONE, e164);
    }

    private void unverify(
            Account account,
            Map<AccountField, @Nullable String> values,
            AccountField field,
            AccountField verified,
            List<Change> changes) {
        boolean changed = changes.stream().anyMatch(change -> change.field().equals(field.code()));
        if (changed && !values.containsKey(verified)) {
            write(account, verified, "false").ifPresent(changes::add);
        }
    }

    private Optional<Change> write(Account account, AccountField field, @Nullable String value) {
        String before = read(account, field);
        String after = canonical(field, value);
        if (Objects.equals(before, after)) {
            return Optional.empty();
        }
        set(account, field, after);
        return Optional.of(
                field.isFlag() || field == AccountField.LOCALE
                        ? Change.of(field.code(), before, after)
                        : Change.personal(field.code(), before, after));
    }

    private static @Nullable String canonical(AccountField field, @Nullable String value) {
        if (value == null) {
            return null;
        }
        return field == AccountField.PHONE ? PhoneNumbers.e164(value).orElseThrow() : value.strip();
    }

    private void set(Account account, AccountField field, @Nullable String value) {
        switch (field) {
            case USER_NAME -> account.setUserName(Objects.requireNonNull(value));
            case DISPLAY_NAME -> account.setDisplayName(Objects.requireNonNull(value));
            case EMAIL -> account.setEmail(seal(account, EMAIL, value), index(account, EMAIL, value));
            case EMAIL_VERIFIED -> account.setEmailVerified(Boolean.parseBoolean(value));
            case PHONE -> account.setPhone(seal(account, PHONE, value), index(account, PHONE, value));
            case PHONE_VERIFIED -> account.setPhoneVerified(Boolean.parseBoolean(value));
            case LOCALE -> account.setLocale(value);
        }
    }

    private static Optional<String> problem(Realm realm, AccountField field, @Nullable String value) {
        boolean right = switch (field) {
            case USER_NAME -> value != null && UserNames.isValid(value) && PlainText.isPlain(value);
            case DISPLAY_NAME -> value != null && PlainText.isValid(value, UserNames.MAX_LENGTH);
            case EMAIL -> value == null || EmailAddresses.isValid(value.strip());
            case PHONE -> value == null || PhoneNumbers.e164(value).isPresent();
            case LOCALE -> value == null || realm.definition().languages().contains(value.strip());
            case EMAIL_VERIFIED, PHONE_VERIFIED -> "true".equals(value) || "false".equals(value);
        };
        return right ? Optional.empty() : Optional.of(requirement(realm, field));
    }

    private static String requirement(Realm realm, AccountField field) {
        return switch (field) {
            case USER_NAME, DISPLAY_NAME ->
                "Must be text of 1 to " + UserNames.MAX_LENGTH + " characters in one line, without markup.";
            case EMAIL -> "Must be an e-mail address such as ana@example.org.";
            case PHONE -> "Must be an international phone number such as +33123456789.";
            case LOCALE ->
                "Must be one of the realm's languages: "
                        + String.join(", ", realm.definition().languages()) + ".";
            case EMAIL_VERIFIED, PHONE_VERIFIED -> "Must be true or false.";
        };
    }

    private @Nullable String open(Account account, String column, byte @Nullable [] sealed) {
        return sealed == null ? null : personal.open(account.id(), column, sealed);
    }

    private byte @Nullable [] seal(Account account, String column, @Nullable String value) {
        return value == null ? null : personal.seal(account.id(), column, value);
    }

    private byte @Nullable [] index(Account account, String column, @Nullable String value) {
        return value == null ? null : personal.index(account.id().realm(), column, value);
    }
}
