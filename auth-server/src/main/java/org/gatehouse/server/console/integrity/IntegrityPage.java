package org.gatehouse.server.console.integrity;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gatehouse.audit.event.Tier;
import org.gatehouse.audit.note.Checkpoint;
import org.gatehouse.audit.note.VerificationKey;
import org.gatehouse.audit.publish.LogState;
import org.gatehouse.audit.query.TrailFilter;
import org.gatehouse.audit.query.TrailReader;
import org.gatehouse.audit.sentence.Sentences;
import org.gatehouse.realm.Permission;
import org.gatehouse.server.console.ConsoleFrame;
import org.gatehouse.server.console.ConsoleViewer;
import org.gatehouse.server.console.Days;
import org.gatehouse.server.console.Refusals;
import org.gatehouse.server.exports.trail.TrailExportException;
import org.gatehouse.server.exports.trail.TrailExports;
import org.gatehouse.server.exports.trail.TrailFormat;
import org.gatehouse.server.exports.trail.TrailScope;
import org.gatehouse.server.proofs.LogIntegrity;
import org.gatehouse.server.proofs.TrailCheck;
import org.gatehouse.server.proofs.TrailChecks;
import org.gatehouse.server.proofs.TrailIntegrity;
import org.gatehouse.server.reading.KindTitles;
import org.gatehouse.server.reading.TrailReading;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.rights.ActionRefusedException;
import org.gatehouse.server.rights.Actor;
import org.gatehouse.server.signin.AfterFreshSignIn;
import org.gatehouse.server.web.FormErrors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What proves the trail: the checkpoints of each log, where they are kept, its key, and the last verification. */
@Controller
@RequestMapping("/console/realms/{realm}/integrity")
class IntegrityPage {

    private static final Pattern ENTRY = Pattern.compile("([0-9A-Z]{3,4}):([0-9]{1,18})");

    private final TrailIntegrity integrity;
    private final TrailChecks checks;
    private final TrailExports exports;
    private final TrailReader reader;
    private final TrailReading reading;
    private final MessageSource messages;
    private final Sentences sentences = new Sentences();

    IntegrityPage(
            TrailIntegrity integrity,
            TrailChecks checks,
            TrailExports exports,
            TrailReader reader,
            TrailReading reading,
            MessageSource messages) {
        this.integrity = integrity;
        this.checks = checks;
        this.exports = exports;
        this.reader = reader;
        this.reading = reading;
        this.messages = messages;
    }

    /**
     * A log, ready to be shown.
     *
     * @param root of the newest checkpoint, in base64
     * @param fingerprint of its key: SHA-256 of the 32 bytes
     */
    record Row(
            LogIntegrity log,
            @Nullable Instant signedAt,
            long signedSize,
            @Nullable String root,
            @Nullable String key,
            @Nullable String fingerprint) {

        public String shortRoot() {
            return root == null ? "" : root.substring(0, 12) + "…";
        }
    }

    @GetMapping
    String view(
            @RequestAttribute(ConsoleFrame.VIEWER) Actor viewer,
            @RequestParam(defaultValue = "") String done,
            Locale locale,
            Model model) {
        model.addAttribute("begun", done.equals("begun"));
        return page(viewer, locale, model);
    }

    private String page(Actor viewer, Locale locale, Model model) {
        ConsoleViewer.require(viewer, Permission.AUDIT_READ);
        List<LogIntegrity> logs = integrity.logs(viewer);
        TrailCheck check = checks.of(viewer);
        model.addAttribute("logs", logs.stream().map(IntegrityPage::row).toList());
        model.addAttribute("sound", logs.stream().allMatch(LogIntegrity::isSound));
        model.addAttribute("archive", integrity.hasArchive());
        model.addAttribute("approvalAbove", viewer.realm().definition().trail().approvalAbove());
        model.addAttribute("running", check.running());
        model.addAttribute("last", check.last());
        model.addAttribute("faults", faults(check.last(), locale));
        model.addAttribute("told", told(viewer, check.last(), locale));
        return "console/integrity";
    }

    @PostMapping("/verify")
    String verify(@RequestAttribute(ConsoleFrame.VIEWER) Actor viewer) {
        ConsoleViewer.require(viewer, Permission.AUDIT_READ);
        checks.begin(viewer);
        return "redirect:" + ConsoleFrame.base(viewer) + "/integrity?done=begun";
    }

