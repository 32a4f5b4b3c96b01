package org.gatehouse.server.logout;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.secrets.MasterKey;
import org.gatehouse.server.secrets.Seal;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a logout carries from one page to the next, sealed into the address or the form. There is no session to keep it in
 * once the session has ended, and every node can open it.
 */
@Component
class Tickets {

    /** Somebody reads a page and decides. */
    static final Duration LIFE = Duration.ofMinutes(10);

    /** It must fit into the header of an answer. */
    private static final int LONGEST = 6_000;

    private final Seal seal;
    private final JsonMapper json;
    private final Clock clock;

    Tickets(MasterKey masterKey, JsonMapper json, Clock clock) {
        this.seal = Seal.of(masterKey, "logout/tickets");
        this.json = json;
        this.clock = clock;
    }

    /** @throws LogoutRefusedException when it is too much for an address */
    String seal(Realm realm, Record content) {
        byte[] text = json.writeValueAsBytes(content);
        byte[] whole = ByteBuffer.allocate(Long.BYTES + text.length)
                .putLong(clock.instant().plus(LIFE).getEpochSecond())
                .put(text)
                .array();
        String ticket =
                Base64.getUrlEncoder().withoutPadding().encodeToString(encrypt(realm, content.getClass(), whole));
        if (ticket.length() > LONGEST) {
            throw new LogoutRefusedException("The request is too long.");
        }
        return ticket;
    }

    /** Empty when it is none of this realm and kind, was altered, or is too old. */
    <T extends Record> Optional<T> open(Realm realm, String ticket, Class<T> type) {
        return decrypt(realm, type, ticket)
                .map(ByteBuffer::wrap)
                .filter(content -> clock.instant().isBefore(Instant.ofEpochSecond(content.getLong())))
                .map(content ->
                        json.readValue(StandardCharsets.UTF_8.decode(content).toString(), type));
    }

    private byte[] encrypt(Realm realm, Class<?> type, byte[] content) {
        return seal.seal(content, place(realm, type));
    }

    private Optional<byte[]> decrypt(Realm realm, Class<?> type, String ticket) {
        try {
            return seal.find(Base64.getUrlDecoder().decode(ticket), place(realm, type));
        } catch (IllegalArgumentException ex) {
            return Optional.empty();
        }
    }

    private static byte[] place(Realm realm, Class<?> type) {
        return (realm.id() + "/" + type.getSimpleName()).getBytes(StandardCharsets.UTF_8);
    }
}
