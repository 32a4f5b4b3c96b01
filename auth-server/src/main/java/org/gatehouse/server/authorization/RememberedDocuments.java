package org.gatehouse.server.authorization;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.gatehouse.server.keys.SigningKeys;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.request.CurrentRequest;
import org.gatehouse.server.web.RequestId;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;

/**
 * Gives a realm's metadata and keys again as they were given before, until the realm or its keys have been read anew from
 * the database: they are the same for everybody, and some libraries ask for them all the time. Whoever answers them first,
 * with its headers, is further down the chain and knows nothing of this.
 */
final class RememberedDocuments extends OncePerRequestFilter {

    private static final List<String> DOCUMENTS =
            List.of(ProtocolEndpoints.JWKS, ProtocolEndpoints.OPENID_CONFIGURATION);

    /** RFC 8414 section 3.1; what follows is the realm. */
    private static final String SERVER_METADATA = ProtocolEndpoints.SERVER_METADATA.replace("{realm}", "");

    /** They belong to one answer only. */
    private static final Set<String> OF_ONE_ANSWER = Set.of("date", RequestId.HEADER.toLowerCase(Locale.ROOT));

    private static final int MOST = 10_000;

    private final SigningKeys keys;
    private final Cache<String, Document> known =
            Caffeine.newBuilder().maximumSize(MOST).build();

    RememberedDocuments(SigningKeys keys) {
        this.keys = keys;
    }

    /**
     * An answer.
     *
     * @param realm as it was read; another instance may say something else
     * @param keys likewise
     */
    private record Document(
            Realm realm, Object keys, @Nullable String contentType, List<Header> headers, byte[] body) {

        @SuppressWarnings("ReferenceEquality") // comparing what they say would cost more than saying it again
        boolean isOf(Realm current, Object currentKeys) {
            return realm == current && keys == currentKeys;
        }
    }

    private record Header(String name, String value) {}

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !"GET".equals(request.getMethod()) || request.getQueryString() != null || !isDocument(request);
    }

    private static boolean isDocument(HttpServletRequest request) {
        String path = request.getRequestURI();
        return path.startsWith(SERVER_METADATA) || DOCUMENTS.stream().anyMatch(path::endsWith);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<Realm> realm = CurrentRequest.find().flatMap(current -> Optional.ofNullable(current.realm()));
        if (realm.isEmpty() || isPickedByItsHeaders(request)) {
            chain.doFilter(request, response);
            return;
        }
        Object keySet = keys.keys(realm.get());
        Document document = known.getIfPresent(request.getRequestURI());
        if (document != null && document.isOf(realm.get(), keySet)) {
            give(document, response);
        } else {
            answer(request, response, chain, realm.get(), keySet);
        }
    }

    /** A browser may be shown something else at the same place; what is there already need not be sent again. */
    private static boolean isPickedByItsHeaders(HttpServletRequest request) {
        String accept = request.getHeader(HttpHeaders.ACCEPT);
        return (accept != null && accept.contains("html")) || request.getHeader(HttpHeaders.IF_NONE_MATCH) != null;
    }

    private void answer(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain, Realm realm, Object keySet)
            throws ServletException, IOException {
        ContentCachingResponseWrapper kept = new ContentCachingResponseWrapper(response);
        chain.doFilter(request, kept);
        if (kept.getStatus() == HttpServletResponse.SC_OK && !kept.containsHeader(HttpHeaders.SET_COOKIE)) {
            known.put(
                    request.getRequestURI(),
                    new Document(realm, keySet, kept.getContentType(), headers(kept), kept.getContentAsByteArray()));
        }
        kept.copyBodyToResponse();
    }

    private static List<Header> headers(HttpServletResponse response) {
        List<Header> headers = new ArrayList<>();
        for (String name : Set.copyOf(response.getHeaderNames())) {
            if (!OF_ONE_ANSWER.contains(name.toLowerCase(Locale.ROOT))) {
                response.getHeaders(name).forEach(value -> headers.add(new Header(name, value)));
            }
        }
        return List.copyOf(headers);
    }

    private static void give(Document document, HttpServletResponse response) throws IOException {
        document.headers().forEach(header -> response.addHeader(header.name(), header.value()));
        if (document.contentType() != null) {
            response.setContentType(document.contentType());
        }
        response.setContentLength(document.body().length);
        response.getOutputStream().write(document.body());
    }
}
