package org.gatehouse.server.console.trail;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.gatehouse.audit.query.EntryCount;
import org.gatehouse.audit.query.Histogram;
import org.gatehouse.audit.query.Histograms;
import org.gatehouse.audit.query.TrailReader;
import org.gatehouse.realm.Permission;
import org.gatehouse.server.console.ConsoleFrame;
import org.gatehouse.server.console.ConsoleViewer;
import org.gatehouse.server.console.Refusals;
import org.gatehouse.server.exports.trail.TrailExport;
import org.gatehouse.server.exports.trail.TrailExport.State;
import org.gatehouse.server.exports.trail.TrailExportException;
import org.gatehouse.server.exports.trail.TrailExports;
import org.gatehouse.server.exports.trail.TrailFormat;
import org.gatehouse.server.exports.trail.TrailScope;
import org.gatehouse.server.reading.TrailReading;
import org.gatehouse.server.rights.ActionRefusedException;
import org.gatehouse.server.rights.Actor;
import org.gatehouse.server.signin.AfterFreshSignIn;
import org.gatehouse.server.web.FormErrors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/** Taking the trail away as files: exactly what a search shows, made in the background. */
@Controller
@RequestMapping("/console/realms/{realm}/audit/exports")
class TrailExportsPage {

    private final TrailExports exports;
    /** What an entry takes in the larger formats, about. */
    private static final long ENTRY_BYTES = 600;

    private final TrailReader reader;
    private final Histograms histograms;
    private final TrailReading reading;
    private final TrailPeople people;
    private final TrailConditions conditions;
    private final WaitingExports waiting;
    private final Clock clock;

    TrailExportsPage(
            TrailExports exports,
            TrailReader reader,
            Histograms histograms,
            TrailReading reading,
            TrailPeople people,
            TrailConditions conditions,
            WaitingExports waiting,
            Clock clock) {
        this.exports = exports;
        this.reader = reader;
        this.histograms = histograms;
        this.reading = reading;
        this.people = people;
        this.conditions = conditions;
        this.waiting = waiting;
        this.clock = clock;
    }

    @GetMapping
    String page(
            @RequestAttribute(ConsoleFrame.VIEWER) Actor viewer,
            @ModelAttribute("asked") TrailSearch asked,
            Model model) {
        requireExporter(viewer);
        return page(viewer, asked, read(viewer, asked), FormErrors.none(), model);
    }

    @AfterFreshSignIn
    @PostMapping
    String order(
            @RequestAttribute(ConsoleFrame.VIEWER) Actor viewer,
            @ModelAttribute("asked") TrailSearch asked,
            @RequestParam(defaultValue = "") String format,
            @RequestParam(defaultValue = "false") boolean proofs,
            @RequestParam(defaultValue = "") String why,
            Model model) {
        model.addAttribute("why", why);
        requireExporter(viewer);
        TrailConditions.Read read = read(viewer, asked);
        FormErrors errors = TrailFormat.find(format)
                .map(kind -> order(viewer, read, kind, proofs, why))
                .orElseGet(() -> FormErrors.on("format", "console.trail.choose"));
        return errors.any()
                ? page(viewer, asked, read, errors, model)
                : "redirect:" + ConsoleFrame.base(viewer) + "/audit/exports?done=ordered";
    }

    @PostMapping("/{id}/delete")
    String delete(@RequestAttribute(ConsoleFrame.VIEWER) Actor viewer, @PathVariable UUID id) {
        requireExporter(viewer);
        try {
            exports.delete(viewer, id);
        } catch (TrailExportException ex) {
            throw gone(ex);
        }
        return "redirect:" + ConsoleFrame.base(viewer) + "/audit/exports?done=deleted";
    }

