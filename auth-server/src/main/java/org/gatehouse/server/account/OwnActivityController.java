package org.gatehouse.server.account;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.gatehouse.audit.event.Category;
import org.gatehouse.audit.query.Cursor;
import org.gatehouse.audit.query.EntryPage;
import org.gatehouse.audit.query.EntryView;
import org.gatehouse.audit.query.TrailFilter;
import org.gatehouse.audit.query.TrailReader;
import org.gatehouse.audit.sentence.Sentences;
import org.gatehouse.server.administration.ReportedSignIns;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.request.CurrentRequest;
import org.gatehouse.server.session.SignedInAccount;
import org.gatehouse.server.signin.AfterFreshSignIn;
import org.gatehouse.server.signin.Guesses;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What the trail says of one's own sign-ins, and what to do about one that was somebody else's. */
@Controller
@RequestMapping("/realms/{realm}/account")
class OwnActivityController {

    private static final int PAGE = 25;

    /** Older ones help nobody to notice a thief; they are in what one can take away of one's data. */
    private static final Duration SHOWN = Duration.ofDays(90);

    private final TrailReader trail;
    private final ReportedSignIns reported;
    private final Guesses guesses;
    private final MessageSource messages;
    private final Clock clock;
    private final Sentences sentences = new Sentences();

    OwnActivityController(
            TrailReader trail, ReportedSignIns reported, Guesses guesses, MessageSource messages, Clock clock) {
        this.trail = trail;
        this.reported = reported;
        this.guesses = guesses;
        this.messages = messages;
        this.clock = clock;
    }

    /** @param address null where it is no longer readable */
    record Row(String sentence, Instant at, @Nullable String address, boolean here) {}

    @GetMapping("/activity")
    String page(@RequestParam(required = false) @Nullable String before, Locale locale, Model model) {
        Realm realm = CurrentRequest.currentRealm();
        SignedInAccount person = AccountController.person();
        TrailFilter own = TrailFilter.all()
                .withPerson(person.account())
                .withCategory(Category.SIGN_IN)
                .between(clock.instant().minus(SHOWN), null);
        EntryPage page = trail.search(
                realm.name(),
                own,
                Optional.ofNullable(before).flatMap(Cursor::parse).orElse(null),
                PAGE);
        List<Row> rows =
                page.entries().stream().map(entry -> row(entry, person, locale)).toList();
        model.addAttribute("realm", realm);
        model.addAttribute("entries", rows);
        model.addAttribute("next", page.next() == null ? null : page.next().encoded());
        model.addAttribute("days", SHOWN.toDays());
        return "account/activity";
    }

    private Row row(EntryView entry, SignedInAccount person, Locale locale) {
        String somebody = messages.getMessage("data.entries.somebody", null, locale);
        EntryView shown =
                EntryData.without(entry, person.account(), somebody); // who ended it, and from where, is not theirs
        return new Row(
                sentences.render(shown, locale),
                shown.at(),
                shown.origin().address(),
                person.reference().equals(shown.origin().session()));
    }

    @GetMapping("/not-me")
    String ask(Model model) {
        model.addAttribute("realm", CurrentRequest.currentRealm());
        return "account/not-me";
    }

    /**
     * Whoever got in is out, and cannot come back with the old password, which has to be changed on the next page, without which
     * nobody gets on. Administrators have a case to look into.
     */
    @AfterFreshSignIn
    @PostMapping("/not-me")
    String report(HttpServletRequest request, HttpServletResponse response) {
        Realm realm = CurrentRequest.currentRealm();
        SignedInAccount person = AccountController.person();
        guesses.staying(request, response, realm, person.account(), () -> reported.report(realm, person));
        return "redirect:/realms/" + realm.name() + "/account/sessions?ended";
    }
}
