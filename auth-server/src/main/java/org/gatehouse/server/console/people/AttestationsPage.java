package org.gatehouse.server.console.people;

import java.util.List;
import java.util.Locale;
import org.gatehouse.realm.Permission;
import org.gatehouse.realm.data.Attestation;
import org.gatehouse.server.attestation.AttestationExport;
import org.gatehouse.server.attestation.AttestationReport;
import org.gatehouse.server.attestation.AttestationReport.Filter;
import org.gatehouse.server.attestation.AttestationReport.Line;
import org.gatehouse.server.console.ConsoleFrame;
import org.gatehouse.server.console.ConsoleViewer;
import org.gatehouse.server.console.Places;
import org.gatehouse.server.console.Refusals;
import org.gatehouse.server.exports.ExportFormat;
import org.gatehouse.server.rights.Actor;
import org.gatehouse.server.signin.AfterFreshSignIn;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/** Who accepted which attestation when, and who has not. */
@Controller
@RequestMapping("/console/realms/{realm}/attestations")
class AttestationsPage {

    private static final int PAGE_SIZE = 50;

    private final AttestationReport report;
    private final AttestationExport export;

    AttestationsPage(AttestationReport report, AttestationExport export) {
        this.report = report;
        this.export = export;
    }

    /** An attestation to choose. */
    record Choice(String id, String title, int version) {}

    @GetMapping
    String list(
            @RequestAttribute(ConsoleFrame.VIEWER) Actor viewer,
            @RequestParam(defaultValue = "") String attestation,
            @RequestParam(defaultValue = "all") String state,
            @RequestParam(required = false) @Nullable String after,
            Locale locale,
            Model model) {
        List<Attestation> all = report.attestations(requireReader(viewer));
        model.addAttribute(
                "choices", all.stream().map(each -> choice(each, locale)).toList());
        if (all.isEmpty()) {
            return "console/attestations";
        }
        Attestation chosen = attestation.isEmpty() ? all.get(0) : found(viewer, attestation);
        List<Line> found = report.page(viewer, chosen, filter(state), Places.parse(after), PAGE_SIZE + 1);
        boolean more = found.size() > PAGE_SIZE;
        List<Line> shown = more ? found.subList(0, PAGE_SIZE) : found;
        model.addAttribute("chosen", choice(chosen, locale));
        model.addAttribute("people", shown);
        model.addAttribute("next", more ? shown.get(PAGE_SIZE - 1).place().encoded() : null);
        model.addAttribute("state", state);
        model.addAttribute("mayExport", mayExport(viewer));
        return "console/attestations";
    }

    /** A POST: taking data away is an entry, so no link or prefetch may do it. */
    @AfterFreshSignIn
    @PostMapping("/export")
    ResponseEntity<StreamingResponseBody> export(
            @RequestAttribute(ConsoleFrame.VIEWER) Actor viewer,
            @RequestParam String attestation,
            @RequestParam(defaultValue = "all") String state,
            @RequestParam String format) {
        if (!mayExport(requireReader(viewer))) {
            throw new ResponseStatusException(HttpStatus.FORBIDDEN);
        }
        ExportFormat kind = ExportFormat.find(format).orElseThrow(AttestationsPage::unknown);
        Attestation chosen = found(viewer, attestation);
        return export.make(viewer, chosen, filter(state), kind)
                .answer(viewer.realm().name() + "-attestation-" + chosen.id(), kind);
    }

    private static Actor requireReader(Actor viewer) {
        if (!viewer.permissions().contains(Permission.AUDIT_IDENTIFY)) {
            ConsoleViewer.require(viewer, Permission.USERS_READ);
        }
        return viewer;
    }

    private static boolean mayExport(Actor viewer) {
        return viewer.permissions().contains(Permission.AUDIT_EXPORT)
                || viewer.permissions().contains(Permission.USERS_EXPORT);
    }

    private Attestation found(Actor viewer, String id) {
        return report.find(viewer, id).orElseThrow(Refusals::notFound);
    }

    private static Filter filter(String state) {
        return Filter.find(state).orElseThrow(AttestationsPage::unknown);
    }

    private static ResponseStatusException unknown() {
        return new ResponseStatusException(HttpStatus.BAD_REQUEST);
    }

    private static Choice choice(Attestation attestation, Locale locale) {
        return new Choice(attestation.id(), attestation.title(locale), attestation.version());
    }
}
