package org.gatehouse.server.newpassword;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.gatehouse.realm.password.PasswordCheck;
import org.gatehouse.realm.password.RuleFailure;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.password.ListedRule;
import org.gatehouse.server.password.OwnData;
import org.gatehouse.server.password.PasswordRules;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.request.CurrentRequest;
import org.gatehouse.server.session.SignedIn;
import org.gatehouse.server.signin.SignInAttempt;
import org.gatehouse.server.signin.SignInFlow;
import org.gatehouse.server.signin.SignInOverException;
import org.gatehouse.server.signin.TooManyTries;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;

/**
 * Tells a page which rules a password meets while it is typed. It is a POST with the form's token, so that no other site
 * asks and no log has the password in an address; nothing of it is kept. What others have chosen, and what the person had
 * before, is not answered here.
 */
@Controller
class LiveCheckController {

    /** Somebody who types without a pause asks twice a second. */
    private static final int CHECKS_A_MINUTE = 120;

    private final PasswordRules rules;
    private final Strength strength;
    private final Accounts accounts;
    private final SignInFlow flow;
    private final MessageSource messages;
    private final Turns turns = new Turns(CHECKS_A_MINUTE);

    LiveCheckController(
            PasswordRules rules, Strength strength, Accounts accounts, SignInFlow flow, MessageSource messages) {
        this.rules = rules;
        this.strength = strength;
        this.accounts = accounts;
        this.flow = flow;
        this.messages = messages;
    }

    /** @param attempt the sign-in under way, if the page belongs to one; names and address are what else was typed */
    record Typed(
            @Nullable String password,
            @Nullable String attempt,
            @Nullable String userName,
            @Nullable String displayName,
            @Nullable String email) {

        @Override
        public String toString() {
            return "Typed[hidden]"; // never let a log line carry a password
        }
    }

    record Rule(String id, boolean met) {}

    /** @param advice how strong it seems, in the reader's language */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Live(List<Rule> rules, boolean tooLong, @Nullable String advice) {}

    @PostMapping("/realms/{realm}/sign-in/password-check")
    ResponseEntity<Live> check(@ModelAttribute("typed") Typed typed, HttpServletRequest request, Locale locale) {
        Duration wait = turns.take(browser(request));
        if (!wait.isZero()) {
            return ResponseEntity.status(HttpStatus.TOO_MANY_REQUESTS)
                    .header(HttpHeaders.RETRY_AFTER, TooManyTries.seconds(wait))
                    .build();
        }
        Realm realm = CurrentRequest.currentRealm();
        String candidate = typed.password() == null ? "" : typed.password();
        Set<String> failed = failures(realm, typed, request, candidate).stream()
                .map(RuleFailure::ruleId)
                .collect(Collectors.toSet());
        boolean tooLong = failed.contains(PasswordCheck.TOO_LONG);
        List<Rule> live = rules.of(realm).stream()
                .filter(ListedRule::live)
                .map(rule -> new Rule(rule.id(), !tooLong && !failed.contains(rule.id())))
                .toList();
        return ResponseEntity.ok(new Live(live, tooLong, tooLong ? null : advice(candidate, locale)));
    }

    private List<RuleFailure> failures(Realm realm, Typed typed, HttpServletRequest request, String candidate) {
        return person(typed, request)
                .flatMap(id -> accounts.find(realm, id))
                .map(account -> rules.checkLive(realm, account, candidate))
                .orElseGet(() -> rules.checkLive(
                        realm, OwnData.of(typed.userName(), typed.email(), typed.displayName()), candidate));
    }

    /** Whose password it is; whoever types somebody else's data, as an administrator does, is asked about that. */
    private Optional<UUID> person(Typed typed, HttpServletRequest request) {
        if (typed.userName() != null) {
            return Optional.empty();
        }
        try {
            return typed.attempt() == null
                    ? SignedIn.current().map(signedIn -> signedIn.account())
                    : Optional.of(flow.at(request, typed.attempt(), ChangePasswordAction.PAGE))
                            .map(SignInAttempt::account);
        } catch (SignInOverException ex) {
            return Optional.empty();
        }
    }

    private @Nullable String advice(String candidate, Locale locale) {
        return strength.of(candidate)
                .map(estimate -> estimate.weakness() == null
                        ? "password.strength." + estimate.score()
                        : "password.weakness." + estimate.weakness())
                .map(code -> messages.getMessage(code, null, null, locale))
                .orElse(null);
    }

    private static String browser(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        return session == null ? CurrentRequest.get().address() : session.getId();
    }
}
