package org.gatehouse.server.request;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.net.URI;

/**
 * A request that seems to have been sent to the configured base URL, whatever its Host header says. Issuers, links and
 * redirects are computed from these values, so a forged Host header must not reach them.
 */
final class ConfiguredOriginRequest extends HttpServletRequestWrapper {

    private final URI base;
    private final String address;

    ConfiguredOriginRequest(HttpServletRequest request, URI base, String address) {
        super(request);
        this.base = base;
        this.address = address;
    }

    @Override
    public String getScheme() {
        return base.getScheme();
    }

    @Override
    public boolean isSecure() {
        return "https".equals(base.getScheme());
    }

    @Override
    public String getServerName() {
        return base.getHost();
    }

    @Override
    public int getServerPort() {
        if (base.getPort() >= 0) {
            return base.getPort();
        }
        return isSecure() ? 443 : 80;
    }

    @Override
    public StringBuffer getRequestURL() {
        return new StringBuffer(base.toString()).append(getRequestURI());
    }

    @Override
    public String getRemoteAddr() {
        return address;
    }
}
