package org.gatehouse.server.console.keys;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.gatehouse.realm.Permission;
import org.gatehouse.server.console.ConsoleFrame;
import org.gatehouse.server.console.ConsoleViewer;
import org.gatehouse.server.console.Refusals;
import org.gatehouse.server.keys.KeyAlgorithm;
import org.gatehouse.server.keys.KeyState;
import org.gatehouse.server.keys.RealmKeys;
import org.gatehouse.server.rights.Actor;
import org.gatehouse.server.signin.AfterFreshSignIn;
import org.gatehouse.server.web.FormErrors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What the realm signs tokens with, how old that is and when it changes; replacing it, and taking it out of use at once. */
@Controller
@RequestMapping("/console/realms/{realm}/keys")
class KeysPage {

    private static final Set<String> DONE = Set.of("rotated", "revoked");

    private final RealmKeys keys;
    private final Clock clock;

    KeysPage(RealmKeys keys, Clock clock) {
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * A key, ready to be shown.
     *
     * @param days since it began to sign; null when it does not yet
     * @param next when the service replaces it by itself; null when it does not sign
     */
    record Row(
            RealmKeys.View key,
            @Nullable Long days,
            @Nullable Instant next) {

        public boolean isUsable() {
            return key.state() != KeyState.REVOKED && key.state() != KeyState.GONE;
        }
    }

    @GetMapping
    String view(
            @RequestAttribute(ConsoleFrame.VIEWER) Actor viewer,
            @RequestParam(defaultValue = "") String done,
            Model model) {
        model.addAttribute("done", DONE.contains(done) ? done : null);
        return page(viewer, model);
    }

    /** @param algorithm the one whose key is replaced; empty for all */
    @AfterFreshSignIn
    @PostMapping("/rotate")
    String rotate(
            @RequestAttribute(ConsoleFrame.VIEWER) Actor viewer,
            @RequestParam(defaultValue = "") String algorithm,
            Model model) {
        KeyAlgorithm one =
                algorithm.isEmpty() ? null : KeyAlgorithm.find(algorithm).orElseThrow(Refusals::notFound);
        return done(viewer, "rotated", Refusals.attempt(() -> keys.rotate(viewer, one)), model);
    }

    @AfterFreshSignIn
    @PostMapping("/{kid}/revoke")
    String revoke(@RequestAttribute(ConsoleFrame.VIEWER) Actor viewer, @PathVariable String kid, Model model) {
        boolean[] revoked = new boolean[1];
        FormErrors errors = Refusals.attempt(() -> revoked[0] = keys.revoke(viewer, kid));
        if (!errors.any() && !revoked[0]) {
            throw Refusals.notFound();
        }
        return done(viewer, "revoked", errors, model);
    }

    private String done(Actor viewer, String what, FormErrors errors, Model model) {
        if (errors.any()) {
            model.addAttribute(FormErrors.MODEL_NAME, errors);
            return page(viewer, model);
        }
        return "redirect:" + ConsoleFrame.base(viewer) + "/keys?done=" + what;
    }

    private String page(Actor viewer, Model model) {
        ConsoleViewer.require(viewer, Permission.REALM_READ);
        Duration interval = viewer.realm().definition().tokens().keys().rotation();
        List<Row> rows = keys.of(viewer).stream()
                .filter(key -> key.state() != KeyState.GONE)
                .map(key -> row(key, interval))
                .toList();
        model.addAttribute("keys", rows);
        model.addAttribute("interval", interval.toDays());
        model.addAttribute("mayRotate", viewer.permissions().contains(Permission.REALM_WRITE));
        return "console/keys";
    }

    private Row row(RealmKeys.View key, Duration interval) {
        boolean signs = key.state() == KeyState.SIGNING;
        boolean began = !key.signsFrom().isAfter(clock.instant());
        return new Row(
                key,
                began ? Duration.between(key.signsFrom(), clock.instant()).toDays() : null,
                signs && key.endsAt() == null ? key.signsFrom().plus(interval) : null);
    }
}
