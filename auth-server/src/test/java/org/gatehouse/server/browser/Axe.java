package org.gatehouse.server.browser;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * axe in a page. Not by its own builder, which brings the whole script to the page for every question, and of the answer
 * everything that is right, too; pages here have no frames.
 */
final class Axe {

    private static final String SCRIPT = script();
    private static final String RUN = """
            runOnly => axe.run(document, {runOnly, resultTypes: ["violations"], iframes: false})
              .then(answer => answer.violations.map(rule => rule.id + ": " + rule.nodes
                .map(node => node.html + " (" + node.failureSummary + ")").join(", ")))""";

    private final Page page;

    private Axe(Page page) {
        this.page = page;
    }

    static Axe in(Page page) {
        page.evaluate(SCRIPT);
        return new Axe(page);
    }

    /** What is against one rule. */
    List<String> againstRule(String rule) {
        return against("rule", List.of(rule));
    }

    /** What is against any rule of one of these parts of a standard. */
    List<String> againstTags(List<String> tags) {
        return against("tag", tags);
    }

    @SuppressWarnings("unchecked") // the script gives a list of strings
    private List<String> against(String type, List<String> values) {
        return (List<String>) page.evaluate(RUN, Map.of("type", type, "values", values));
    }

    private static String script() {
        try (InputStream script = Axe.class.getResourceAsStream("/axe.min.js")) {
            return new String(Objects.requireNonNull(script).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }
}
