package org.gatehouse.server.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.gatehouse.server.configuration.ConnectionException;
import org.gatehouse.server.federation.certificate.CertificateAdministration;
import org.gatehouse.server.federation.certificate.CertificateView;
import org.gatehouse.server.rights.Actor;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /connections/.../certificates}: by what providers know a connection that has neither secret nor the realm's keys. */
@RestController
@RequestMapping("/api/realms/{realm}/connections/{alias}/certificates")
class ConnectionCertificatesApi {

    private final CertificateAdministration certificates;

    ConnectionCertificatesApi(CertificateAdministration certificates) {
        this.certificates = certificates;
    }

    /** @param readable else there is only its name, and it is to be replaced */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record CertificateJson(
            String thumbprint,
            @Nullable String sha256,
            @Nullable String sha1,
            String state,
            boolean readable,
            Instant madeAt,
            @Nullable LocalDate lastDay,
            @Nullable String pem) {

        static CertificateJson of(CertificateView one) {
            return new CertificateJson(
                    one.thumbprint(),
                    one.sha256(),
                    one.sha1(),
                    one.state().code(),
                    one.isReadable(),
                    one.madeAt(),
                    one.lastDay(),
                    one.pem());
        }
    }

    record CertificatesJson(List<CertificateJson> items) {}

    @GetMapping
    ResponseEntity<CertificatesJson> list(
            @RequestAttribute(CallerFilter.ACTOR) Actor actor, @PathVariable("alias") String alias) {
        List<CertificateView> all = certificates.of(actor, alias).orElseThrow(ConnectionException::notFound);
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(new CertificatesJson(all.stream().map(CertificateJson::of).toList()));
    }

    /** Makes one that waits to be uploaded and used. */
    @PostMapping
    ResponseEntity<Void> renew(@RequestAttribute(CallerFilter.ACTOR) Actor actor, @PathVariable("alias") String alias) {
        return done(
                certificates.renew(actor, alias), "There is no such connection, or it is not known by a certificate.");
    }

    @PostMapping("/{thumbprint}/use")
    ResponseEntity<Void> use(
            @RequestAttribute(CallerFilter.ACTOR) Actor actor,
            @PathVariable("alias") String alias,
            @PathVariable("thumbprint") String thumbprint) {
        return done(certificates.use(actor, alias, thumbprint), "There is no such certificate that is not in use.");
    }

    @DeleteMapping("/{thumbprint}")
    ResponseEntity<Void> remove(
            @RequestAttribute(CallerFilter.ACTOR) Actor actor,
            @PathVariable("alias") String alias,
            @PathVariable("thumbprint") String thumbprint) {
        return done(certificates.remove(actor, alias, thumbprint), "There is no such certificate that is not in use.");
    }

    private static ResponseEntity<Void> done(boolean isDone, String otherwise) {
        if (!isDone) {
            throw ApiException.notFound(otherwise);
        }
        return ResponseEntity.noContent().build();
    }
}
