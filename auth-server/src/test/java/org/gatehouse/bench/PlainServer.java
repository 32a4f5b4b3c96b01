package org.gatehouse.bench;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.IntStream;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.OAuth2AuthorizationServerConfiguration;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.crypto.password.NoOpPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.authorization.JdbcOAuth2AuthorizationConsentService;
import org.springframework.security.oauth2.server.authorization.JdbcOAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationConsentService;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.client.JdbcRegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.util.matcher.MediaTypeRequestMatcher;

/**
 * The framework as its guide sets it up: JDBC stores, RS256, form login; secrets and passwords in plain text, so that
 * neither costs it anything. No audit trail.
 */
@EnableAutoConfiguration(
        excludeName = {
            "org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration",
            "org.springframework.boot.data.jpa.autoconfigure.DataJpaRepositoriesAutoConfiguration"
        })
@SuppressWarnings("deprecation") // plain text is what is wanted here
class PlainServer {

    private static final String SCHEMAS = "org/springframework/security/oauth2/server/authorization/";

    /** @param arguments the JDBC address; user and password come from the environment */
    public static void main(String[] arguments) {
        PrintStream answers = System.out;
        System.setOut(System.err); // where its log goes
        System.setProperty("spring.config.name", "plain"); // the service's own settings are on the class path too
        SpringApplication application = new SpringApplication(PlainServer.class);
        var context = (WebServerApplicationContext) application.run(
                "--server.port=0",
                "--server.address=127.0.0.1",
                "--spring.main.banner-mode=off",
                "--logging.level.root=error",
                "--spring.datasource.hikari.maximum-pool-size=20",
                "--spring.flyway.enabled=false",
                "--spring.datasource.url=" + arguments[0],
                "--spring.datasource.username=" + System.getenv("PLAIN_DB_USER"),
                "--spring.datasource.password=" + System.getenv("PLAIN_DB_PASSWORD"));
        answers.printf(
                "{\"baseUrl\":\"http://localhost:%d\"}%n",
                context.getWebServer().getPort());
    }

    @Bean
    @Order(1)
    SecurityFilterChain protocolChain(HttpSecurity http) throws Exception {
        http.oauth2AuthorizationServer(server -> {
                    http.securityMatcher(server.getEndpointsMatcher());
                    server.oidc(Customizer.withDefaults());
                })
                .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                .exceptionHandling(exceptions -> exceptions.defaultAuthenticationEntryPointFor(
                        new LoginUrlAuthenticationEntryPoint("/login"),
                        new MediaTypeRequestMatcher(MediaType.TEXT_HTML)));
        return http.build();
    }

    @Bean
    @Order(2)
    SecurityFilterChain pagesChain(HttpSecurity http) throws Exception {
        return http.authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                .formLogin(Customizer.withDefaults())
                .build();
    }

    @Bean
    JdbcTemplate tables(HikariDataSource dataSource) throws IOException {
        JdbcTemplate jdbc = new JdbcTemplate(dataSource);
        for (String schema : new String[] {
            "oauth2-authorization-schema.sql",
            "oauth2-authorization-consent-schema.sql",
            "client/oauth2-registered-client-schema.sql"
        }) {
            String sql = new ClassPathResource(SCHEMAS + schema).getContentAsString(StandardCharsets.UTF_8);
            jdbc.execute(sql.replace("blob", "text")); // as its comment says for PostgreSQL
        }
        return jdbc;
    }

    @Bean
    RegisteredClientRepository clients(JdbcTemplate tables) {
        JdbcRegisteredClientRepository clients = new JdbcRegisteredClientRepository(tables);
        clients.save(client("robot")
                .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
                .scope("audit.write")
                .build());
        clients.save(client("web")
                .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                .authorizationGrantType(AuthorizationGrantType.REFRESH_TOKEN)
                .redirectUri(Target.REDIRECT_URI)
                .scope("openid")
                .scope("profile")
                .tokenSettings(TokenSettings.builder()
                        .reuseRefreshTokens(false)
                        .accessTokenTimeToLive(Duration.ofMinutes(10))
                        .build())
                .build());
        return clients;
    }

    private static RegisteredClient.Builder client(String id) {
        return RegisteredClient.withId(id)
                .clientId(id)
                .clientSecret(Target.secret(id))
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC);
    }

    @Bean
    OAuth2AuthorizationService authorizations(JdbcTemplate tables, RegisteredClientRepository clients) {
        return new JdbcOAuth2AuthorizationService(tables, clients);
    }

    @Bean
    OAuth2AuthorizationConsentService consents(JdbcTemplate tables, RegisteredClientRepository clients) {
        return new JdbcOAuth2AuthorizationConsentService(tables, clients);
    }

    @Bean
    AuthorizationServerSettings settings() {
        return AuthorizationServerSettings.builder().build();
    }

    @Bean
    JWKSource<SecurityContext> keys() throws JOSEException {
        RSAKey key = new RSAKeyGenerator(2048).keyID("plain").generate();
        return new ImmutableJWKSet<>(new JWKSet(key));
    }

    @Bean
    JwtDecoder decoder(JWKSource<SecurityContext> keys) {
        return OAuth2AuthorizationServerConfiguration.jwtDecoder(keys);
    }

    @Bean
    PasswordEncoder plainText() {
        return NoOpPasswordEncoder.getInstance();
    }

    @Bean
    UserDetailsService people() {
        return new org.springframework.security.provisioning.InMemoryUserDetailsManager(
                IntStream.range(0, Target.PEOPLE)
                        .mapToObj(i -> User.withUsername(Target.userName(i))
                                .password(Target.PASSWORD)
                                .roles("user")
                                .build())
                        .toList());
    }
}
