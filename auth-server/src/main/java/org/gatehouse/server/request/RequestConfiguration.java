package org.gatehouse.server.request;

import org.gatehouse.server.GatehouseProperties;
import org.gatehouse.server.realm.Realms;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** Puts the door in front of sessions and security: the session cookie already needs the realm. */
@Configuration(proxyBeanMethods = false)
public class RequestConfiguration {

    private static final int BEFORE_SESSIONS = Ordered.HIGHEST_PRECEDENCE + 20;

    /** The order of a filter that knows the realm, and sees a request before sessions and security do. */
    public static final int BEHIND_THE_DOOR = BEFORE_SESSIONS + 2;

    @Bean
    FilterRegistrationBean<RequestFilter> requestFilter(Realms realms, GatehouseProperties properties) {
        FilterRegistrationBean<RequestFilter> registration =
                new FilterRegistrationBean<>(new RequestFilter(realms, properties));
        registration.setOrder(BEFORE_SESSIONS);
        return registration;
    }

    @Bean
    FilterRegistrationBean<ReadableParametersFilter> readableParametersFilter() {
        FilterRegistrationBean<ReadableParametersFilter> registration =
                new FilterRegistrationBean<>(new ReadableParametersFilter());
        registration.setOrder(BEFORE_SESSIONS + 1);
        return registration;
    }
}
