package org.gatehouse.server.authorization;

import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gatehouse.server.realm.Realm;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.security.oauth2.server.authorization.context.AuthorizationServerContextHolder;
import org.springframework.security.oauth2.server.authorization.oidc.web.OidcProviderConfigurationEndpointFilter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The metadata document as programs get it: written by the endpoint itself, so that a page about it cannot differ. */
@Component
public class PublishedMetadata {

    private final List<SecurityFilterChain> chains;

    PublishedMetadata(List<SecurityFilterChain> chains) {
        this.chains = chains;
    }

    /** Of the realm the request is about. */
    public JsonNode of(Realm realm, HttpServletRequest request, HttpServletResponse response) {
        Kept document = new Kept(response);
        AuthorizationServerContextHolder.setContext(new InProcessServer(realm.issuer()));
        try {
            endpoint().doFilter(new Asked(realm, request), document, (asked, answer) -> {});
            return JsonMapper.shared().readTree(document.body());
        } catch (IOException | ServletException ex) {
            throw new IllegalStateException("The metadata document cannot be written", ex);
        } finally {
            AuthorizationServerContextHolder.resetContext();
        }
    }

    private OidcProviderConfigurationEndpointFilter endpoint() {
        return chains.stream()
                .flatMap(chain -> chain.getFilters().stream())
                .filter(OidcProviderConfigurationEndpointFilter.class::isInstance)
                .map(OidcProviderConfigurationEndpointFilter.class::cast)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No chain has the metadata endpoint"));
    }

    /** The request for the document, with attributes of its own: those of the page's request tell another path. */
    private static final class Asked extends HttpServletRequestWrapper {

        private final String path;
        private final Map<String, Object> attributes = new HashMap<>();

        Asked(Realm realm, HttpServletRequest request) {
            super(request);
            this.path = "/realms/" + realm.name() + ProtocolEndpoints.OPENID_CONFIGURATION;
        }

        @Override
        public String getMethod() {
            return HttpMethod.GET.name();
        }

        @Override
        public String getRequestURI() {
            return path;
        }

        @Override
        public String getServletPath() {
            return path;
        }

        @Override
        public @Nullable Object getAttribute(String name) {
            return attributes.get(name);
        }

        @Override
        public void setAttribute(String name, Object value) {
            attributes.put(name, value);
        }

        @Override
        public void removeAttribute(String name) {
            attributes.remove(name);
        }
    }

    /** Keeps the body, and everything else away from the page's own answer. */
    private static final class Kept extends HttpServletResponseWrapper {

        private final ByteArrayOutputStream body = new ByteArrayOutputStream();

        Kept(HttpServletResponse response) {
            super(response);
        }

        byte[] body() {
            return body.toByteArray();
        }

        @Override
        public ServletOutputStream getOutputStream() {
            return new InMemory(body);
        }

        @Override
        public void setStatus(int status) {}

        @Override
        public void setContentType(@Nullable String type) {}

        @Override
        public void setCharacterEncoding(@Nullable String charset) {}

        @Override
        public void setHeader(String name, @Nullable String value) {}

        @Override
        public void addHeader(String name, @Nullable String value) {}

        @Override
        public void setContentLengthLong(long length) {}

        @Override
        public void flushBuffer() {}
    }

    /** Writes into memory, at once. */
    private static final class InMemory extends ServletOutputStream {

        private final ByteArrayOutputStream body;

        InMemory(ByteArrayOutputStream body) {
            this.body = body;
        }

        @Override
        public void write(int oneByte) {
            body.write(oneByte);
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            throw new UnsupportedOperationException("Nothing is written later");
        }
    }
}
