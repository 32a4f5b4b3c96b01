package org.gatehouse.server.scim;

import de.captaingoldfish.scim.sdk.common.etag.ETag;
import de.captaingoldfish.scim.sdk.common.resources.EnterpriseUser;
import de.captaingoldfish.scim.sdk.common.resources.User;
import de.captaingoldfish.scim.sdk.common.resources.complex.Meta;
import de.captaingoldfish.scim.sdk.common.resources.complex.Name;
import de.captaingoldfish.scim.sdk.common.resources.multicomplex.Email;
import de.captaingoldfish.scim.sdk.common.resources.multicomplex.GroupNode;
import de.captaingoldfish.scim.sdk.common.resources.multicomplex.PhoneNumber;
import java.util.List;
import java.util.Map;
import org.gatehouse.server.directory.AccountRow;
import org.gatehouse.server.directory.AccountState;
import org.gatehouse.server.directory.ProvisionedAccount;

/** An account as a user resource. */
final class UserResource {

    private UserResource() {}

    /** A group somebody is in directly. */
    record InGroup(String id, String name) {}

    static User of(ProvisionedAccount found, List<InGroup> groups) {
        AccountRow account = found.account();
        User user = new User();
        user.setId(account.id().toString());
        user.setExternalId(found.externalId());
        user.setUserName(account.userName());
        user.setDisplayName(account.displayName());
        user.setName(Name.builder().formatted(account.displayName()).build());
        user.setActive(account.state() == AccountState.ACTIVE);
        user.setPreferredLanguage(account.locale());
        user.setLocale(account.locale());
        addContacts(user, account);
        addAttributes(user, account.attributes());
        user.setGroups(groups.stream().map(UserResource::group).toList());
        user.setMeta(meta(account, found.version()));
        return user;
    }

    private static void addContacts(User user, AccountRow account) {
        if (account.email() != null) {
            user.setEmails(List.of(Email.builder()
                    .value(account.email())
                    .type(UserFields.EMAIL_TYPE)
                    .primary(true)
                    .build()));
        }
        if (account.phone() != null) {
            user.setPhoneNumbers(List.of(PhoneNumber.builder()
                    .value(account.phone())
                    .type(UserFields.PHONE_TYPE)
                    .build()));
        }
    }

    private static void addAttributes(User user, Map<String, String> values) {
        EnterpriseUser work = EnterpriseUser.builder()
                .employeeNumber(values.get("employeeNumber"))
                .costCenter(values.get("costCenter"))
                .organization(values.get("organization"))
                .division(values.get("division"))
                .department(values.get("department"))
                .build();
        if (!work.isEmpty()) {
            user.setEnterpriseUser(work);
        }
    }

    private static GroupNode group(InGroup group) {
        return GroupNode.builder()
                .value(group.id())
                .display(group.name())
                .type("direct")
                .build();
    }

    private static Meta meta(AccountRow account, int version) {
        return Meta.builder()
                .created(account.createdAt())
                .lastModified(account.updatedAt())
                .version(ETag.builder().weak(true).tag(String.valueOf(version)).build())
                .build();
    }
}
