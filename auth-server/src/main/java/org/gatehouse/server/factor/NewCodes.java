package org.gatehouse.server.factor;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.factor.recovery.RecoveryCodeSet;
import org.gatehouse.server.factor.recovery.RecoveryCodes;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.session.SealedInSession;
import org.gatehouse.server.web.FormErrors;
import org.springframework.context.MessageSource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;
import org.springframework.web.server.ResponseStatusException;

/**
 * New recovery codes, on the account page or on the way in. They are shown, and count only when the person says they are
 * saved: until then the earlier ones are good, so that a page that was closed too early locks nobody out.
 */
@Component
class NewCodes {

    private static final String PENDING = "recovery-codes";

    private final SealedInSession pending;
    private final RecoveryCodes codes;
    private final OwnFactors own;
    private final MessageSource messages;
    private final SecureRandom random = new SecureRandom();

    NewCodes(SealedInSession pending, RecoveryCodes codes, OwnFactors own, MessageSource messages) {
        this.pending = pending;
        this.codes = codes;
        this.own = own;
        this.messages = messages;
    }

    /** Shows the codes that wait in this browser, or new ones. */
    void show(HttpServletRequest request, Realm realm, Account account, Model model) {
        List<String> shown = find(request, realm, account).orElseGet(() -> create(request, realm, account));
        model.addAttribute("codes", shown);
        model.addAttribute("replaced", codes.left(realm, account.subject()));
    }

    /**
     * Makes the codes that were shown the person's; none when it did.
     *
     * @param stands as for {@link OwnFactors#replaceCodes}
     */
    FormErrors save(
            HttpServletRequest request, Realm realm, Account account, Predicate<Account> stands, boolean saved) {
        Optional<List<String>> shown = find(request, realm, account);
        if (shown.isEmpty()) {
            return FormErrors.of("factors.codes.expired");
        }
        if (!saved) {
            return FormErrors.on("saved", "factors.codes.unsaved");
        }
        own.replaceCodes(realm, account.subject(), stands, shown.get());
        pending.remove(request, PENDING);
        return FormErrors.none();
    }

    /** @throws ResponseStatusException 404 when none wait here */
    ResponseEntity<byte[]> file(HttpServletRequest request, Realm realm, Account account, Locale locale) {
        List<String> shown =
                find(request, realm, account).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        String head = messages.getMessage(
                "factors.codes.file", new Object[] {realm.definition().displayName(), account.userName()}, locale);
        String text = head + "\r\n\r\n" + String.join("\r\n", shown) + "\r\n";
        String disposition = ContentDisposition.attachment()
                .filename("recovery-codes-" + realm.name() + ".txt")
                .build()
                .toString();
        return ResponseEntity.ok()
                .contentType(new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8))
                .header(HttpHeaders.CONTENT_DISPOSITION, disposition)
                .body(text.getBytes(StandardCharsets.UTF_8));
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
