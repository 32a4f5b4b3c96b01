package org.gatehouse.server.factor;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import org.gatehouse.realm.signin.SecondFactor;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.request.CurrentRequest;
import org.gatehouse.server.session.Assurance;
import org.gatehouse.server.signin.SignInAttempt;
import org.gatehouse.server.signin.SignInFlow;
import org.gatehouse.server.web.FormErrors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * The step of a sign-in for people who must have a second factor and have none: they choose one and set it up. That proves
 * nothing; the flow asks for the new factor next. Whoever has a factor never gets here.
 */
@Controller
@RequestMapping("/realms/{realm}/sign-in")
class EnrolStep {

    /** The flow's name for this step. */
    static final String PAGE = SignInFlow.ENROL;

    static final String APP = "enrol-totp";

    private final SignInFlow flow;
    private final SignInCode codes;
    private final AppEnrolment enrolment;
    private final OwnFactors own;
    private final List<EnrolmentWay> ways;

    EnrolStep(SignInFlow flow, SignInCode codes, AppEnrolment enrolment, OwnFactors own, List<EnrolmentWay> ways) {
        this.flow = flow;
        this.codes = codes;
        this.enrolment = enrolment;
        this.own = own;
        this.ways = List.copyOf(ways);
    }

    @GetMapping("/" + PAGE)
    @Nullable
    String choose(
            @RequestParam(name = "attempt", required = false) @Nullable String id,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model)
            throws IOException {
        SignInAttempt attempt = flow.at(request, id, PAGE);
        Realm realm = CurrentRequest.currentRealm();
        List<String> pages = pages(realm, codes.account(attempt));
        if (pages.size() == 1) {
            response.sendRedirect("/realms/" + realm.name() + "/sign-in/" + pages.get(0) + "?attempt=" + attempt.id());
            return null;
        }
        model.addAttribute("realm", realm);
        model.addAttribute("attempt", attempt.id());
        model.addAttribute("ways", pages);
        model.addAttribute("mailed", allowed(realm).contains(SecondFactor.EMAIL_CODE));
        model.addAttribute("optional", attempt.goal().assurance() != Assurance.SINGLE_FACTOR);
        return "factors/sign-in-enrol";
    }

    @GetMapping("/" + APP)
    String app(
            @RequestParam(name = "attempt", required = false) @Nullable String id,
            HttpServletRequest request,
            Model model) {
        return app(request, flow.at(request, id, PAGE), "", model);
    }

    @PostMapping("/" + APP)
    @Nullable
    String add(
            @RequestParam(name = "attempt", required = false) @Nullable String id,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String code,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model)
            throws IOException {
        SignInAttempt attempt = flow.at(request, id, PAGE);
        Realm realm = CurrentRequest.currentRealm();
        FormErrors errors = enrolment.add(
                request,
                realm,
                codes.account(attempt),
                new AppEnrolment.Form(name, code),
                (key, chosen, step) -> own.addFirstApp(realm, attempt, key, chosen, step));
        if (errors.any()) {
            model.addAttribute(FormErrors.MODEL_NAME, errors);
            return app(request, attempt, name, model);
        }
        response.sendRedirect(flow.done(request, response, attempt));
        return null;
    }

    private String app(HttpServletRequest request, SignInAttempt attempt, String name, Model model) {
        Realm realm = CurrentRequest.currentRealm();
        Account account = codes.account(attempt);
        model.addAttribute("realm", realm);
        model.addAttribute("attempt", attempt.id());
        model.addAttribute("name", name);
        model.addAttribute("several", pages(realm, account).size() > 1);
        enrolment.show(request, realm, account, model);
        return "factors/sign-in-enrol-totp";
    }

    /** In the order the realm offers them. */
    private List<String> pages(Realm realm, Account account) {
        List<SecondFactor> allowed = allowed(realm);
        return ways.stream()
                .filter(way -> allowed.contains(way.kind()))
                .filter(way -> way.isOpenTo(realm, account))
                .sorted(Comparator.comparingInt(way -> allowed.indexOf(way.kind())))
                .map(EnrolmentWay::page)
                .toList();
    }

    private static List<SecondFactor> allowed(Realm realm) {
        return realm.definition().signIn().secondFactor().methods();
    }
}
