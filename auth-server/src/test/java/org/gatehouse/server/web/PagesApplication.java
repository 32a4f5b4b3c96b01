package org.gatehouse.server.web;

import jakarta.servlet.http.HttpServletRequest;
import java.net.SocketException;
import java.net.URI;
import java.time.Instant;
import org.gatehouse.audit.trail.TrailUnavailableException;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;

/** The pages' foundation on a real server, with a few pages that go wrong on purpose. */
@EnableAutoConfiguration(exclude = {DataSourceAutoConfiguration.class, FlywayAutoConfiguration.class})
@Import({WebConfig.class, Messages.class, ErrorPages.class, HomePage.class, PagesApplication.Pages.class})
class PagesApplication {

    @Bean
    SecurityFilterChain chain(HttpSecurity http) throws Exception {
        return http.headers(PageHeaders.standard())
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .build();
    }

    @Controller
    static class Pages {

        @GetMapping("/sample/form")
        String form(HttpServletRequest request, Model model) {
            model.addAttribute("moment", Instant.EPOCH);
            PageHeaders.allowFormTarget(request, URI.create("com.example.app:/signed-in"));
            return "sample-form";
        }

        @GetMapping("/sample/wrong")
        String wrong(Model model) {
            model.addAttribute("moment", Instant.EPOCH);
            model.addAttribute(
                    FormErrors.MODEL_NAME,
                    FormErrors.on("password", "error.400.title").and(null, "error.429.text"));
            return "sample-form";
        }

        @PostMapping("/sample/form")
        String sent() {
            return "redirect:/";
        }

        @GetMapping("/sample/bug")
        String bug() {
            throw new IllegalStateException("the secret is hunter2");
        }

        @GetMapping("/sample/broken-pipe")
        String brokenPipe() {
            throw new TrailUnavailableException(
                    TrailUnavailableException.Reason.DATABASE_DOWN, "away", new SocketException("Broken pipe"));
        }

        @GetMapping("/sample/outage")
        String outage() {
            throw new DataAccessResourceFailureException("db-7.internal is away");
        }
    }
}