    /** @param from the first day, {@code until} the last */
    @AfterFreshSignIn
    @PostMapping("/pack")
    String pack(
            @RequestAttribute(ConsoleFrame.VIEWER) Actor viewer,
            @RequestParam(defaultValue = "") String from,
            @RequestParam(defaultValue = "") String until,
            @RequestParam(defaultValue = "") String why,
            Locale locale,
            Model model) {
        ConsoleViewer.require(viewer, Permission.AUDIT_EXPORT);
        FormErrors errors = order(viewer, Days.beginning(from), Days.end(until), why);
        if (errors.any()) {
            model.addAttribute(FormErrors.MODEL_NAME, errors);
            model.addAttribute("from", from);
            model.addAttribute("until", until);
            model.addAttribute("why", why);
            return page(viewer, locale, model);
        }
        return "redirect:" + ConsoleFrame.base(viewer) + "/audit/exports?done=ordered";
    }

    private FormErrors order(Actor viewer, Optional<Instant> from, Optional<Instant> until, String why) {
        if (from.isEmpty() || until.isEmpty()) {
            FormErrors errors = from.isEmpty() ? FormErrors.on("from", "retention.day") : FormErrors.none();
            return until.isEmpty() ? errors.and("until", "retention.day") : errors;
        }
        TrailScope everything = TrailScope.of(TrailFilter.all(), from.get(), until.get(), true);
        try {
            exports.order(viewer, TrailFormat.PROOF_PACK, everything, why);
            return FormErrors.none();
        } catch (TrailExportException ex) {
            return ex.reason() == TrailExportException.Reason.INVALID
                    ? FormErrors.on("until", "pack.problem.invalid")
                    : Refusals.export(ex);
        } catch (ActionRefusedException ex) {
            return FormErrors.of("console.refused." + ex.reason().code());
        }
    }

    /** The keys of all logs, one on each line, as the verifier takes them. */
    @GetMapping("/keys")
    ResponseEntity<String> keys(@RequestAttribute(ConsoleFrame.VIEWER) Actor viewer) {
        ConsoleViewer.require(viewer, Permission.AUDIT_READ);
        StringBuilder keys = new StringBuilder();
        integrity
                .logs(viewer)
                .forEach(log ->
                        log.state().key().ifPresent(key -> keys.append(key).append('\n')));
        ContentDisposition attachment = ContentDisposition.attachment()
                .filename(viewer.realm().name() + "-keys.txt")
                .build();
        return ResponseEntity.ok()
                .contentType(MediaType.TEXT_PLAIN)
                .header(HttpHeaders.CONTENT_DISPOSITION, attachment.toString())
                .body(keys.toString());
    }

    /** Who verified last, in the words of the entry about it. */
    private @Nullable String told(Actor viewer, TrailCheck.@Nullable Last last, Locale locale) {
        Matcher entry = ENTRY.matcher(last == null || last.entry() == null ? "" : last.entry());
        Optional<Tier> tier = entry.matches() ? Tier.find(entry.group(1)) : Optional.empty();
        if (tier.isEmpty()) {
            return null;
        }
        Realm realm = viewer.realm();
        reading.begin(viewer);
        return reader.find(realm.name(), tier.get(), Long.parseLong(entry.group(2)))
                .map(found -> sentences.render(found, locale, new KindTitles(realm)))
                .orElse(null);
    }

    /** The place of each, and what is wrong there. */
    private Map<String, FaultWords> faults(TrailCheck.@Nullable Last last, Locale locale) {
        Map<String, FaultWords> faults = new LinkedHashMap<>();
        if (last != null) {
            last.faults()
                    .forEach(fault ->
                            faults.put(fault.log() + ":" + fault.index(), FaultWords.of(fault, messages, locale)));
        }
        return faults;
    }

    private static Row row(LogIntegrity log) {
        LogState state = log.state();
        Optional<Checkpoint> newest = state.newest().flatMap(LogState.Signed::checkpoint);
        return new Row(
                log,
                state.newest().map(LogState.Signed::at).orElse(null),
                newest.map(Checkpoint::size).orElse(0L),
                newest.map(checkpoint -> Base64.getEncoder().encodeToString(checkpoint.root()))
                        .orElse(null),
                state.key().map(VerificationKey::toString).orElse(null),
                state.key().map(IntegrityPage::fingerprint).orElse(null));
    }

    private static String fingerprint(VerificationKey key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.bytes());
            return HexFormat.ofDelimiter(":").formatHex(digest);
        } catch (NoSuchAlgorithmException ex) {
            throw new IllegalStateException("SHA-256 is part of every JDK", ex);
        }
    }
}
