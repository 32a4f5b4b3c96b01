package org.gatehouse.server.federation.accounts;

import java.util.Map;
import java.util.UUID;
import org.gatehouse.realm.federation.Connection;
import org.gatehouse.server.federation.Connections;
import org.gatehouse.server.mail.SecurityNotices;
import org.gatehouse.server.realm.Realm;
import org.springframework.stereotype.Component;

/** Tells people that there is a way more, or less, to sign in as them: whoever made it may have been somebody else. */
@Component
class LinkNotices {

    private final SecurityNotices notices;

    LinkNotices(SecurityNotices notices) {
        this.notices = notices;
    }

    /** Part of the transaction that connected it; of an account that was there before. */
    void connected(Realm realm, UUID account, String connection) {
        tell(realm, account, SecurityNotices.Kind.COMPANY_CONNECTED, connection);
    }

    /** Part of the transaction that cut it. */
    void removed(Realm realm, UUID account, String connection) {
        tell(realm, account, SecurityNotices.Kind.COMPANY_REMOVED, connection);
    }

    private void tell(Realm realm, UUID account, SecurityNotices.Kind kind, String connection) {
        String title =
                Connections.find(realm, connection).map(Connection::title).orElse(connection);
        notices.tell(realm, account, kind, Map.of("company", title));
    }
}
