package org.gatehouse.server.proofs;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.gatehouse.audit.event.Tier;
import org.gatehouse.audit.merkle.TilePath;
import org.gatehouse.audit.note.SignedNote;
import org.gatehouse.audit.publish.TrailProofs;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * The public half of a realm's logs, laid out as C2SP tlog-tiles says: {@code /realms/{realm}/audit/{tier}} is a log's
 * monitoring prefix. Salted hashes and signatures only; entries are for those who may read the trail.
 */
@RestController
@RequestMapping("/realms/{realm}/audit/{tier}")
class PublishedProofs {

    private static final MediaType TEXT = new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8);

    /** A new one is signed about every second. */
    private static final CacheControl SHORTLY =
            CacheControl.maxAge(Duration.ofSeconds(1)).cachePublic();

    /** What a tile holds is fixed for ever. */
    private static final CacheControl FOR_EVER =
            CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable();

    private final TrailProofs proofs;

    PublishedProofs(TrailProofs proofs) {
        this.proofs = proofs;
    }

    @GetMapping("/checkpoint")
    ResponseEntity<String> checkpoint(@PathVariable String realm, @PathVariable String tier) {
        return text(tier, found -> proofs.checkpoint(realm, found).map(SignedNote::toString));
    }

    /** The newest checkpoint somebody else cosigned, which may be older than the newest; 404 where nobody did. */
    @GetMapping("/cosigned")
    ResponseEntity<String> cosigned(@PathVariable String realm, @PathVariable String tier) {
        return text(tier, found -> proofs.cosigned(realm, found).map(SignedNote::toString));
    }

    /** The key to check the checkpoint with; get it once, by a way that does not depend on this service. */
    @GetMapping("/key")
    ResponseEntity<String> key(@PathVariable String realm, @PathVariable String tier) {
        return text(tier, found -> proofs.key(realm, found).map(key -> key + "\n"));
    }

    /** What the log says, signed, of the entries it has dropped after their time; 404 while it has all of them. */
    @GetMapping("/pruned")
    ResponseEntity<String> pruned(@PathVariable String realm, @PathVariable String tier) {
        return text(tier, found -> proofs.pruned(realm, found).map(SignedNote::toString));
    }

    @GetMapping("/tile/**")
    ResponseEntity<byte[]> tile(@PathVariable String realm, @PathVariable String tier, HttpServletRequest request) {
        String path = request.getRequestURI();
        Optional<TilePath> tile = TilePath.parse(path.substring(path.indexOf("/tile/") + 1));
        if (tile.isEmpty()) {
            return ResponseEntity.notFound().build();
        }
        return find(tier, found -> proofs.tile(realm, found, tile.get()))
                .map(hashes -> ResponseEntity.ok()
                        .cacheControl(FOR_EVER)
                        .contentType(MediaType.APPLICATION_OCTET_STREAM)
                        .body(hashes))
                .orElseGet(() -> ResponseEntity.notFound().build());
    }

    private static ResponseEntity<String> text(String tier, Lookup<String> lookup) {
        return find(tier, lookup)
                .map(text -> ResponseEntity.ok()
                        .cacheControl(SHORTLY)
                        .contentType(TEXT)
                        .body(text))
                .orElseGet(() -> ResponseEntity.notFound().build());
    }

    private static <T> Optional<T> find(String tier, Lookup<T> lookup) {
        Optional<Tier> found = Tier.find(tier);
        try {
            return found.isPresent() ? lookup.in(found.get()) : Optional.empty();
        } catch (IOException ex) {
            throw new UncheckedIOException(ex); // its cause says that the database is away
        }
    }

    private interface Lookup<T> {
        Optional<T> in(Tier tier) throws IOException;
    }
}
