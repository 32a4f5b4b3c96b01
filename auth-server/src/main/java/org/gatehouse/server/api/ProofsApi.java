package org.gatehouse.server.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.gatehouse.audit.note.EntryProof;
import org.gatehouse.audit.publish.TrailProofs;
import org.gatehouse.realm.Permission;
import org.gatehouse.server.reading.TrailReading;
import org.gatehouse.server.rights.Actor;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /audit/entries/{log}:{index}/proof}: an entry with the proof that it is in its log. */
@RestController
@RequestMapping("/api/realms/{realm}/audit/entries")
class ProofsApi {

    private final TrailProofs proofs;
    private final TrailReading reading;

    ProofsApi(TrailProofs proofs, TrailReading reading) {
        this.proofs = proofs;
        this.reading = reading;
    }

    /** It carries the entry, so handing it out is reading the trail, and is told as such. */
    @GetMapping("/{reference}/proof")
    ResponseEntity<String> proof(@RequestAttribute(CallerFilter.ACTOR) Actor actor, @PathVariable String reference) {
        actor.require(Permission.AUDIT_READ);
        EntryReference named = EntryReference.parse(reference);
        reading.begin(actor);
        EntryProof proof = find(actor.realm().name(), named);
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .contentType(new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8))
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(actor.realm().name() + "-" + reference.replace(':', '-') + ".tlog-proof")
                                .build()
                                .toString())
                .body(proof.toString());
    }

    private EntryProof find(String realm, EntryReference named) {
        try {
            return proofs.prove(realm, named.tier(), named.index())
                    .orElseThrow(() -> ApiException.notFound(
                            "There is no such entry, or no checkpoint covers it yet; that takes about a second."));
        } catch (IOException ex) {
            throw new UncheckedIOException(ex); // its cause says that the database is away
        }
    }
}
