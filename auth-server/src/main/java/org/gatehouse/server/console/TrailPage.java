package org.gatehouse.server.console;

import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.ActivityType;
import org.gatehouse.audit.event.Category;
import org.gatehouse.audit.event.CustomActivity;
import org.gatehouse.audit.query.Cursor;
import org.gatehouse.audit.query.EntryPage;
import org.gatehouse.audit.query.TrailReader;
import org.gatehouse.realm.Permission;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.reading.TrailReading;
import org.gatehouse.server.rights.Actor;
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

/** The realm's audit entries, newest first, for its administrators and auditors. The address is the whole state. */
@Controller
class TrailPage {

    private static final int PAGE_SIZE = 50;
    private static final List<String> PRESETS = List.of("15m", "1h", "24h", "7d", "30d", "90d", "");

    private final TrailReader reader;
    private final TrailRows rows = new TrailRows();
    private final Accounts accounts;
    private final TrailReading reading;
    private final TrailBars bars;
    private final Clock clock;

    TrailPage(TrailReader reader, Accounts accounts, TrailReading reading, TrailBars bars, Clock clock) {
        this.reader = reader;
        this.accounts = accounts;
        this.reading = reading;
        this.bars = bars;
        this.clock = clock;
    }

    /** A category and its activities, for the choice. */
    record Kind(String category, List<String> activities) {}

    /**
     * A time that is often asked for.
     *
     * @param since how long ago it begins; empty for all that is kept
     */
    record Preset(String since, String query, boolean current) {}

    @GetMapping("/console/realms/{realm}/audit")
    String page(
            @RequestAttribute(ConsoleFrame.VIEWER) Actor viewer,
            @ModelAttribute("asked") TrailSearch asked,
            @RequestParam(required = false) @Nullable String before,
            Locale locale,
            Model model) {
        ConsoleViewer.require(viewer, Permission.AUDIT_READ);
        reading.begin(viewer);
        @Nullable Cursor cursor = before == null ? null : cursor(before);
        List<CustomActivity> own = reader.customActivities(viewer.realm().name());
        Instant now = clock.instant();
        TrailSearch.Read search = asked.read(viewer.realm(), accounts, own, now);
        EntryPage page = search.errors().any()
                ? new EntryPage(List.of(), null)
                : reader.search(viewer.realm().name(), search.filter(), cursor, PAGE_SIZE);
        model.addAttribute(FormErrors.MODEL_NAME, search.errors());
        model.addAttribute("search", asked.named(viewer.realm(), accounts));
        model.addAttribute("kinds", kinds(own));
        model.addAttribute("presets", presets(asked));
        model.addAttribute(
                "bars", search.errors().any() ? null : bars.draw(viewer.realm(), asked, search.filter(), now));
        model.addAttribute(
                "entries",
                page.entries().stream()
                        .map(entry -> rows.row(viewer.realm(), entry, locale))
                        .toList());
        model.addAttribute("older", page.next() == null ? null : page.next().encoded());
        return "console/audit";
    }

    private static List<Preset> presets(TrailSearch asked) {
        return PRESETS.stream()
                .map(since -> {
                    String from = since.isEmpty() ? null : "now-" + since;
                    TrailSearch search = asked.between(from, null);
                    return new Preset(since, search.query(), search.equals(asked));
                })
                .toList();
    }

    private static List<Kind> kinds(List<CustomActivity> own) {
        return Arrays.stream(Category.values())
                .map(category -> kind(category, own))
                .toList();
    }

    private static Kind kind(Category category, List<CustomActivity> own) {
        return new Kind(
                category.code(),
                Stream.concat(Arrays.stream(Activity.values()), own.stream())
                        .filter(activity -> activity.category() == category)
                        .map(ActivityType::code)
                        .toList());
    }

    private static Cursor cursor(String encoded) {
        return Cursor.parse(encoded).orElseThrow(() -> new ResponseStatusException(HttpStatus.BAD_REQUEST));
    }
}
