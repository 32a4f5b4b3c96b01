package org.gatehouse.server.attestation;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.gatehouse.realm.data.Attestation;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.request.CurrentRequest;
import org.gatehouse.server.session.SignedIn;
import org.gatehouse.server.session.SignedInAccount;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.server.ResponseStatusException;

/** What somebody has accepted, on their account page. */
@Controller
@RequestMapping("/realms/{realm}/account/attestations")
class OwnAttestationsController {

    private final Attestations attestations;

    OwnAttestationsController(Attestations attestations) {
        this.attestations = attestations;
    }

    /**
     * One acceptance.
     *
     * @param text the version's text, when it is still the current one; null when the realm has another by now
     */
    record Accepted(
            String title, int version, Instant at, @Nullable String text) {}

    @GetMapping
    String page(Locale locale, Model model) {
        Realm realm = CurrentRequest.currentRealm();
        SignedInAccount person =
                SignedIn.current().orElseThrow(() -> new ResponseStatusException(HttpStatus.FORBIDDEN));
        List<Accepted> accepted = attestations.of(realm, person.account()).stream()
                .map(acceptance -> accepted(realm, acceptance, locale))
                .toList();
        model.addAttribute("realm", realm);
        model.addAttribute("accepted", accepted);
        return "account/attestations";
    }

    private static Accepted accepted(Realm realm, Acceptance acceptance, Locale locale) {
        Optional<Attestation> now = Attestations.find(realm, acceptance.attestation());
        return new Accepted(
                now.map(attestation -> attestation.title(locale)).orElse(acceptance.attestation()),
                acceptance.version(),
                acceptance.at(),
                now.filter(attestation -> attestation.version() == acceptance.version())
                        .map(attestation -> attestation.text(locale))
                        .orElse(null));
    }
}
