package org.gatehouse.server.federation;

import java.util.Objects;
import java.util.stream.Stream;
import org.gatehouse.realm.federation.Connection;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.signin.SignInGoal;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/** Addresses of pages that keep what somebody signs in for. */
final class ConnectionLinks {

    private ConnectionLinks() {}

    static String signIn(Realm realm, @Nullable SignInGoal goal) {
        return link("/realms/" + realm.name() + "/sign-in", goal);
    }

    static String leave(Realm realm, Connection connection, @Nullable SignInGoal goal) {
        return link("/realms/" + realm.name() + "/connections/" + connection.alias(), goal);
    }

    private static String link(String path, @Nullable SignInGoal goal) {
        UriComponentsBuilder link = UriComponentsBuilder.fromPath(path);
        if (goal != null && goal.request() != null) {
            link.queryParam("request", "{request}");
        }
        if (goal != null && goal.to() != null) {
            link.queryParam("to", "{to}");
        }
        return goal == null ? path : link.encode().build(values(goal)).toString();
    }

    private static Object[] values(SignInGoal goal) {
        return Stream.of(goal.request(), goal.to())
                .filter(Objects::nonNull)
                .toArray();
    }
}