    /** A POST: handing the file out is an entry, so no link or prefetch may do it. */
    @AfterFreshSignIn
    @PostMapping("/{id}/file")
    ResponseEntity<StreamingResponseBody> file(
            @RequestAttribute(ConsoleFrame.VIEWER) Actor viewer, @PathVariable UUID id) {
        requireExporter(viewer);
        TrailExport export = fetched(viewer, id);
        ContentDisposition attachment =
                ContentDisposition.attachment().filename(export.fileName()).build();
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(export.format().mediaType()))
                .contentLength(export.bytes())
                .cacheControl(CacheControl.noStore())
                .header(HttpHeaders.CONTENT_DISPOSITION, attachment.toString())
                .body(out -> exports.write(viewer, export, 0, export.bytes(), out));
    }

    private TrailExport fetched(Actor viewer, UUID id) {
        try {
            return exports.fetch(viewer, id);
        } catch (ActionRefusedException ex) { // the entry of it is written
            ConsoleViewer.require(viewer, Permission.AUDIT_IDENTIFY);
            throw ex;
        } catch (TrailExportException ex) {
            throw gone(ex);
        }
    }

    private static ResponseStatusException gone(TrailExportException ex) {
        return ex.reason() == TrailExportException.Reason.NOT_READY
                ? new ResponseStatusException(HttpStatus.CONFLICT)
                : Refusals.notFound();
    }

    private static void requireExporter(Actor viewer) {
        ConsoleViewer.require(viewer, Permission.AUDIT_EXPORT);
    }

    private TrailConditions.Read read(Actor viewer, TrailSearch asked) {
        return conditions.read(viewer, asked);
    }

    private FormErrors order(Actor viewer, TrailConditions.Read read, TrailFormat format, boolean proofs, String why) {
        if (read.errors().any()) {
            return read.errors();
        }
        Instant until = clock.instant();
        return Refusals.attempt(() -> exports.order(
                viewer, format, TrailScope.of(read.filter(), until.minus(TrailExports.LONGEST), until, proofs), why));
    }

    private String page(Actor viewer, TrailSearch asked, TrailConditions.Read read, FormErrors errors, Model model) {
        List<TrailExport> made = exports.list(viewer);
        model.addAttribute(FormErrors.MODEL_NAME, errors.any() ? errors : read.errors());
        model.addAttribute("chips", TrailBox.chips(asked, people.shown(viewer, LocaleContextHolder.getLocale())));
        model.addAttribute("hidden", asked.conditions());
        model.addAttribute("readable", !read.errors().any());
        Long count = count(viewer, read);
        model.addAttribute("count", count);
        model.addAttribute("size", count == null ? null : count * ENTRY_BYTES / 1_000_000.0);
        model.addAttribute("formats", TrailFormat.codes());
        Instant now = clock.instant();
        model.addAttribute(
                "exports",
                made.stream()
                        .map(export -> ExportLine.of(export, waiting.of(viewer, export), now))
                        .toList());
        model.addAttribute("approvalAbove", viewer.realm().definition().trail().approvalAbove());
        model.addAttribute("running", made.stream().anyMatch(export -> export.state() == State.RUNNING));
        return "console/audit-exports";
    }

    /** A number says something of what is in the trail, so it is for those who may read it, and reading is told. */
    private @Nullable Long count(Actor viewer, TrailConditions.Read read) {
        if (read.errors().any() || !viewer.permissions().contains(Permission.AUDIT_READ)) {
            return null;
        }
        reading.begin(viewer);
        EntryCount count = reader.count(viewer.realm().name(), read.filter());
        return count.more() ? counted(viewer, read) : (Long) count.entries();
    }

    /** From the hours counted beforehand; null where what is asked for is not counted, and there are many. */
    private @Nullable Long counted(Actor viewer, TrailConditions.Read read) {
        Instant until = clock.instant();
        TrailScope scope = TrailScope.of(read.filter(), until.minus(TrailExports.LONGEST), until, false);
        Histogram histogram = histograms.of(viewer.realm().name(), read.filter().between(scope.from(), scope.until()));
        return histogram.partial() ? null : (Long) histogram.entries();
    }
}
