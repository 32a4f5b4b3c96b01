package org.gatehouse.server.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.Party;
import org.gatehouse.audit.event.Tier;
import org.gatehouse.audit.note.EntryProof;
import org.gatehouse.audit.publish.TrailProofs;
import org.gatehouse.realm.Permission;
import org.gatehouse.server.rights.Actor;
import org.gatehouse.server.trail.Trail;
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

    private static final Pattern REFERENCE = Pattern.compile("([0-9A-Z]{3,4}):(0|[1-9][0-9]{0,17})");

    private final TrailProofs proofs;
    private final Trail trail;

    ProofsApi(TrailProofs proofs, Trail trail) {
        this.proofs = proofs;
        this.trail = trail;
    }

    /** It carries the entry, so handing it out is reading the trail, and is told as such. */
    @GetMapping("/{reference}/proof")
    ResponseEntity<String> proof(@RequestAttribute(CallerFilter.ACTOR) Actor actor, @PathVariable String reference) {
        actor.require(Permission.AUDIT_READ);
        EntryProof proof = find(actor.realm().name(), reference);
        trail.record(trail.event(actor.realm(), Activity.LOG_READ, actor.client(), null)
                .actor(actor.party())
                .target(Party.realm(actor.realm().name()))
                .detail("entry", reference));
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

    private EntryProof find(String realm, String reference) {
        Matcher parts = REFERENCE.matcher(reference);
        Tier tier = parts.matches() ? Tier.find(parts.group(1)).orElse(null) : null;
        if (tier == null) {
            throw ApiException.notFound("An entry is named by its tier and index, for example P13M:17.");
        }
        try {
            return proofs.prove(realm, tier, Long.parseLong(parts.group(2)))
                    .orElseThrow(() -> ApiException.notFound(
                            "There is no such entry, or no checkpoint covers it yet; that takes about a second."));
        } catch (IOException ex) {
            throw new UncheckedIOException(ex); // its cause says that the database is away
        }
    }
}
