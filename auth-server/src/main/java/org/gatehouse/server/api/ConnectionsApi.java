package org.gatehouse.server.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Locale;
import org.gatehouse.realm.Permission;
import org.gatehouse.realm.federation.Connection;
import org.gatehouse.realm.file.RealmFiles;
import org.gatehouse.server.federation.Connections;
import org.gatehouse.server.federation.UpstreamSignIns;
import org.gatehouse.server.federation.doctor.ConnectionDoctor;
import org.gatehouse.server.federation.doctor.Explained;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.rights.Actor;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code /connections}: the identity providers of the realm, as a realm file writes them, and how each of them is. */
@RestController
@RequestMapping("/api/realms/{realm}/connections")
class ConnectionsApi {

    private final ConnectionDoctor doctor;

    ConnectionsApi(ConnectionDoctor doctor) {
        this.doctor = doctor;
    }

    /** @param definition its secret is a reference */
    record ConnectionJson(String alias, String redirectUri, JsonNode definition) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record FindingJson(
            String check,
            String state,
            String title,
            String seen,
            String why,
            @Nullable String fix,
            @Nullable String copy) {

        static FindingJson of(Explained finding) {
            return new FindingJson(
                    finding.check(),
                    finding.state().code(),
                    finding.title(),
                    finding.seen(),
                    finding.why(),
                    finding.fix(),
                    finding.copy());
        }
    }

    /** @param state the worst of the findings */
    record DiagnosisJson(String alias, String state, List<FindingJson> findings) {}

    @GetMapping
    Paging.Page<ConnectionJson> list(@RequestAttribute(CallerFilter.ACTOR) Actor actor) {
        actor.require(Permission.CLIENTS_READ);
        return new Paging.Page<>(
                Connections.of(actor.realm()).stream()
                        .map(connection -> json(actor.realm(), connection))
                        .toList(),
                null);
    }

    @GetMapping("/{alias}")
    ConnectionJson view(@RequestAttribute(CallerFilter.ACTOR) Actor actor, @PathVariable("alias") String alias) {
        return json(actor.realm(), connection(actor, alias));
    }

    /** Asks the provider; words are in the language the caller accepts. */
    @GetMapping("/{alias}/diagnosis")
    ResponseEntity<DiagnosisJson> diagnosis(
            @RequestAttribute(CallerFilter.ACTOR) Actor actor, @PathVariable("alias") String alias, Locale locale) {
        List<Explained> findings = doctor.examine(actor.realm(), connection(actor, alias), locale);
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(new DiagnosisJson(
                        alias,
                        ConnectionDoctor.worst(findings).code(),
                        findings.stream().map(FindingJson::of).toList()));
    }

    private static Connection connection(Actor actor, String alias) {
        actor.require(Permission.CLIENTS_READ);
        return Connections.find(actor.realm(), alias)
                .orElseThrow(() -> ApiException.notFound("The realm has no such connection."));
    }

    private static ConnectionJson json(Realm realm, Connection connection) {
        int place = Connections.of(realm).indexOf(connection);
        JsonNode file = JsonMapper.shared().readTree(RealmFiles.toJson(realm.definition()));
        return new ConnectionJson(
                connection.alias(),
                UpstreamSignIns.redirectUri(realm, connection),
                file.path("connections").path(place));
    }
}
