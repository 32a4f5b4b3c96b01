package org.gatehouse.server.factor;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.gatehouse.realm.signin.SecondFactor;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.factor.recovery.RecoveryCodeSet;
import org.gatehouse.server.factor.recovery.RecoveryCodes;
import org.gatehouse.server.factor.totp.TotpFactors;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.request.CurrentRequest;
import org.gatehouse.server.web.FormErrors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/**
 * New recovery codes. They are shown, and count only when the person says they are saved: until then the earlier ones are
 * good, so that a page that was closed too early locks nobody out.
 */
@Controller
@RequestMapping("/realms/{realm}/account/factors/recovery-codes")
class RecoveryCodesPage {

    private static final String PENDING = "recovery-codes";

    private final FactorOwner owner;
    private final PendingSecrets pending;
    private final RecoveryCodes codes;
    private final TotpFactors apps;
    private final FactorPolicy policy;
    private final OwnFactors own;
    private final MessageSource messages;
    private final SecureRandom random = new SecureRandom();

    RecoveryCodesPage(
            FactorOwner owner,
            PendingSecrets pending,
            RecoveryCodes codes,
            TotpFactors apps,
            FactorPolicy policy,
            OwnFactors own,
            MessageSource messages) {
        this.owner = owner;
        this.pending = pending;
        this.codes = codes;
        this.apps = apps;
        this.policy = policy;
        this.own = own;
        this.messages = messages;
    }

    @GetMapping
    String page(@RequestParam(required = false) @Nullable String first, HttpServletRequest request, Model model) {
        Realm realm = CurrentRequest.currentRealm();
        Account account = allowed(realm);
        List<String> shown = find(request, realm, account).orElseGet(() -> create(request, realm, account));
        model.addAttribute("realm", realm);
        model.addAttribute("first", first != null);
        model.addAttribute("codes", shown);
        model.addAttribute("replaced", codes.left(realm, account.subject()));
        return "factors/recovery-codes";
    }

    @PostMapping
    String save(
            @RequestParam(defaultValue = "false") boolean saved,
            @RequestParam(required = false) @Nullable String first,
            HttpServletRequest request,
            Model model) {
        Realm realm = CurrentRequest.currentRealm();
        Account account = allowed(realm);
        Optional<List<String>> shown = find(request, realm, account);
        if (shown.isEmpty() || !saved) {
            model.addAttribute(
                    FormErrors.MODEL_NAME,
                    shown.isEmpty()
                            ? FormErrors.of("factors.codes.expired")
                            : FormErrors.on("saved", "factors.codes.unsaved"));
            return page(first, request, model);
        }
        own.replaceCodes(realm, account.subject(), shown.get());
        pending.remove(request, PENDING);
        return FactorsPage.address(realm) + "?done=codes-saved";
    }

    /** A form, not a link: it is answered only to the page that shows them. */
    @PostMapping("/download")
    ResponseEntity<byte[]> download(HttpServletRequest request, Locale locale) {
        Realm realm = CurrentRequest.currentRealm();
        Account account = allowed(realm);
        List<String> shown =
                find(request, realm, account).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        String head = messages.getMessage(
                "factors.codes.file", new Object[] {realm.definition().displayName(), account.userName()}, locale);
        String text = head + "\r\n\r\n" + String.join("\r\n", shown) + "\r\n";
        return ResponseEntity.ok()
                .contentType(new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8))
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename("recovery-codes-" + realm.name() + ".txt")
                                .build()
                                .toString())
                .body(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Codes stand in for a factor that was lost: whoever has none has nothing to lose yet. */
    private Account allowed(Realm realm) {
        Account account = owner.account(realm);
        boolean hasFactor =
                apps.exists(realm, account.subject()) || policy.hasOtherThan(realm, account, SecondFactor.TOTP);
        if (!hasFactor || !policy.allows(realm, SecondFactor.RECOVERY_CODE)) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        return account;
    }

    private Optional<List<String>> find(HttpServletRequest request, Realm realm, Account account) {
        return pending.find(request, realm, account.subject(), PENDING).map(text -> List.of(text.split(" ")));
    }

    private List<String> create(HttpServletRequest request, Realm realm, Account account) {
        List<String> fresh = RecoveryCodeSet.generate(random).codes();
        pending.put(request, realm, account.subject(), PENDING, String.join(" ", fresh));
        return fresh;
    }
}
