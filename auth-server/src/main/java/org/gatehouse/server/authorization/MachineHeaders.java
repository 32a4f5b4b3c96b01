package org.gatehouse.server.authorization;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.security.web.header.HeaderWriter;
import org.springframework.security.web.header.writers.HstsHeaderWriter;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * What matters of the security headers where no page is answered: nothing is stored on the way (RFC 6749 section 5.1),
 * taken for another type, or shown as a page. Set at once, without watching for the moment the answer leaves.
 */
final class MachineHeaders extends OncePerRequestFilter {

    private static final HeaderWriter HSTS = new HstsHeaderWriter(); // only writes on https

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setHeader(HttpHeaders.PRAGMA, "no-cache");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("X-Frame-Options", "DENY");
        response.setHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
        HSTS.writeHeaders(request, response);
        chain.doFilter(request, response);
    }
}
