package org.gatehouse.realm.file.clients;

import java.util.Arrays;
import java.util.List;
import org.gatehouse.realm.IdTokenAlg;
import org.gatehouse.realm.client.ClientFeatures;
import org.gatehouse.realm.client.ClientKeys;
import org.gatehouse.realm.client.ClientProfile;
import org.gatehouse.realm.client.GrantType;
import org.gatehouse.realm.client.LogoutUris;
import org.gatehouse.realm.client.SignalDelivery;
import org.gatehouse.realm.client.SignalEvent;
import org.gatehouse.realm.client.SignalStream;
import org.gatehouse.realm.client.SubjectType;
import org.gatehouse.realm.document.Part;
import org.gatehouse.realm.file.common.Choice;
import org.gatehouse.realm.file.common.Secrets;
import org.gatehouse.realm.network.NetworkName;

/** Reads what a client has beyond the core of the protocols. */
final class FeatureReading {

    /** Most clients have none of these, and there may be thousands of clients. */
    private static final List<String> KEYS = List.of(
            "backchannelLogoutUri",
            "frontchannelLogoutUri",
            "jwks",
            "jwksUri",
            "grants",
            "profile",
            "dpop",
            "subjectType",
            "network",
            "signals",
            "introspectionAlg",
            "resources");

    private FeatureReading() {}

    static ClientFeatures read(Part part) {
        return KEYS.stream().anyMatch(part::has) ? features(part) : ClientFeatures.NONE;
    }

    private static ClientFeatures features(Part part) {
        return new ClientFeatures(
                new LogoutUris(part.textOrNull("backchannelLogoutUri"), part.textOrNull("frontchannelLogoutUri")),
                new ClientKeys(
                        part.has("jwks") ? part.child("jwks").json().toString() : null, part.textOrNull("jwksUri")),
                Choice.all(part, "grants", GrantType.values(), GrantType::code),
                Choice.find(part, "profile", ClientProfile.values(), ClientProfile::code)
                        .orElse(null),
                part.flag("dpop", false),
                Choice.of(part, "subjectType", SubjectType.values(), SubjectType::code, SubjectType.PUBLIC),
                Choice.find(part, "network", NetworkName.values(), NetworkName::code)
                        .orElse(null),
                part.has("signals") ? signals(part.child("signals")) : null,
                Choice.of(part, "introspectionAlg", IdTokenAlg.values(), IdTokenAlg::code, IdTokenAlg.RS256),
                part.texts("resources"));
    }

    private static SignalStream signals(Part part) {
        List<SignalEvent> events = part.has("events")
                ? Choice.all(part, "events", SignalEvent.values(), SignalEvent::code)
                : Arrays.asList(SignalEvent.values());
        return new SignalStream(
                Choice.of(part, "delivery", SignalDelivery.values(), SignalDelivery::code, SignalDelivery.POLL),
                part.textOrNull("endpoint"),
                Secrets.read(part, "authorization"),
                events);
    }
}
