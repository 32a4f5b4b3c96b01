package org.gatehouse.server.web;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The address the person sees, also while an error page stands in for it. */
record PageAddress(@Nullable String path, @Nullable String query) {

    static PageAddress of(HttpServletRequest request) {
        if (request.getDispatcherType() == DispatcherType.ERROR) {
            return new PageAddress((String) request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI), (String)
                    request.getAttribute(RequestDispatcher.ERROR_QUERY_STRING));
        }
        return new PageAddress(request.getRequestURI(), request.getQueryString());
    }

    /** The same page in another language; the choice also takes the place of what a client asked for. */
    String in(Language language) {
        return with(LanguageResolver.CHOICE, language.tag(), LanguageResolver.UI_LOCALES);
    }

    /** The same page, light or dark. */
    String in(Theme theme) {
        return with(Theme.CHOICE, theme.code(), Theme.CHOICE);
    }

    /** Only a query is given when the path could be taken for another host ({@code //elsewhere}). */
    private String with(String choice, String value, String replaced) {
        Stream<String> kept = query == null ? Stream.empty() : Arrays.stream(query.split("&"));
        String parameters = Stream.concat(
                        kept.filter(parameter -> isKept(parameter, choice, replaced)), Stream.of(choice + "=" + value))
                .collect(Collectors.joining("&"));
        return (isOwnPath() ? path : "") + "?" + parameters;
    }

    private boolean isOwnPath() {
        return path != null && path.startsWith("/") && !path.startsWith("//") && !path.startsWith("/\\");
    }

    private static boolean isKept(String parameter, String choice, String replaced) {
        String name = parameter.split("=", 2)[0];
        return !parameter.isEmpty() && !name.equals(choice) && !name.equals(replaced);
    }
}
