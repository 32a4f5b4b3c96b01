package org.gatehouse.server.request;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import org.gatehouse.audit.event.Country;
import org.jspecify.annotations.Nullable;

/** Finds the country of the client's address, which only the proxies can say that are believed about the address itself. */
final class ClientCountry {

    private final ClientAddress addresses;
    private final String header;

    /** @param header its name; empty for none */
    ClientCountry(ClientAddress addresses, String header) {
        this.addresses = addresses;
        this.header = header;
    }

    /**
     * A code of ISO 3166-1 alpha-2, as the header has it. Sent twice, one of them may be the client's own.
     *
     * @param address the client's
     * @return null when it is unknown
     */
    @Nullable
    String of(HttpServletRequest request, String address) {
        if (header.isEmpty() || !addresses.isNamedByProxy(request, address)) {
            return null;
        }
        List<String> said = Collections.list(request.getHeaders(header));
        return said.size() == 1 && Country.isCode(said.get(0)) ? said.get(0) : null;
    }
}
