package org.gatehouse.realm.file.clients;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gatehouse.realm.Permission;
import org.gatehouse.realm.ScimScope;
import org.gatehouse.realm.document.Part;

/**
 * Checks scopes of clients. Relying parties have scopes of their own, so any name is one; but a name that looks like the
 * service's own and is none would ask for nothing, in silence.
 */
final class Scopes {

    private static final List<String> OWN = Stream.concat(
                    Arrays.stream(Permission.values()).map(Permission::code), Stream.of("audit.write", ScimScope.NAME))
            .toList();

    /** What the service's own scopes begin with, which therefore nobody else's does. */
    private static final Set<String> OWN_BEGINNINGS =
            OWN.stream().map(Scopes::beginning).collect(Collectors.toUnmodifiableSet());

    private Scopes() {}

    /** Whether it is one of the service's own, which lets its holder do something here. */
    static boolean isOwn(String name) {
        return OWN.contains(name);
    }

    static void check(Part scope) {
        String name = scope.text();
        if (!name.contains(".") || OWN.contains(name)) {
            return;
        }
        if (OWN_BEGINNINGS.contains(beginning(name))) {
            scope.refuseUnknown(
                    "The service has no scope `" + name + "`, and scopes that begin with `" + beginning(name)
                            + ".` are its own.",
                    OWN);
        } else {
            scope.slipOf(OWN)
                    .ifPresent(own -> scope.refuse(
                            "The scope `" + name + "` is one letter away from the service's own scope `" + own + "`.",
                            "Write that, or give a scope of your own another name."));
        }
    }

    private static String beginning(String scope) {
        return scope.substring(0, scope.indexOf('.'));
    }
}
