package org.gatehouse.server.console.trail;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gatehouse.audit.event.Change;
import org.gatehouse.audit.event.Party;
import org.gatehouse.audit.event.Tier;
import org.gatehouse.audit.note.EntryProof;
import org.gatehouse.audit.query.AddressBlock;
import org.gatehouse.audit.query.EntryView;
import org.gatehouse.audit.query.Marks;
import org.gatehouse.audit.query.TrailFilter;
import org.gatehouse.audit.query.TrailReader;
import org.gatehouse.realm.ClientDefinition;
import org.gatehouse.realm.Permission;
import org.gatehouse.server.console.ConsoleFrame;
import org.gatehouse.server.console.ConsoleViewer;
import org.gatehouse.server.console.Refusals;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.reading.RevealedEntries;
import org.gatehouse.server.reading.TrailMask;
import org.gatehouse.server.reading.TrailReading;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.retention.LegalHolds;
import org.gatehouse.server.rights.Actor;
import org.gatehouse.server.rights.Justification;
import org.gatehouse.server.web.FormErrors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestParam;
import tools.jackson.databind.json.JsonMapper;

/** One entry of the trail, whole: the address stays good for as long as the entry is kept. */
@Controller
class TrailEntryPage {

    private static final Pattern REFERENCE = Pattern.compile("([0-9A-Z]{3,4}):([0-9]{1,18})");
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    /** Between what happened and its entry; anything less is how long writing takes. */
    private static final Duration WORTH_TELLING = Duration.ofSeconds(2);

    /** Controls of direction (Unicode Standard Annex 9): in JSON they can only stand within a text. */
    private static final Pattern TURNING = Pattern.compile("[\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069]");

    /** What came of one request is written within this time around an entry. */
    private static final Duration AROUND = Duration.ofMinutes(5);

    private static final int MOST_RELATED = 20;

    /** Time to take away what is soon gone. */
    private static final Duration SOON = Duration.ofDays(7);

    private final TrailReader reader;
    private final TrailRows rows;
    private final PartyNames names;
    private final RevealedEntries revealing;
    private final Accounts accounts;
    private final TrailReading reading;
    private final EntryIntegrity integrity;
    private final LegalHolds holds;
    private final Clock clock;
    private final JsonMapper json;

    TrailEntryPage(
            TrailReader reader,
            TrailRows rows,
            PartyNames names,
            RevealedEntries revealing,
            Accounts accounts,
            TrailReading reading,
            EntryIntegrity integrity,
            LegalHolds holds,
            Clock clock,
            JsonMapper json) {
        this.reader = reader;
        this.rows = rows;
        this.names = names;
        this.revealing = revealing;
        this.accounts = accounts;
        this.reading = reading;
        this.integrity = integrity;
        this.holds = holds;
        this.clock = clock;
        this.json = json;
    }

    /**
     * Who or what took part.
     *
     * @param id of a person whose entries can be asked for
     * @param known whether the account still exists
     */
    record Part(
            String kind,
            String label,
            @Nullable String email,
            @Nullable UUID id,
            boolean known) {}

    /** One field before and after; the sign says what happened to it. */
    record Line(
            String field,
            String sign,
            @Nullable String before,
            @Nullable String after) {}

    /** Where an entry is found below its realm, for example {@code P3Y:17}. */
    static String reference(EntryView entry) {
        return tier(entry).name() + ":" + entry.index();
    }

    @GetMapping("/console/realms/{realm}/audit/{reference}")
    String page(
            @RequestAttribute(ConsoleFrame.VIEWER) Actor viewer,
            @PathVariable String reference,
            Locale locale,
            Model model) {
        EntryView stored = read(viewer, reference);
        model.addAttribute("hidden", TrailMask.isFor(viewer));
        return page(viewer, reference, TrailMask.shown(viewer, stored), locale, model);
    }

    /** A POST: what is shown is an entry each time, so no link, reload or prefetch may do it. */
    @PostMapping("/console/realms/{realm}/audit/{reference}/reveal")
    String reveal(
            @RequestAttribute(ConsoleFrame.VIEWER) Actor viewer,
            @PathVariable String reference,
            @RequestParam(defaultValue = "") String why,
            Locale locale,
            Model model) {
        EntryView stored = read(viewer, reference);
        ConsoleViewer.require(viewer, Permission.USERS_READ);
        Optional<String> reason = Justification.of(why);
        if (reason.isEmpty()) {
            model.addAttribute(FormErrors.MODEL_NAME, FormErrors.on("why", "retention.problem.why"));
            return page(viewer, reference, locale, model);
        }
        model.addAttribute("hidden", false);
        model.addAttribute("revealed", true);
        return page(viewer, reference, revealing.reveal(viewer, stored, reason.get()), locale, model);
    }

