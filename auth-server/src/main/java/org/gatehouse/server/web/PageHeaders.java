package org.gatehouse.server.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.web.header.HeaderWriter;
import org.springframework.security.web.header.writers.CacheControlHeadersWriter;
import org.springframework.security.web.header.writers.HstsHeaderWriter;
import org.springframework.security.web.header.writers.StaticHeadersWriter;
import org.springframework.security.web.header.writers.XContentTypeOptionsHeaderWriter;
import org.springframework.security.web.header.writers.frameoptions.XFrameOptionsHeaderWriter;
import org.springframework.security.web.header.writers.frameoptions.XFrameOptionsHeaderWriter.XFrameOptionsMode;

/**
 * The security headers of every answer: {@code http.headers(PageHeaders.standard())} in each security chain.
 *
 * <p>Headers are written when the answer is committed, so a controller may still call
 * {@link #allowFormTarget(HttpServletRequest, URI)} while it prepares its page.
 */
public final class PageHeaders {

    private static final String ANCESTORS = PageHeaders.class.getName() + ".ancestors";
    private static final String FRAMES = PageHeaders.class.getName() + ".frames";
    private static final String TARGETS = PageHeaders.class.getName() + ".targets";

    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " font-src 'self'; connect-src 'self'; base-uri 'none'; frame-ancestors ";

    /** Passkeys are the one powerful feature a page here uses. */
    private static final String PERMISSIONS = "accelerometer=(), camera=(), display-capture=(), geolocation=(),"
            + " gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=(),"
            + " publickey-credentials-create=(self), publickey-credentials-get=(self)";

    private static final HeaderWriter FRAME_OPTIONS = new XFrameOptionsHeaderWriter(XFrameOptionsMode.DENY);

    private static final List<HeaderWriter> WRITERS = List.of(
            PageHeaders::writePolicy,
            new StaticHeadersWriter("Referrer-Policy", "same-origin"),
            new StaticHeadersWriter("Permissions-Policy", PERMISSIONS),
            new StaticHeadersWriter("Cross-Origin-Opener-Policy", "same-origin"),
            new XContentTypeOptionsHeaderWriter(),
            PageHeaders::writeFrameOptions,
            new HstsHeaderWriter(), // only writes on https
            new CacheControlHeadersWriter()); // not where a handler wrote its own

    private PageHeaders() {}

    /** For {@code http.headers(…)}: replaces the framework's defaults by the house's. */
    public static Customizer<HeadersConfigurer<HttpSecurity>> standard() {
        return headers -> {
            headers.defaultsDisabled();
            WRITERS.forEach(headers::addHeaderWriter);
        };
    }

    /**
     * Lets the form of this page end at a client: browsers hold {@code form-action} also against the redirect that
     * answers a form, so the sign-in and consent pages name where the authorization response will go.
     *
     * @throws IllegalArgumentException if a form may never go there
     */
    public static void allowFormTarget(HttpServletRequest request, URI redirectUri) {
        sources(request, TARGETS).add(FormTarget.source(redirectUri));
    }

    /**
     * Lets this page hold a frame of another origin. No page may otherwise.
     *
     * @throws IllegalArgumentException if a frame may never be of there
     */
    public static void allowFrame(HttpServletRequest request, URI frame) {
        sources(request, FRAMES).add(FormTarget.source(frame));
    }

    /**
     * Lets this answer stand in a frame of another origin: nothing on it can be clicked. No page may otherwise.
     *
     * @throws IllegalArgumentException if a frame may never be there
     */
    public static void allowFrameIn(HttpServletRequest request, URI page) {
        sources(request, ANCESTORS).add(FormTarget.source(page));
    }

    /** For answers that no security chain has dressed: those to requests refused before they reached one. */
    static void write(HttpServletRequest request, HttpServletResponse response) {
        WRITERS.forEach(writer -> writer.writeHeaders(request, response));
    }

    private static void writePolicy(HttpServletRequest request, HttpServletResponse response) {
        var policy = new StringBuilder(POLICY);
        Set<String> ancestors = sources(request, ANCESTORS);
        policy.append(ancestors.isEmpty() ? "'none'" : String.join(" ", ancestors));
        Set<String> frames = sources(request, FRAMES);
        if (!frames.isEmpty()) {
            policy.append("; frame-src ").append(String.join(" ", frames));
        }
        policy.append("; form-action 'self'");
        sources(request, TARGETS).forEach(target -> policy.append(' ').append(target));
        response.setHeader("Content-Security-Policy", policy.toString());
    }

    /** The header knows nobody but oneself and no one, so it is left out where somebody else may. */
    private static void writeFrameOptions(HttpServletRequest request, HttpServletResponse response) {
        if (sources(request, ANCESTORS).isEmpty()) {
            FRAME_OPTIONS.writeHeaders(request, response);
        }
    }

    @SuppressWarnings("unchecked") // nobody else knows the attributes' names
    private static Set<String> sources(HttpServletRequest request, String attribute) {
        if (request.getAttribute(attribute) instanceof Set<?> sources) {
            return (Set<String>) sources;
        }
        Set<String> sources = new LinkedHashSet<>();
        request.setAttribute(attribute, sources);
        return sources;
    }
}
