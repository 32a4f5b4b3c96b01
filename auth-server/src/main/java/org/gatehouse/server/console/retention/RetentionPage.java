package org.gatehouse.server.console.retention;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.gatehouse.audit.event.Category;
import org.gatehouse.audit.event.Tier;
import org.gatehouse.realm.Permission;
import org.gatehouse.server.console.ConsoleFrame;
import org.gatehouse.server.console.ConsoleViewer;
import org.gatehouse.server.console.Refusals;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.retention.LegalHolds;
import org.gatehouse.server.retention.TrailRetention;
import org.gatehouse.server.rights.Actor;
import org.gatehouse.server.signin.AfterFreshSignIn;
import org.gatehouse.server.signin.KeptForms;
import org.gatehouse.server.web.Explanation;
import org.gatehouse.server.web.FormErrors;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.http.HttpStatus;
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

/** How long the trail keeps what, what goes next, and what must not go: the page about {@code /audit/retention} and holds. */
@Controller
@RequestMapping("/console/realms/{realm}/retention")
class RetentionPage {

    private static final Set<String> DONE = Set.of("kept", "asked", "held", "lift-asked");

    private final TrailRetention retention;
    private final LegalHolds holds;
    private final Accounts accounts;
    private final RetentionOutlook outlook;
    private final KeptForms forms;
    private final Clock clock;

    RetentionPage(
            TrailRetention retention,
            LegalHolds holds,
            Accounts accounts,
            RetentionOutlook outlook,
            KeptForms forms,
            Clock clock) {
        this.retention = retention;
        this.holds = holds;
        this.accounts = accounts;
        this.outlook = outlook;
        this.forms = forms;
        this.clock = clock;
    }

    /** @param category the one to change; the form for it is shown then */
    @GetMapping
    String view(
            @RequestAttribute(ConsoleFrame.VIEWER) Actor viewer,
            @RequestParam(defaultValue = "") String category,
            @RequestParam(defaultValue = "") String done,
            HttpServletRequest request,
            Model model) {
        model.addAttribute("done", DONE.contains(done) ? done : null);
        model.addAttribute("changing", Category.find(category).orElse(null));
        Map<String, String> kept = forms.take(request);
        Tier.find(kept.getOrDefault("tier", "")).ifPresent(tier -> model.addAttribute("wanted", tier));
        boolean ofTier = kept.containsKey("tier");
        model.addAttribute("typedWhy", ofTier ? kept.get("why") : null);
        return page(viewer, ofTier ? RetentionForm.EMPTY : RetentionForm.of(kept), model);
    }

    /** @param seen the tier that was shown beside the form */
    @AfterFreshSignIn(keeps = {"tier", "why"})
    @PostMapping("/{category}")
    String keep(
            @RequestAttribute(ConsoleFrame.VIEWER) Actor viewer,
            @PathVariable String category,
            @RequestParam(defaultValue = "") String tier,
            @RequestParam(defaultValue = "") String seen,
            @RequestParam(defaultValue = "") String why,
            HttpServletRequest request,
            Model model) {
        require(viewer);
        Tier shown = Tier.find(seen).orElseThrow(() -> unseen(request));
        Category changed = Category.find(category).orElseThrow(Refusals::notFound);
        Optional<Tier> wanted = Tier.find(tier);
        boolean[] waits = new boolean[1];
        FormErrors errors = wanted.isEmpty()
                ? FormErrors.on("tier", "console.trail.choose")
                : Refusals.attempt(() -> waits[0] = retention
                        .keep(viewer, changed, wanted.get(), shown, why)
                        .isPresent());
        if (errors.any()) {
            model.addAttribute("changing", changed);
            model.addAttribute("wanted", wanted.orElse(null));
            model.addAttribute("typedWhy", why);
            return refused(viewer, errors, RetentionForm.EMPTY, model);
        }
        return done(viewer, waits[0] ? "asked" : "kept");
    }

    @AfterFreshSignIn(keeps = {"from", "until", "person", "why"})
    @PostMapping("/holds")
    String hold(
            @RequestAttribute(ConsoleFrame.VIEWER) Actor viewer,
            @ModelAttribute("form") RetentionForm form,
            Model model) {
        require(viewer);
        Optional<UUID> person = form.about()
                .flatMap(login -> accounts.findByLogin(viewer.realm(), login))
                .map(Account::subject);
        FormErrors errors = form.errors();
        if (form.about().isPresent() && person.isEmpty()) {
            errors = errors.and("person", "console.trail.nobody");
        }
        if (!errors.any()) {
            errors = Refusals.attempt(() -> holds.set(
                    viewer, form.begins().orElseThrow(), form.ends().orElse(null), person.orElse(null), form.why()));
        }
        return errors.any() ? refused(viewer, errors, form, model) : done(viewer, "held");
    }

    @AfterFreshSignIn
    @PostMapping("/holds/{id}/lift")
    String lift(@RequestAttribute(ConsoleFrame.VIEWER) Actor viewer, @PathVariable UUID id, Model model) {
        require(viewer);
        FormErrors errors = Refusals.attempt(() -> holds.lift(viewer, id));
        return errors.any() ? refused(viewer, errors, RetentionForm.EMPTY, model) : done(viewer, "lift-asked");
    }

    /** Whoever does not say what they saw would undo what somebody else decided meanwhile, and never know. */
    private static ResponseStatusException unseen(HttpServletRequest request) {
        Explanation.give(request, "Send `seen`: the tier the form showed.");
        return new ResponseStatusException(HttpStatus.BAD_REQUEST);
    }

    private static void require(Actor viewer) {
        ConsoleViewer.require(viewer, Permission.AUDIT_READ); // whoever changes it is shown it afterwards
    }

    private String refused(Actor viewer, FormErrors errors, RetentionForm form, Model model) {
        model.addAttribute(FormErrors.MODEL_NAME, errors);
        return page(viewer, form, model);
    }

    private static String done(Actor viewer, String what) {
        return "redirect:" + ConsoleFrame.base(viewer) + "/retention?done=" + what;
    }

    private String page(Actor viewer, RetentionForm form, Model model) {
        require(viewer);
        model.addAttribute("form", form);
        Map<Tier, Long> sizes = retention.bytesOfAnEntry(viewer);
        RetentionTable kept = new RetentionTable(
                retention.tiers(viewer), retention.months(viewer), sizes, holds.list(viewer), clock.instant());
        model.addAttribute("kept", kept);
        if (model.getAttribute("changing") instanceof Category changing) {
            Locale locale = LocaleContextHolder.getLocale();
            model.addAttribute("stops", outlook.stops(viewer.realm(), changing, kept.of(changing), sizes, locale));
        }
        return "console/retention";
    }
}