    private EntryView read(Actor viewer, String reference) {
        ConsoleViewer.require(viewer, Permission.AUDIT_READ);
        reading.begin(viewer);
        return find(viewer.realm(), reference).orElseThrow(Refusals::notFound);
    }

    /** @param entry as the viewer may see it */
    private String page(Actor viewer, String reference, EntryView entry, Locale locale, Model model) {
        Realm realm = viewer.realm();
        model.addAttribute("entry", entry);
        model.addAttribute("reference", reference);
        model.addAttribute("sentence", rows.sentence(viewer, entry, locale));
        model.addAttribute("row", rows.row(viewer, entry, locale));
        EntryView named = names.named(viewer, List.of(entry), locale).get(0);
        model.addAttribute("actor", part(realm, named.actor()));
        model.addAttribute("target", named.target() == null ? null : part(realm, named.target()));
        model.addAttribute("clientName", clientName(realm, entry));
        model.addAttribute("late", entry.occurredAt().isBefore(entry.at().minus(WORTH_TELLING)));
        model.addAttribute("facts", facts(realm, entry));
        model.addAttribute(
                "changes", entry.changes().stream().map(TrailEntryPage::line).toList());
        model.addAttribute("keptUntil", keptUntil(entry));
        model.addAttribute("soonGone", keptUntil(entry).isBefore(clock.instant().plus(SOON)));
        model.addAttribute("held", isHeld(viewer, entry));
        model.addAttribute("day", LocalDate.ofInstant(entry.at(), ZoneOffset.UTC));
        model.addAttribute("network", network(entry));
        model.addAttribute("integrity", integrity.check(realm.name(), tier(entry), entry));
        model.addAttribute("related", related(viewer, entry, locale));
        model.addAttribute("raw", legible(json.writerWithDefaultPrettyPrinter().writeValueAsString(raw(entry))));
        return "console/entry";
    }

