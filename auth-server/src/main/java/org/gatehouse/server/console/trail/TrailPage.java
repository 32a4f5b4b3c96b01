package org.gatehouse.server.console.trail;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.ActivityType;
import org.gatehouse.audit.event.Category;
import org.gatehouse.audit.event.Country;
import org.gatehouse.audit.event.CustomActivity;
import org.gatehouse.audit.query.Cursor;
import org.gatehouse.audit.query.EntryPage;
import org.gatehouse.audit.query.TrailReader;
import org.gatehouse.realm.Permission;
import org.gatehouse.server.console.ConsoleFrame;
import org.gatehouse.server.console.ConsoleViewer;
import org.gatehouse.server.reading.TrailQuery.Term;
import org.gatehouse.server.reading.TrailQueryException;
import org.gatehouse.server.reading.TrailReading;
import org.gatehouse.server.rights.Actor;
import org.gatehouse.server.trailviews.TrailViews;
import org.gatehouse.server.web.FormErrors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/**
 * The realm's audit entries, newest first, for its administrators and auditors. The address is the whole state: what is
 * typed into the query box or clicked in a row leads to another address.
 */
@Controller
class TrailPage {

    private static final int PAGE_SIZE = 50;

    private final TrailReader reader;
    private final TrailRows rows;
    private final TrailPeople people;
    private final TrailConditions conditions;
    private final TrailReading reading;
    private final TrailBars bars;
    private final TrailViews kept;
    private final Clock clock;

    TrailPage(
            TrailReader reader,
            TrailRows rows,
            TrailPeople people,
            TrailConditions conditions,
            TrailReading reading,
            TrailBars bars,
            TrailViews kept,
            Clock clock) {
        this.reader = reader;
        this.rows = rows;
        this.people = people;
        this.conditions = conditions;
        this.reading = reading;
        this.bars = bars;
        this.kept = kept;
        this.clock = clock;
    }

    /** A category and its activities, for the choice. */
    record Kind(String category, List<String> groups, List<String> activities) {}

    /** Somebody a name may mean, and the query that means them. */
    record Candidate(String name, String userName, String query) {}

    /**
     * @param q a query, instead of what is asked for
     * @param add a query, besides what is asked for
     * @param figures whether the chart is to be there as a table, too
     */
    @GetMapping("/console/realms/{realm}/audit")
    String page(
            @RequestAttribute(ConsoleFrame.VIEWER) Actor viewer,
            @ModelAttribute("asked") TrailSearch asked,
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable String add,
            @RequestParam(required = false) @Nullable String before,
            @RequestParam(required = false) @Nullable String figures,
            Locale locale,
            Model model) {
        model.addAttribute("inFigures", figures);
        ConsoleViewer.require(viewer, Permission.AUDIT_READ);
        reading.begin(viewer);
        if (q == null && add == null) {
            return entries(viewer, asked, before == null ? null : cursor(before), locale, model);
        }
        try {
            return "redirect:" + ConsoleFrame.base(viewer) + "/audit" + typed(viewer, asked, q, add);
        } catch (TrailQueryException ex) {
            String typed = q == null ? String.valueOf(add) : q;
            frame(viewer, asked, typed, locale, model);
            model.addAttribute(
                    FormErrors.MODEL_NAME,
                    FormErrors.on(
                            TrailConditions.BOX, "trail.query." + ex.reason().code(), ex.column(), ex.word()));
            model.addAttribute("candidates", candidates(viewer, ex, typed));
            return "console/audit";
        }
    }

    private String typed(Actor viewer, TrailSearch asked, @Nullable String q, @Nullable String add) {
        ZoneId zone = asked.knownZone().orElse(ZoneOffset.UTC);
        TrailSearch search = q == null ? asked : asked.asking(conditions.terms(viewer, q, zone));
        if (add != null) {
            for (Term term : conditions.terms(viewer, add, zone)) {
                search = search.plus(term);
            }
        }
        return TrailConditions.address(search);
    }

