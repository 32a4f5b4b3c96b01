package org.gatehouse.server.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Response;
import java.util.ArrayList;
import java.util.List;

/**
 * Notes what no page may do: complain on the console (where violations of the content security policy end up), throw,
 * load anything from elsewhere, or miss anything it asked for.
 */
final class Watch {

    private final String home;
    private final List<String> wrongs = new ArrayList<>();

    Watch(String home) {
        this.home = home;
    }

    void follow(Page page) {
        page.onConsoleMessage(this::heard);
        page.onPageError(thrown -> wrongs.add("thrown: " + thrown));
        page.onRequest(this::asked);
        page.onResponse(this::answered);
    }

    void assertNothingWrong() {
        assertThat(wrongs).as("what pages did wrong").isEmpty();
    }

    private void heard(ConsoleMessage message) {
        boolean loud = message.type().equals("error") || message.type().equals("warning");
        boolean refusedPage = message.text().startsWith("Failed to load resource"); // told with its address below
        if (loud && !refusedPage) {
            wrongs.add("console: " + message.text() + " at " + message.location());
        }
    }

    private void asked(Request request) {
        boolean own = request.url().startsWith(home + "/") || request.url().startsWith("data:");
        if (!own && !request.isNavigationRequest()) {
            wrongs.add("from elsewhere: " + request.url());
        }
    }

    private void answered(Response response) {
        if (response.status() >= 400 && !response.request().isNavigationRequest()) {
            wrongs.add("missing: " + response.url());
        }
    }
}
