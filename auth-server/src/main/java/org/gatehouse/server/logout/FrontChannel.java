package org.gatehouse.server.logout;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.gatehouse.realm.ClientDefinition;
import org.gatehouse.server.realm.Realm;

/** The pages by which clients end their own sessions in the browser (Front-Channel Logout 1.0). */
final class FrontChannel {

    /** More frames than that would keep a browser from going on; the back channel is for everybody. */
    private static final int MOST = 16;

    private FrontChannel() {}

    /** Those of the clients that have such a page, in a stable order. */
    static List<String> withPage(Realm realm, Collection<String> clients) {
        return clients.stream()
                .filter(client ->
                        realm.findClient(client).filter(FrontChannel::hasPage).isPresent())
                .sorted()
                .limit(MOST)
                .toList();
    }

    /** The addresses to load, with {@code iss} and {@code sid} (section 2). */
    static List<URI> pages(Realm realm, Farewell farewell) {
        return farewell.frames().stream()
                .flatMap(client -> realm.findClient(client).stream())
                .flatMap(client -> Stream.ofNullable(client.features().logout().frontchannel()))
                .map(page -> page(realm, page, farewell.session()))
                .toList();
    }

    private static boolean hasPage(ClientDefinition client) {
        return client.features().logout().frontchannel() != null;
    }

    private static URI page(Realm realm, String registered, String session) {
        char separator = registered.contains("?") ? '&' : '?';
        return URI.create(registered + separator + "iss=" + encode(realm.issuer()) + "&sid=" + encode(session));
    }

    private static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