    private String entries(Actor viewer, TrailSearch asked, @Nullable Cursor cursor, Locale locale, Model model) {
        TrailConditions.Read read = conditions.read(viewer, asked);
        boolean readable = !read.errors().any();
        Instant now = clock.instant();
        EntryPage page = readable
                ? reader.search(viewer.realm().name(), read.filter(), cursor, PAGE_SIZE)
                : new EntryPage(List.of(), null);
        frame(viewer, asked, null, locale, model);
        model.addAttribute(FormErrors.MODEL_NAME, read.errors());
        model.addAttribute("candidates", candidates(viewer, asked, read.ambiguous()));
        if (readable) {
            model.addAttribute("bars", bars.draw(viewer.realm(), asked, read.filter(), now));
            model.addAttribute("window", TrailWindow.of(asked, read.filter(), now));
            model.addAttribute("entries", rows.rows(viewer, page.entries(), locale));
            model.addAttribute("follow", cursor == null && asked.to() == null ? with(asked, "follow") : null);
            model.addAttribute("figures", with(asked, "figures"));
            model.addAttribute("partial", page.next() != null && page.entries().size() < PAGE_SIZE);
            model.addAttribute("older", page.next() == null ? null : page.next().encoded());
            model.addAttribute(
                    "nothing",
                    TrailNothing.of(viewer.realm(), asked, read.filter(), cursor == null, page.next() != null, now));
        }
        return "console/audit";
    }

    private static String with(TrailSearch asked, String flag) {
        return (asked.query().isEmpty() ? "?" : asked.query() + "&") + flag;
    }

    /** What stands around the entries. */
    private void frame(Actor viewer, TrailSearch asked, @Nullable String typed, Locale locale, Model model) {
        List<CustomActivity> own = reader.customActivities(viewer.realm().name());
        UnaryOperator<String> names = given -> people.name(viewer, given);
        model.addAttribute("search", named(asked, names));
        model.addAttribute("box", typed == null ? TrailBox.text(asked, names) : typed);
        model.addAttribute("chips", TrailBox.chips(asked, people.shown(viewer, locale)));
        model.addAttribute("countries", String.join(" ", Country.codes()));
        model.addAttribute("suggestions", TrailBox.suggestions(own));
        model.addAttribute("everything", asked.everything().query());
        model.addAttribute("views", BuiltInViews.of(asked));
        model.addAttribute("kept", kept.list(viewer));
        List<Kind> kinds = kinds(own);
        model.addAttribute("kinds", kinds);
        model.addAttribute(
                "activities",
                kinds.stream().flatMap(kind -> kind.activities().stream()).collect(Collectors.joining(" ")));
        model.addAttribute("columns", TrailColumns.of(asked.columns()));
        model.addAttribute(
                "zone",
                asked.zone() == null || asked.zone().isBlank()
                        ? null
                        : asked.knownZone().orElse(null));
    }

    private static TrailSearch named(TrailSearch asked, UnaryOperator<String> names) {
        TrailSearch named = asked;
        for (String field : List.of("person", "actor", "target")) {
            String given = asked.fields().get(field);
            named = given == null ? named : named.with(field, names.apply(given));
        }
        return named;
    }

    private List<Candidate> candidates(Actor viewer, TrailSearch asked, @Nullable Term ambiguous) {
        return ambiguous == null
                ? List.of()
                : people.named(viewer, ambiguous.value()).stream()
                        .map(each -> new Candidate(
                                each.displayName(),
                                each.userName(),
                                TrailBox.replaced(
                                        asked, ambiguous, each.userName(), given -> people.name(viewer, given))))
                        .toList();
    }

    /** The word in the query, replaced by each of those it may mean. */
    private List<Candidate> candidates(Actor viewer, TrailQueryException ex, String typed) {
        if (ex.reason() != TrailQueryException.Reason.SEVERAL) {
            return List.of();
        }
        return people.named(viewer, ex.word()).stream()
                .map(each -> new Candidate(
                        each.displayName(), each.userName(), TrailBox.replaced(typed, ex.column(), each.userName())))
                .toList();
    }

    private static List<Kind> kinds(List<CustomActivity> own) {
        List<String> groups = TrailBox.groups(own);
        return Arrays.stream(Category.values())
                .map(category -> kind(category, own, groups))
                .toList();
    }

    private static Kind kind(Category category, List<CustomActivity> own, List<String> groups) {
        List<String> codes = Stream.concat(Arrays.stream(Activity.values()), own.stream())
                .filter(activity -> activity.category() == category)
                .map(ActivityType::code)
                .toList();
        return new Kind(
                category.code(),
                groups.stream()
                        .filter(group -> codes.stream()
                                .anyMatch(code -> code.startsWith(group.substring(0, group.length() - 1))))
                        .toList(),
                codes);
    }

    private static Cursor cursor(String encoded) {
        return Cursor.parse(encoded).orElseThrow(() -> new ResponseStatusException(HttpStatus.BAD_REQUEST));
    }
}
