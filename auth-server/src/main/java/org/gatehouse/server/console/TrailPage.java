package org.gatehouse.server.console;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.Outcome;
import org.gatehouse.audit.event.Party;
import org.gatehouse.audit.query.Cursor;
import org.gatehouse.audit.query.EntryView;
import org.gatehouse.audit.query.TrailFilter;
import org.gatehouse.audit.query.TrailReader;
import org.gatehouse.audit.sentence.Sentences;
import org.gatehouse.realm.Permission;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.request.CurrentRequest;
import org.gatehouse.server.rights.EffectiveRights;
import org.gatehouse.server.session.SignedIn;
import org.gatehouse.server.trail.Trail;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** The realm's audit entries, newest first, for its administrators and auditors. */
@Controller
class TrailPage {

    private static final int PAGE_SIZE = 50;
    private static final String LAST_TRACED = TrailPage.class.getName();

    private final TrailReader reader;
    private final Sentences sentences = new Sentences();
    private final Accounts accounts;
    private final EffectiveRights rights;
    private final Trail trail;
    private final Clock clock;

    TrailPage(TrailReader reader, Accounts accounts, EffectiveRights rights, Trail trail, Clock clock) {
        this.reader = reader;
        this.accounts = accounts;
        this.rights = rights;
        this.trail = trail;
        this.clock = clock;
    }

    /** One row, ready to be shown. */
    record Row(
            Instant at,
            String sentence,
            String code,
            boolean refused,
            @Nullable String address,
            String reference) {}

    @GetMapping("/console/realms/{realm}/audit")
    String page(
            @RequestParam(required = false) @Nullable String before,
            HttpServletRequest request,
            Locale locale,
            Model model) {
        Realm realm = CurrentRequest.currentRealm();
        Account viewer = viewer(realm);
        traceOncePerHour(request, realm, viewer);
        @Nullable Cursor cursor = before == null ? null : cursor(before);
        List<EntryView> entries = reader.page(realm.name(), TrailFilter.all(), cursor, PAGE_SIZE);
        model.addAttribute("realm", realm);
        model.addAttribute(
                "entries", entries.stream().map(entry -> row(entry, locale)).toList());
        model.addAttribute("older", entries.size() < PAGE_SIZE ? null : older(entries));
        return "console/audit";
    }

    private static String older(List<EntryView> entries) {
        return Cursor.after(entries.get(entries.size() - 1)).encoded();
    }

    private Row row(EntryView entry, Locale locale) {
        return new Row(
                entry.at(),
                sentences.render(entry, locale),
                entry.activity().code(),
                entry.outcome() != Outcome.SUCCESS,
                entry.origin().address(),
                entry.log() + ":" + entry.index());
    }

    private Account viewer(Realm realm) {
        Optional<Account> viewer = SignedIn.current().flatMap(person -> accounts.find(realm, person.account()));
        return viewer.filter(Account::isActive)
                .filter(account -> rights.permissions(realm, account.subject()).contains(Permission.AUDIT_READ))
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.FORBIDDEN));
    }

    private static Cursor cursor(String encoded) {
        return Cursor.parse(encoded).orElseThrow(() -> new ResponseStatusException(HttpStatus.BAD_REQUEST));
    }

    /** Reading the trail is an entry; one a viewer and hour, so that it does not feed on itself. */
    private void traceOncePerHour(HttpServletRequest request, Realm realm, Account viewer) {
        Instant hour = clock.instant().truncatedTo(ChronoUnit.HOURS);
        if (hour.equals(request.getSession().getAttribute(LAST_TRACED))) {
            return;
        }
        trail.record(trail.event(realm, Activity.LOG_READ)
                .actor(accounts.party(viewer))
                .target(Party.realm(realm.name())));
        request.getSession().setAttribute(LAST_TRACED, hour);
    }
}
