package org.gatehouse.server.console.overview;

import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.gatehouse.audit.query.EntryView;
import org.gatehouse.audit.sentence.Sentences;
import org.gatehouse.realm.Permission;
import org.gatehouse.server.console.ConsoleFrame;
import org.gatehouse.server.console.retention.RetentionTable;
import org.gatehouse.server.overview.FactorCoverage;
import org.gatehouse.server.overview.RightsFigures;
import org.gatehouse.server.overview.SignInFigures;
import org.gatehouse.server.proofs.LogIntegrity;
import org.gatehouse.server.proofs.TrailChecks;
import org.gatehouse.server.proofs.TrailIntegrity;
import org.gatehouse.server.reading.KindTitles;
import org.gatehouse.server.reading.TrailMask;
import org.gatehouse.server.reading.TrailReading;
import org.gatehouse.server.retention.LegalHolds;
import org.gatehouse.server.retention.TrailRetention;
import org.gatehouse.server.rights.Actor;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.server.ResponseStatusException;

/**
 * What is worth knowing in the morning, five cards at most: each is for whoever may see the list behind it, and nothing is
 * asked for a card that is not shown.
 */
@Controller
@RequestMapping("/console/realms/{realm}/dashboard")
class DashboardPage {

    /** New administrators named on the card; the rest are in the list. */
    private static final int NAMED = 5;

    private final SignInFigures signIns;
    private final FactorCoverage factors;
    private final RightsFigures rights;
    private final TrailIntegrity integrity;
    private final TrailChecks checks;
    private final TrailRetention retention;
    private final LegalHolds holds;
    private final TrailReading reading;
    private final Clock clock;
    private final Sentences sentences = new Sentences();

    DashboardPage(
            SignInFigures signIns,
            FactorCoverage factors,
            RightsFigures rights,
            TrailIntegrity integrity,
            TrailChecks checks,
            TrailRetention retention,
            LegalHolds holds,
            TrailReading reading,
            Clock clock) {
        this.signIns = signIns;
        this.factors = factors;
        this.rights = rights;
        this.integrity = integrity;
        this.checks = checks;
        this.retention = retention;
        this.holds = holds;
        this.reading = reading;
        this.clock = clock;
    }

    /** An entry in words, with the way to it. */
    record Line(String sentence, String reference, EntryView entry) {}

    @GetMapping
    String view(@RequestAttribute(ConsoleFrame.VIEWER) Actor viewer, Locale locale, Model model) {
        boolean people = viewer.permissions().contains(Permission.USERS_READ);
        boolean trail = viewer.permissions().contains(Permission.AUDIT_READ);
        if (!people && !trail) {
            throw new ResponseStatusException(HttpStatus.FORBIDDEN);
        }
        if (people) {
            model.addAttribute("factors", factors.of(viewer));
        }
        if (trail) {
            reading.begin(viewer);
            addTrail(viewer, locale, model);
        }
        return "console/dashboard";
    }

    private void addTrail(Actor viewer, Locale locale, Model model) {
        RightsFigures.Figures changed = rights.of(viewer);
        model.addAttribute("signIns", signIns.of(viewer));
        model.addAttribute("rights", changed);
        model.addAttribute("administrators", lines(viewer, changed.administrators(), locale));
        List<LogIntegrity> logs = integrity.logs(viewer);
        model.addAttribute("sound", logs.stream().allMatch(LogIntegrity::isSound));
        model.addAttribute("check", checks.of(viewer));
        model.addAttribute(
                "kept",
                new RetentionTable(Map.of(), retention.months(viewer), Map.of(), holds.list(viewer), clock.instant()));
    }

    private List<Line> lines(Actor viewer, List<EntryView> entries, Locale locale) {
        KindTitles titles = new KindTitles(viewer.realm());
        return TrailMask.shown(viewer, entries).stream()
                .limit(NAMED)
                .map(entry -> new Line(sentences.render(entry, locale, titles), reference(entry), entry))
                .toList();
    }

    private static String reference(EntryView entry) {
        return entry.log().substring(entry.log().indexOf('/') + 1) + ":" + entry.index();
    }
}
