package org.gatehouse.server.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.TimeoutError;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.List;

/**
 * Looks at a page as different people meet it: by day and night, on a phone, with the keyboard, through assistive
 * technology. With {@code -Dlooks.pictures=true} it leaves pictures in {@code target/screenshots}.
 */
final class Looks {

    private static final double PICTURE_MILLIS = 15_000;

    /** Set to true by whoever wants to look at the pages with their own eyes. */
    private static final boolean TAKES_PICTURES = Boolean.getBoolean("looks.pictures");

    private static final Path PICTURES = Path.of("target", "screenshots");
    private static final List<String> WCAG = List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa");
    private static final int HEIGHT = 800;
    private static final int DESK = 1280;
    private static final int PHONE = 360;

    /** The narrowest width a page may be read at without scrolling sideways (WCAG 1.4.10). */
    private static final int NARROWEST = 320;

    /** More stops than any page has, and how many keys are pressed before it is asked whether they came around. */
    private static final int MOST_STOPS = 240;

    private static final int AT_ONCE = 12;

    private static final String TOO_WIDE = """
            () => {
              const width = document.documentElement.clientWidth;
              if (document.documentElement.scrollWidth <= width) return [];
              return [...document.querySelectorAll("body *")]
                .filter(element => element.getBoundingClientRect().right > width + 1)
                .map(element => element.tagName + "." + element.className);
            }""";

    /** Targets are 44 px, of a choice its whole line; links within text are as tall as their line. */
    private static final String TOO_SMALL = """
            () => [...document.querySelectorAll("button, .button, select, input:not([type=checkbox], [type=radio]), \
            label:has(> [type=radio]), nav a")]
              .filter(element => element.checkVisibility() && element.getBoundingClientRect().height < 43.5)
              .map(element => element.outerHTML)""";

    /** Writes down where the focus comes by: asking after each key would take as long again. */
    private static final String FOLLOW = """
            () => {
              window.stops = [];
              document.addEventListener("focusin", ({ target: focused }) => {
                const style = getComputedStyle(focused);
                const seen = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
                const order = String([...document.querySelectorAll("*")].indexOf(focused));
                if (window.stops.at(-1)?.[1] === order) return; // given back after a part of the page was renewed
                window.stops.push([focused.className, order, String(seen), focused.outerHTML.slice(0, 120)]);
              });
            }""";

    /** Once around, from the skip link up to where it comes again; nothing as long as it has not. */
    private static final String ROUND = """
            () => {
              const first = window.stops.findIndex(stop => stop[0] === "skip");
              const again = window.stops.findIndex((stop, index) => index > first && stop[0] === "skip");
              return again < 0 ? [] : window.stops.slice(first + 1, again);
            }""";

    private final Page page;
    private final String name;

    Looks(Page page, String name) {
        this.page = page;
        this.name = name;
    }

    void everywhere() {
        Axe axe = Axe.in(page);
        onADesk("dark", ColorScheme.DARK);
        assertThat(axe.againstRule("color-contrast"))
                .as("all that colours can change")
                .isEmpty();
        onADesk("light", ColorScheme.LIGHT);
        assertThat(axe.againstTags(WCAG)).as("light").isEmpty();
        onAPhone();
        byKeyboard();
    }

    /** For people who read another language: what may differ is how long the words are. */
    void inWords() {
        onADesk("light", ColorScheme.LIGHT);
        atTheNarrowest();
    }

    private void onADesk(String picture, ColorScheme colours) {
        page.setViewportSize(DESK, HEIGHT);
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(colours));
        take(picture);
    }

    private void onAPhone() {
        atTheNarrowest();
        page.setViewportSize(PHONE, HEIGHT);
        assertNone("too wide at 360 px", TOO_WIDE);
        assertNone("too small to hit", TOO_SMALL);
        take("360");
    }

    private void atTheNarrowest() {
        page.setViewportSize(NARROWEST, HEIGHT);
        assertNone("too wide at 320 px", TOO_WIDE);
    }

    /** From the skip link around to it again: in reading order, and always to be seen. */
    private void byKeyboard() {
        page.setViewportSize(DESK, HEIGHT);
        int last = -1;
        for (List<String> focus : stopsOfARound()) {
            assertThat(focus.get(2)).as("visible focus: %s", focus).isEqualTo("true");
            assertThat(Integer.parseInt(focus.get(1)))
                    .as("focus order: %s", focus)
                    .isGreaterThan(last);
            last = Integer.parseInt(focus.get(1));
        }
    }

    @SuppressWarnings("unchecked") // the script gives lists of lists of strings
    private List<List<String>> stopsOfARound() {
        page.evaluate(FOLLOW);
        for (int pressed = 1; pressed <= MOST_STOPS; pressed++) {
            page.keyboard().press("Tab");
            if (pressed % AT_ONCE == 0) {
                List<List<String>> round = (List<List<String>>) page.evaluate(ROUND);
                if (!round.isEmpty()) {
                    return round;
                }
            }
        }
        throw new AssertionError("The focus does not come around on " + page.url());
    }

    /**
     * A picture is for people to look at, no check hangs on it, and taking them is a third of the time: so only for whoever
     * asks for them. On a busy machine the browser now and then has none to give, of a page on which everything else can
     * be asked.
     */
    private void take(String picture) {
        if (!TAKES_PICTURES) {
            return;
        }
        Path file = PICTURES.resolve(name + "-" + picture + ".png");
        try {
            page.screenshot(
                    new Page.ScreenshotOptions().setPath(file).setFullPage(true).setTimeout(PICTURE_MILLIS));
        } catch (TimeoutError ex) {
            System.err.println("The browser gave no picture: " + file);
        }
    }

    private void assertNone(String wrong, String script) {
        assertThat(strings(script)).as(wrong).isEmpty();
    }

    @SuppressWarnings("unchecked") // the scripts give lists of strings
    private List<String> strings(String script) {
        return (List<String>) page.evaluate(script);
    }
}
