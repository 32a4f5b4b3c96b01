package org.gatehouse.realm.client;

import java.util.List;
import org.gatehouse.realm.secret.SecretReference;
import org.jspecify.annotations.Nullable;

/**
 * How a client learns that somebody or something is out.
 *
 * @param endpoint where events are pushed; null when the client polls
 * @param authorization where the value of the header is kept they are pushed with; null sends none
 */
public record SignalStream(
        SignalDelivery delivery,
        @Nullable String endpoint,
        @Nullable SecretReference authorization,
        List<SignalEvent> events) {

    public SignalStream {
        events = List.copyOf(events);
    }
}
