package org.gatehouse.server.demo.entra;

import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.springframework.web.util.UriComponentsBuilder;

/** Signs a browser out here and, by frames in the page, of the applications it signed in to (Front-Channel Logout 1.0). */
final class SigningOut {

    private final Addresses addresses;
    private final Sessions sessions;
    private final Supplier<List<Registration>> registrations;

    SigningOut(Addresses addresses, Sessions sessions, Supplier<List<Registration>> registrations) {
        this.addresses = addresses;
        this.sessions = sessions;
        this.registrations = registrations;
    }

    Reply answer(Call call) {
        String session = sessions.of(call).orElse("");
        Set<String> told = sessions.end(session);
        List<String> frames = told.stream()
                .map(address -> frame(address, session, call.tenant()))
                .toList();
        return Pages.of(call).signedOut(frames, next(call));
    }

    private String frame(String address, String session, String tenant) {
        return UriComponentsBuilder.fromUriString(address)
                .queryParam("iss", addresses.issuer(tenant))
                .queryParam("sid", session)
                .toUriString();
    }

    /** Only to where a known application is. */
    private String next(Call call) {
        String wanted = call.get("post_logout_redirect_uri");
        if (wanted.isEmpty()) {
            return "";
        }
        boolean known = registrations.get().stream()
                .flatMap(each -> each.redirectUris().stream())
                .anyMatch(uri -> origin(uri).equals(origin(wanted)));
        String state = call.get("state");
        return !known ? "" : state.isEmpty() ? wanted : wanted + (wanted.contains("?") ? "&" : "?") + "state=" + state;
    }

    private static String origin(String address) {
        URI uri = URI.create(address);
        return uri.getScheme() + "://" + uri.getRawAuthority();
    }
}
