package org.gatehouse.server.demo;

import com.nimbusds.jose.JOSEException;
import java.io.IOException;
import java.util.List;
import org.gatehouse.server.web.PageHeaders;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

/** The relying app and the pages' foundation, with one realm to talk to and nothing else of the service. */
@EnableAutoConfiguration(exclude = {DataSourceAutoConfiguration.class, FlywayAutoConfiguration.class})
@ComponentScan(
        basePackageClasses = {RelyingApp.class, PageHeaders.class},
        excludeFilters = @ComponentScan.Filter(type = FilterType.REGEX, pattern = ".*(Application.*|LoadedDemoRealms)"))
class DemoApplication {

    @Bean(destroyMethod = "stop")
    FakeProvider provider() throws IOException, JOSEException {
        return new FakeProvider();
    }

    @Bean
    DemoRealms realms(FakeProvider provider) {
        var bob = new DemoPerson("bob", "correct horse", "JBSWY3DPEHPK3PXP", "user");
        return () -> List.of(new DemoRealm("acme", "Acme", provider.issuer(), "demo", "s3cret", List.of(bob)));
    }

    @Bean
    SecurityFilterChain chain(HttpSecurity http) throws Exception {
        return http.headers(PageHeaders.standard())
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .build();
    }
}
