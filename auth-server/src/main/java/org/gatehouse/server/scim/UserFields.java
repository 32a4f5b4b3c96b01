package org.gatehouse.server.scim;

import de.captaingoldfish.scim.sdk.common.resources.EnterpriseUser;
import de.captaingoldfish.scim.sdk.common.resources.User;
import de.captaingoldfish.scim.sdk.common.resources.complex.Name;
import de.captaingoldfish.scim.sdk.common.resources.multicomplex.Email;
import de.captaingoldfish.scim.sdk.common.resources.multicomplex.MultiComplexNode;
import de.captaingoldfish.scim.sdk.common.resources.multicomplex.PhoneNumber;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gatehouse.realm.RealmDefinition;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.directory.AccountEdit;
import org.gatehouse.server.directory.AccountField;
import org.gatehouse.server.realm.Realm;
import org.jspecify.annotations.Nullable;

/**
 * What a user resource says about an account. Whether an address is proven, roles and passwords are not among it: no
 * directory vouches for those.
 */
final class UserFields {

    /** Of a person's e-mail addresses, the one that is kept. */
    static final String EMAIL_TYPE = "work";

    /** Of a person's numbers, the one that is kept: the others reach nobody in person. */
    static final String PHONE_TYPE = "mobile";

    private UserFields() {}

    /** @param current the account as it is; null for one to be made */
    static AccountEdit edit(Realm realm, User user, @Nullable Account current) {
        Map<AccountField, @Nullable String> fields = new EnumMap<>(AccountField.class);
        fields.put(AccountField.USER_NAME, user.getUserName().orElse(null));
        fields.put(AccountField.DISPLAY_NAME, displayName(user));
        fields.put(AccountField.EMAIL, email(user).orElse(null));
        fields.put(AccountField.PHONE, phone(user).orElse(null));
        fields.put(AccountField.LOCALE, language(realm, user, current));
        return new AccountEdit(fields, attributes(realm.definition(), user));
    }

    private static @Nullable String displayName(User user) {
        return user.getDisplayName()
                .filter(name -> !name.isBlank())
                .or(() -> user.getName().flatMap(UserFields::fullName))
                .or(user::getUserName)
                .orElse(null);
    }

    private static Optional<String> fullName(Name name) {
        String joined = Stream.of(name.getGivenName(), name.getFamilyName())
                .flatMap(Optional::stream)
                .collect(Collectors.joining(" "));
        return name.getFormatted()
                .filter(formatted -> !formatted.isBlank())
                .or(() -> Optional.of(joined).filter(text -> !text.isBlank()));
    }

    private static Optional<String> email(User user) {
        List<Email> emails = user.getEmails();
        return ofType(emails, EMAIL_TYPE)
                .or(() -> emails.stream().filter(MultiComplexNode::isPrimary).findFirst())
                .or(() -> emails.stream().findFirst())
                .flatMap(UserFields::text);
    }

    private static Optional<String> phone(User user) {
        List<PhoneNumber> phones = user.getPhoneNumbers();
        return ofType(phones, PHONE_TYPE)
                .or(() -> phones.stream()
                        .filter(phone -> phone.getType().isEmpty())
                        .findFirst())
                .flatMap(UserFields::text);
    }

    private static <T extends MultiComplexNode> Optional<T> ofType(List<T> values, String type) {
        return values.stream()
                .filter(value -> type.equalsIgnoreCase(value.getType().orElse(null)))
                .findFirst();
    }

    private static Optional<String> text(MultiComplexNode node) {
        return node.getValue().filter(value -> !value.isBlank());
    }

    /** The language they prefer, if the realm speaks it. Both attributes show it, so the one that differs is the wish. */
    private static @Nullable String language(Realm realm, User user, @Nullable Account current) {
        List<String> wishes = Stream.of(user.getPreferredLanguage(), user.getLocale())
                .flatMap(Optional::stream)
                .flatMap(tag -> spoken(realm, tag).stream())
                .toList();
        String before = current == null ? null : current.locale();
        return wishes.stream()
                .filter(language -> !language.equals(before))
                .findFirst()
                .orElse(wishes.isEmpty() ? null : wishes.get(0));
    }

    private static Optional<String> spoken(Realm realm, String tag) {
        List<String> languages = realm.definition().languages();
        String subtag = tag.split("[-_,;]", 2)[0].strip();
        return languages.stream()
                .filter(language -> language.equalsIgnoreCase(tag.strip()) || language.equalsIgnoreCase(subtag))
                .findFirst();
    }

    private static Map<String, @Nullable Object> attributes(RealmDefinition realm, User user) {
        Map<String, @Nullable Object> attributes = new TreeMap<>();
        for (KeptAttribute kept : KeptAttribute.in(realm)) {
            attributes.put(kept.name(), value(kept, user));
        }
        return attributes;
    }

    private static @Nullable Object value(KeptAttribute kept, User user) {
        Optional<EnterpriseUser> work = user.getEnterpriseUser();
        Optional<String> text = switch (kept.name()) {
            case "employeeNumber" -> work.flatMap(EnterpriseUser::getEmployeeNumber);
            case "costCenter" -> work.flatMap(EnterpriseUser::getCostCenter);
            case "organization" -> work.flatMap(EnterpriseUser::getOrganization);
            case "division" -> work.flatMap(EnterpriseUser::getDivision);
            case "department" -> work.flatMap(EnterpriseUser::getDepartment);
            default -> Optional.empty();
        };
        return text.filter(given -> !given.isBlank()).map(kept::typed).orElse(null);
    }
}
