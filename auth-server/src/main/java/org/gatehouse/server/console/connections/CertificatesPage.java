package org.gatehouse.server.console.connections;

import java.nio.charset.StandardCharsets;
import java.util.function.BooleanSupplier;
import org.gatehouse.realm.Permission;
import org.gatehouse.server.console.ConsoleFrame;
import org.gatehouse.server.console.ConsoleViewer;
import org.gatehouse.server.console.Refusals;
import org.gatehouse.server.federation.certificate.CertificateAdministration;
import org.gatehouse.server.federation.certificate.CertificateView;
import org.gatehouse.server.rights.ActionRefusedException;
import org.gatehouse.server.rights.Actor;
import org.gatehouse.server.signin.AfterFreshSignIn;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.server.ResponseStatusException;

/** What is done with a connection's certificates on its page: download, make, use, remove. */
@Controller
@RequestMapping("/console/realms/{realm}/connections/{alias}/certificates")
class CertificatesPage {

    /** RFC 8555 section 9.1. */
    private static final MediaType PEM = MediaType.parseMediaType("application/pem-certificate-chain");

    private final CertificateAdministration certificates;

    CertificatesPage(CertificateAdministration certificates) {
        this.certificates = certificates;
    }

    @GetMapping("/{thumbprint}")
    ResponseEntity<byte[]> download(
            @RequestAttribute(ConsoleFrame.VIEWER) Actor viewer,
            @PathVariable("alias") String alias,
            @PathVariable("thumbprint") String thumbprint) {
        ConsoleViewer.require(viewer, Permission.CLIENTS_READ);
        CertificateView certificate = certificates.of(viewer, alias).stream()
                .flatMap(all -> all.stream())
                .filter(one -> one.thumbprint().equals(thumbprint))
                .findFirst()
                .orElseThrow(Refusals::notFound);
        String pem = certificate.pem();
        if (pem == null) {
            throw Refusals.notFound(); // what the database has may be anybody's
        }
        String file = viewer.realm().name() + "-" + alias + "-" + certificate.lastDay() + ".pem";
        return ResponseEntity.ok()
                .contentType(PEM)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment().filename(file).build().toString())
                .body(pem.getBytes(StandardCharsets.US_ASCII));
    }

    @AfterFreshSignIn
    @PostMapping
    String renew(@RequestAttribute(ConsoleFrame.VIEWER) Actor viewer, @PathVariable("alias") String alias) {
        return done(viewer, alias, "certificate-made", () -> certificates.renew(viewer, alias));
    }

    @AfterFreshSignIn
    @PostMapping("/{thumbprint}/use")
    String use(
            @RequestAttribute(ConsoleFrame.VIEWER) Actor viewer,
            @PathVariable("alias") String alias,
            @PathVariable("thumbprint") String thumbprint) {
        return done(viewer, alias, "certificate-used", () -> certificates.use(viewer, alias, thumbprint));
    }

    @AfterFreshSignIn
    @PostMapping("/{thumbprint}/remove")
    String remove(
            @RequestAttribute(ConsoleFrame.VIEWER) Actor viewer,
            @PathVariable("alias") String alias,
            @PathVariable("thumbprint") String thumbprint) {
        return done(viewer, alias, "certificate-removed", () -> certificates.remove(viewer, alias, thumbprint));
    }

    private static boolean isDone(BooleanSupplier change) {
        try {
            return change.getAsBoolean();
        } catch (ActionRefusedException ex) {
            throw new ResponseStatusException(HttpStatus.FORBIDDEN, ex.getMessage(), ex);
        }
    }

    private static String done(Actor viewer, String alias, String what, BooleanSupplier change) {
        ConsoleViewer.require(viewer, Permission.REALM_WRITE);
        if (!isDone(change)) {
            throw Refusals.notFound();
        }
        return "redirect:/console/realms/" + viewer.realm().name() + "/connections/" + alias + "?done=" + what;
    }
}
