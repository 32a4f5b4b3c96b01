package org.gatehouse.server.testing;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.gatehouse.realm.federation.Connection;
import org.gatehouse.server.federation.UpstreamAttempt;
import org.gatehouse.server.federation.UpstreamIdentity;
import org.gatehouse.server.federation.UpstreamPurpose;
import org.springframework.stereotype.Component;

/** Tells where whoever came from a provider arrived, until there is more than that. */
@Component
class AnybodySignsIn implements UpstreamPurpose {

    @Override
    public String name() {
        return "sign-in";
    }

    @Override
    public String arrive(
            HttpServletRequest request,
            HttpServletResponse response,
            Connection connection,
            UpstreamAttempt attempt,
            UpstreamIdentity identity) {
        return "/arrived?" + identity.subject();
    }
}
