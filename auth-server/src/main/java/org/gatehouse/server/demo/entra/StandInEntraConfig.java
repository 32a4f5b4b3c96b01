package org.gatehouse.server.demo.entra;

import com.nimbusds.jose.util.X509CertUtils;
import java.io.UncheckedIOException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.gatehouse.realm.federation.Connection;
import org.gatehouse.realm.federation.Credential;
import org.gatehouse.realm.federation.EntraId;
import org.gatehouse.server.database.SecretEnvironment;
import org.gatehouse.server.demo.DemoOnly;
import org.gatehouse.server.federation.Connections;
import org.gatehouse.server.federation.UpstreamSignIns;
import org.gatehouse.server.federation.certificate.ConnectionCertificates;
import org.gatehouse.server.federation.entraid.Cloud;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.realm.Realms;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Starts the stand-in beside the demo, where it is Microsoft's largest cloud to every realm. */
@DemoOnly
@Configuration(proxyBeanMethods = false)
class StandInEntraConfig {

    /** On the port after the service's, so that its issuers are those of the last start; on any, when that is taken. */
    @Bean(destroyMethod = "close")
    StandInEntra standInEntra(
            @Value("${server.port:0}") int port,
            ObjectProvider<Realms> realms,
            ObjectProvider<SecretEnvironment> secrets,
            ObjectProvider<ConnectionCertificates> certificates,
            ObjectProvider<Clock> clock) {
        Supplier<List<Registration>> registrations = () -> realms.stream()
                .flatMap(all -> all.all().stream())
                .flatMap(realm -> Connections.of(realm).stream()
                        .flatMap(connection -> registration(realm, connection, secrets, certificates).stream()))
                .toList();
        Clock time = clock.getIfAvailable(Clock::systemUTC);
        if (port <= 0) {
            return StandInEntra.start(0, DemoPeople.all(), registrations, time);
        }
        try {
            return StandInEntra.start(port + 1, DemoPeople.all(), registrations, time);
        } catch (UncheckedIOException ex) {
            return StandInEntra.start(0, DemoPeople.all(), registrations, time);
        }
    }

    @Bean
    Cloud standInCloud(StandInEntra standIn) {
        return new Cloud(EntraId.DEFAULT_HOST, standIn.login(), standIn.graph());
    }

    private static Optional<Registration> registration(
            Realm realm,
            Connection connection,
            ObjectProvider<SecretEnvironment> secrets,
            ObjectProvider<ConnectionCertificates> certificates) {
        if (!(connection.provider() instanceof EntraId)) {
            return Optional.empty();
        }
        return connection.credential() == Credential.CERTIFICATE
                ? Optional.of(registration(realm, connection, "", uploaded(realm, connection, certificates)))
                : secret(connection, secrets).map(secret -> registration(realm, connection, secret, List.of()));
    }

    private static Registration registration(
            Realm realm, Connection connection, String secret, List<X509Certificate> certificates) {
        return new Registration(
                connection.clientId(),
                secret,
                List.of(UpstreamSignIns.redirectUri(realm, connection)),
                UpstreamSignIns.frontChannelUri(realm, connection),
                certificates);
    }

    /** Nobody has to: whatever the connection has is there. */
    private static List<X509Certificate> uploaded(
            Realm realm, Connection connection, ObjectProvider<ConnectionCertificates> certificates) {
        return certificates.stream()
                .flatMap(all -> all.of(realm, connection).stream())
                .flatMap(one -> Stream.ofNullable(one.pem()))
                .map(X509CertUtils::parse)
                .toList();
    }

    private static Optional<String> secret(Connection connection, ObjectProvider<SecretEnvironment> secrets) {
        String reference = String.valueOf(connection.clientSecret()); // null where a key is used
        return reference.startsWith("env:")
                ? secrets.stream()
                        .flatMap(source ->
                                Optional.ofNullable(source.apply(reference.substring("env:".length()))).stream())
                        .findFirst()
                : Optional.empty();
    }
}
