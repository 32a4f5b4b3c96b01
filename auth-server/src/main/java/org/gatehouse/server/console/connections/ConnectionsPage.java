package org.gatehouse.server.console.connections;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.gatehouse.realm.Permission;
import org.gatehouse.realm.federation.Connection;
import org.gatehouse.server.console.ConsoleFrame;
import org.gatehouse.server.console.ConsoleViewer;
import org.gatehouse.server.console.Refusals;
import org.gatehouse.server.federation.Connections;
import org.gatehouse.server.federation.CredentialExpiries;
import org.gatehouse.server.federation.CredentialExpiry;
import org.gatehouse.server.federation.UpstreamSignIns;
import org.gatehouse.server.federation.accounts.ConnectionUse;
import org.gatehouse.server.federation.certificate.CertificateAdministration;
import org.gatehouse.server.federation.doctor.ConnectionDoctor;
import org.gatehouse.server.federation.doctor.TestSignIns;
import org.gatehouse.server.rights.Actor;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The identity providers people may come from: how each of them is, and trying them. The realm file says what they are. */
@Controller
@RequestMapping("/console/realms/{realm}/connections")
class ConnectionsPage {

    private static final Set<String> DONE =
            Set.of("added", "changed", "removed", "certificate-made", "certificate-used", "certificate-removed");

    private final ConnectionDoctor doctor;
    private final TestSignIns tests;
    private final ConnectionUse use;
    private final CredentialExpiries expiries;
    private final CertificateAdministration certificates;

    ConnectionsPage(
            ConnectionDoctor doctor,
            TestSignIns tests,
            ConnectionUse use,
            CredentialExpiries expiries,
            CertificateAdministration certificates) {
        this.doctor = doctor;
        this.tests = tests;
        this.use = use;
        this.expiries = expiries;
        this.certificates = certificates;
    }

    /**
     * A line of the list.
     *
     * @param lastUsed null when nobody who is still here came by it
     * @param ends the last day of its secret or certificate; null when that is not known, or it has neither
     */
    record Line(
            String alias,
            String title,
            String kind,
            String state,
            @Nullable Instant lastUsed,
            @Nullable LocalDate ends,
            long days) {}

    @GetMapping
    String list(
            @RequestAttribute(ConsoleFrame.VIEWER) Actor viewer,
            @RequestParam(name = "done", required = false) @Nullable String done,
            Model model) {
        ConsoleViewer.require(viewer, Permission.CLIENTS_READ);
        model.addAttribute("done", done(done));
        Map<String, Instant> last = use.last(viewer.realm());
        model.addAttribute(
                "connections",
                Connections.of(viewer.realm()).stream()
                        .map(connection -> line(viewer, connection, last.get(connection.alias())))
                        .toList());
        return "console/connections";
    }

    /** Of an address anybody can write. */
    private static @Nullable String done(@Nullable String done) {
        return done != null && DONE.contains(done) ? done : null;
    }

    private Line line(Actor viewer, Connection connection, @Nullable Instant lastUsed) {
        CredentialExpiry known = expiries.of(viewer.realm(), connection);
        return new Line(
                connection.alias(),
                connection.title(),
                connection.provider().kind(),
                doctor.glance(viewer.realm(), connection).code(),
                lastUsed,
                known.lastDay(),
                known.days());
    }

    /** Asks the provider, so it takes a few seconds at worst. */
    @GetMapping("/{alias}")
    String page(
            @RequestAttribute(ConsoleFrame.VIEWER) Actor viewer,
            @PathVariable("alias") String alias,
            @RequestParam(name = "done", required = false) @Nullable String done,
            Locale locale,
            Model model) {
        ConsoleViewer.require(viewer, Permission.CLIENTS_READ);
        Connection connection = connection(viewer, alias);
        model.addAttribute("connection", connection);
        model.addAttribute("redirectUri", UpstreamSignIns.redirectUri(viewer.realm(), connection));
        model.addAttribute("postLogoutUri", UpstreamSignIns.postLogoutUri(viewer.realm()));
        model.addAttribute("frontChannelUri", UpstreamSignIns.frontChannelUri(viewer.realm(), connection));
        model.addAttribute("backChannelUri", UpstreamSignIns.backChannelUri(viewer.realm(), connection));
        model.addAttribute("done", done(done));
        model.addAttribute("certificates", certificates.of(viewer, alias).orElseThrow(Refusals::notFound));
        model.addAttribute("findings", doctor.examine(viewer.realm(), connection, locale));
        return "console/connection";
    }

    /** A link, not a form: the policy that binds our forms to us would stop browsers from following one to the provider. */
    @GetMapping("/{alias}/try")
    String attempt(
            @RequestAttribute(ConsoleFrame.VIEWER) Actor viewer,
            @PathVariable("alias") String alias,
            HttpServletRequest request) {
        ConsoleViewer.require(viewer, Permission.CLIENTS_WRITE);
        return "redirect:" + tests.begin(request, viewer, connection(viewer, alias));
    }

    @GetMapping("/{alias}/tried")
    String tried(
            @RequestAttribute(ConsoleFrame.VIEWER) Actor viewer,
            @PathVariable("alias") String alias,
            Locale locale,
            Model model) {
        ConsoleViewer.require(viewer, Permission.CLIENTS_WRITE);
        Connection connection = connection(viewer, alias);
        model.addAttribute("connection", connection);
        model.addAttribute("tried", tests.find(viewer, connection, locale).orElse(null));
        return "console/connection-tried";
    }

    private static Connection connection(Actor viewer, String alias) {
        return Connections.find(viewer.realm(), alias).orElseThrow(Refusals::notFound);
    }
}
