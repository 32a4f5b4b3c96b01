package org.gatehouse.server.demo;

import java.time.Clock;
import java.util.List;
import org.gatehouse.server.GatehouseProperties;
import org.gatehouse.server.web.HomeLink;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the demo's relying app. */
@DemoOnly
@Configuration(proxyBeanMethods = false)
class DemoConfig {

    static final String CALLBACK = "/demo/callback";

    /** Where the visit begins is also where a sign-out ends. */
    static final String START = "/demo";

    @Bean
    RelyingApp relyingApp(
            ObjectProvider<DemoRealms> realms, ObjectProvider<Clock> clock, GatehouseProperties properties) {
        return new RelyingApp(
                realms.getIfAvailable(() -> List::of),
                new Provider(new Wire()),
                clock.getIfAvailable(Clock::systemUTC),
                properties.baseUrl() + CALLBACK);
    }

    @Bean
    HomeLink demoLink() {
        return new HomeLink(START, "demo.home.title", "demo.home.text");
    }
}
