package org.gatehouse.realm.file.connections;

import java.util.regex.Pattern;
import org.gatehouse.realm.document.Part;
import org.gatehouse.realm.federation.Connection;
import org.gatehouse.realm.federation.EntraId;

/** Finds connections that let in more than is usually meant. */
public final class ConnectionAdvice {

    private static final Pattern GUID = Pattern.compile("(?i)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private ConnectionAdvice() {}

    public static void give(Part written, Connection connection) {
        if (connection.provider() instanceof EntraId entra) {
            onTenants(written, connection, entra);
            written.child("groups").child("map").entries().forEach(ConnectionAdvice::onGroup);
        }
    }

    private static void onTenants(Part written, Connection connection, EntraId entra) {
        if (entra.tenants().any()) {
            written.child("tenants")
                    .warn(
                            "connection-any-tenant",
                            "Anybody with an account at Microsoft may come by the connection `" + connection.alias()
                                    + "`.",
                            "Microsoft advises to accept the tenants one knows and to refuse all others.",
                            "List the tenants' ids.");
        }
    }

    private static void onGroup(String upstream, Part group) {
        if (!GUID.matcher(upstream).matches()) {
            group.warn(
                    "connection-group-name",
                    "`" + upstream + "` is not the object id of a group.",
                    "Names of groups can be changed and given to another group; Microsoft advises to rely on object ids.",
                    "Write the object id.");
        }
    }
}