    /** The entry with the way to a signed checkpoint, for any verifier of the format (C2SP tlog-proof). */
    @GetMapping("/console/realms/{realm}/audit/{reference}/proof")
    ResponseEntity<String> proof(@RequestAttribute(ConsoleFrame.VIEWER) Actor viewer, @PathVariable String reference) {
        ConsoleViewer.require(viewer, Permission.AUDIT_READ);
        reading.begin(viewer);
        String realm = viewer.realm().name();
        EntryProof proof = find(viewer.realm(), reference)
                .flatMap(entry -> integrity.proof(realm, tier(entry), entry.index()))
                .orElseThrow(Refusals::notFound);
        ContentDisposition attachment = ContentDisposition.attachment()
                .filename(realm + "-" + reference.replace(':', '-') + ".tlog-proof")
                .build();
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .contentType(new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8))
                .header(HttpHeaders.CONTENT_DISPOSITION, attachment.toString())
                .body(proof.toString());
    }

    /** By a hold of everything in its time; whom one of a single person is about is not told. */
    private boolean isHeld(Actor viewer, EntryView entry) {
        return holds.list(viewer).stream()
                .filter(hold -> hold.liftedAt() == null && !hold.aboutPerson())
                .anyMatch(hold -> !entry.at().isBefore(hold.from())
                        && (hold.until() == null || entry.at().isBefore(hold.until())));
    }

    /** What the neighbours of an address have in common with it; null where there is no address. */
    private static @Nullable String network(EntryView entry) {
        return Optional.ofNullable(entry.origin().address())
                .flatMap(address -> AddressBlock.parse(address + (address.contains(":") ? "/48" : "/24")))
                .map(AddressBlock::toString)
                .orElse(null);
    }

    /** Other entries of the same request, the oldest first. */
    private List<TrailRows.Row> related(Actor viewer, EntryView entry, Locale locale) {
        String request = entry.origin().request();
        if (request == null) {
            return List.of();
        }
        TrailFilter filter = TrailFilter.all()
                .between(entry.at().minus(AROUND), entry.at().plus(AROUND))
                .withMarks(new Marks(null, null, request, null, null));
        List<EntryView> others = new ArrayList<>(
                reader.search(viewer.realm().name(), filter, null, MOST_RELATED).entries());
        others.removeIf(other -> reference(other).equals(reference(entry)));
        Collections.reverse(others);
        return rows.rows(viewer, others, locale);
    }

    private Optional<EntryView> find(Realm realm, String reference) {
        Matcher parts = REFERENCE.matcher(reference);
        return parts.matches()
                ? Tier.find(parts.group(1))
                        .flatMap(tier -> reader.find(realm.name(), tier, Long.parseLong(parts.group(2))))
                : Optional.empty();
    }

    private Part part(Realm realm, Party party) {
        UUID id = party.person();
        boolean known = id != null && accounts.find(realm, id).isPresent();
        return new Part(nameless(party), party.label(), party.email(), id, known);
    }

    /** Identifiers are for programs: the names next to them say the same, and the whole entry stands below. */
    private static Map<String, String> facts(Realm realm, EntryView entry) {
        Map<String, String> facts = new TreeMap<>(entry.detail());
        facts.computeIfPresent("client", (key, id) -> PartyNames.client(realm, id));
        facts.values().removeIf(value -> ID.matcher(value).matches());
        return facts;
    }

    private static Line line(Change change) {
        return new Line(PartyNames.field(change.field()), sign(change), change.before(), change.after());
    }

    private static String sign(Change change) {
        if (change.before() == null) {
            return change.after() == null ? "unreadable" : "added";
        }
        return change.after() == null ? "removed" : "changed";
    }

    private static Instant keptUntil(EntryView entry) {
        return entry.at().atZone(ZoneOffset.UTC).plus(tier(entry).period()).toInstant();
    }

    private static Tier tier(EntryView entry) {
        return Tier.find(entry.log().substring(entry.log().lastIndexOf('/') + 1))
                .orElseThrow();
    }

    /** The same JSON, in which nothing turns the text around that stands after it. */
    private static String legible(String json) {
        return TURNING.matcher(json)
                .replaceAll(found -> "\\\\u%04x".formatted((int) found.group().charAt(0)));
    }

    /** What people know the application by; null for one that is gone, or has no other name. */
    private static @Nullable String clientName(Realm realm, EntryView entry) {
        return Optional.ofNullable(entry.origin().client())
                .flatMap(realm::findClient)
                .map(ClientDefinition::displayName)
                .orElse(null);
    }

    private static Map<String, Object> raw(EntryView entry) {
        Map<String, Object> raw = new LinkedHashMap<>();
        raw.put("log", entry.log());
        raw.put("index", entry.index());
        raw.put("at", entry.at().toString());
        raw.put("occurredAt", entry.occurredAt().toString());
        raw.put("node", entry.node());
        raw.put("activity", entry.activity().code());
        raw.put("category", entry.activity().category().code());
        raw.put("outcome", entry.outcome().name().toLowerCase(Locale.ROOT));
        put(raw, "reason", entry.reason());
        raw.put("actor", raw(entry.actor()));
        put(raw, "target", entry.target() == null ? null : raw(entry.target()));
        put(raw, "client", entry.origin().client());
        put(raw, "session", entry.origin().session());
        put(raw, "request", entry.origin().request());
        put(raw, "address", entry.origin().address());
        put(raw, "userAgent", entry.origin().userAgent());
        put(raw, "country", entry.origin().country());
        raw.put("detail", new TreeMap<>(entry.detail()));
        raw.put("changes", entry.changes().stream().map(TrailEntryPage::raw).toList());
        return raw;
    }

    private static Map<String, Object> raw(Party party) {
        Map<String, Object> raw = new LinkedHashMap<>();
        raw.put("kind", party.kind().name().toLowerCase(Locale.ROOT));
        put(raw, "id", party.person());
        raw.put("label", party.label());
        put(raw, "email", party.email());
        return raw;
    }

    private static Map<String, Object> raw(Change change) {
        Map<String, Object> raw = new LinkedHashMap<>();
        raw.put("field", change.field());
        put(raw, "before", change.before());
        put(raw, "after", change.after());
        raw.put("personal", change.personal());
        return raw;
    }

    private static void put(Map<String, Object> raw, String name, @Nullable Object value) {
        if (value != null) {
            raw.put(name, value);
        }
    }

    /** Whom the trail no longer names, or may not name at present, has a kind of their own. */
    static String nameless(Party party) {
        if (party.isRestricted()) {
            return "RESTRICTED";
        }
        return party.isErased() ? "ERASED" : party.kind().name();
    }
}
