package org.gatehouse.server.devicegrant;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.TreeSet;
import org.gatehouse.realm.ClientDefinition;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.request.CurrentRequest;
import org.gatehouse.server.session.Assurance;
import org.gatehouse.server.session.SignedIn;
import org.gatehouse.server.session.SignedInAccount;
import org.gatehouse.server.signin.SignInFlow;
import org.gatehouse.server.signin.SignInGoal;
import org.gatehouse.server.signin.TooManyTries;
import org.gatehouse.server.web.FormErrors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/**
 * Where a person types the code of a device, sees who asks for what and from where, and says yes or no (RFC 8628 section
 * 3.3). The code is in the path, so that signing in comes back to it.
 */
@Controller
@RequestMapping("/realms/{realm}/device")
class DeviceController {

    /** Enough for a code in any spelling. */
    private static final int LONGEST_CODE = 40;

    private final DeviceApproval approval;
    private final SignInFlow flow;

    DeviceController(DeviceApproval approval, SignInFlow flow) {
        this.approval = approval;
        this.flow = flow;
    }

    @GetMapping
    String ask(Model model) {
        model.addAttribute("realm", CurrentRequest.currentRealm());
        return "devicegrant/code";
    }

    /** A form cannot put what is typed into a path. */
    @PostMapping
    void find(@RequestParam(name = "user_code", required = false) @Nullable String typed, HttpServletResponse response)
            throws IOException {
        String code = UserCode.typed(typed == null || typed.length() > LONGEST_CODE ? "" : typed);
        response.sendRedirect(page() + "/" + (code.isEmpty() ? "unknown" : UserCode.shown(code)));
    }

    @GetMapping("/{code}")
    @Nullable
    String look(@PathVariable String code, HttpServletRequest request, HttpServletResponse response, Model model)
            throws IOException {
        Optional<DeviceGrant> found = find(code, request, response, model);
        found.ifPresent(grant -> show(grant, code, model));
        return found.isPresent() ? "devicegrant/confirm" : view(model);
    }

    @PostMapping("/{code}")
    @Nullable
    String decide(
            @PathVariable String code,
            @RequestParam(required = false) @Nullable String decision,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model)
            throws IOException {
        Optional<DeviceGrant> found = find(code, request, response, model);
        if (found.isEmpty()) {
            return view(model);
        }
        boolean allowed = "allow".equals(decision);
        if (!decide(found.get(), allowed)) {
            wrong(model);
            return view(model);
        }
        response.sendRedirect(page() + "/" + code + (allowed ? "/allowed" : "/denied"));
        return null;
    }

    @GetMapping("/{code}/allowed")
    String allowed(Model model) {
        return done(model, "devicegrant.allowed");
    }

    @GetMapping("/{code}/denied")
    String denied(Model model) {
        return done(model, "devicegrant.denied");
    }

    private boolean decide(DeviceGrant grant, boolean allowed) {
        Realm realm = CurrentRequest.currentRealm();
        try {
            return allowed ? approval.allow(realm, person(), grant) : approval.deny(realm, person(), grant);
        } catch (DeviceApproval.SignInEndedException ex) {
            return false;
        }
    }

    /** What waits with the code, if the person may decide on it now; else the answer is on its way, or in the model. */
    private Optional<DeviceGrant> find(
            String code, HttpServletRequest request, HttpServletResponse response, Model model) throws IOException {
        Realm realm = CurrentRequest.currentRealm();
        SignedInAccount person = person();
        Duration wait = approval.count(realm, person);
        if (!wait.isZero()) {
            model.addAttribute(FormErrors.MODEL_NAME, TooManyTries.answer(response, wait));
            return Optional.empty();
        }
        Optional<DeviceGrant> found = approval.find(realm, person, code);
        if (found.isEmpty()) {
            wrong(model);
            return found;
        }
        if (!approval.isFromHere(realm, person, found.get())) {
            throw new ResponseStatusException(
                    HttpStatus.FORBIDDEN, "This application may not be used from this network.");
        }
        if (!approval.isEnough(realm, person, found.get())) {
            SignInGoal goal =
                    new SignInGoal(null, found.get().clientId(), Assurance.SINGLE_FACTOR, page() + "/" + code);
            response.sendRedirect(flow.raise(request, response, person, goal));
            return Optional.empty();
        }
        return found;
    }

    private static void wrong(Model model) {
        model.addAttribute(FormErrors.MODEL_NAME, FormErrors.on("user_code", "devicegrant.wrong"));
    }

    private static void show(DeviceGrant grant, String code, Model model) {
        Realm realm = CurrentRequest.currentRealm();
        model.addAttribute("realm", realm);
        model.addAttribute("person", person());
        model.addAttribute("grant", grant);
        model.addAttribute("code", UserCode.shown(UserCode.typed(code)));
        model.addAttribute("scopes", new TreeSet<>(grant.scopes()));
        model.addAttribute(
                "clientName",
                realm.findClient(grant.clientId())
                        .map(ClientDefinition::displayName)
                        .orElse(grant.clientId()));
    }

    /** The page that asks for a code, with what was wrong; nothing when the answer is a redirect. */
    private static @Nullable String view(Model model) {
        if (!model.containsAttribute(FormErrors.MODEL_NAME)) {
            return null;
        }
        model.addAttribute("realm", CurrentRequest.currentRealm());
        return "devicegrant/code";
    }

    private static String done(Model model, String text) {
        model.addAttribute("realm", CurrentRequest.currentRealm());
        model.addAttribute("text", text);
        return "devicegrant/done";
    }

    private static String page() {
        return "/realms/" + CurrentRequest.currentRealm().name() + "/device";
    }

    private static SignedInAccount person() {
        return SignedIn.current().orElseThrow(() -> new ResponseStatusException(HttpStatus.FORBIDDEN));
    }
}
