package org.gatehouse.server.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Base64;
import java.util.List;
import org.gatehouse.audit.query.TrailFeed.FedEntry;
import org.gatehouse.audit.query.TrailReader;
import org.gatehouse.server.exports.trail.EntryJson;
import org.gatehouse.server.feed.FeedPage;
import org.gatehouse.server.feed.FeedPage.LogPage;
import org.gatehouse.server.feed.PullFeed;
import org.gatehouse.server.reading.TrailMask;
import org.gatehouse.server.rights.Actor;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** {@code /audit/feed}: the trail for a reader that keeps up with it. */
@RestController
@RequestMapping("/api/realms/{realm}/audit/feed")
class FeedApi {

    private static final int USUAL = 500;

    private final PullFeed feed;

    FeedApi(PullFeed feed) {
        this.feed = feed;
    }

    record FeedJson(List<LogJson> logs, String next, boolean more) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record LogJson(
            String tier,
            long lost,
            long from,
            long until,
            long size,
            @Nullable String checkpoint,
            List<ObjectNode> entries) {}

    @GetMapping
    ResponseEntity<FeedJson> read(
            @RequestAttribute(CallerFilter.ACTOR) Actor actor,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(defaultValue = "" + USUAL) int size) {
        if (size < 1 || size > TrailReader.MAX_PAGE) {
            throw ApiException.invalid("'size' must be 1 to " + TrailReader.MAX_PAGE + ".");
        }
        FeedPage page = feed.read(actor, after, size);
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(new FeedJson(
                        page.logs().stream().map(log -> log(actor, log)).toList(), page.next(), page.more()));
    }

    private static LogJson log(Actor actor, LogPage page) {
        return new LogJson(
                page.tier().name(),
                page.lost(),
                page.from(),
                page.until(),
                page.size(),
                page.checkpoint(),
                page.entries().stream().map(entry -> entry(actor, entry)).toList());
    }

    /** With the bytes its leaf hash is over, which name nobody, so that the reader need not take our word for it. */
    private static ObjectNode entry(Actor actor, FedEntry entry) {
        return EntryJson.of(TrailMask.shown(actor, entry.view()), null)
                .put("entry", Base64.getEncoder().encodeToString(entry.entry()));
    }
}
