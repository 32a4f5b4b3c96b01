package org.gatehouse.server.factor;

import jakarta.servlet.http.HttpServletRequest;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.OptionalLong;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.factor.totp.TotpFactors;
import org.gatehouse.server.factor.totp.TotpKey;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.session.SealedInSession;
import org.gatehouse.server.web.FormErrors;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/** Setting up an authenticator app, on the account page or on the way in: a key is shown, and one code of it proves it. */
@Component
class AppEnrolment {

    private static final String PENDING = "totp";

    private final SealedInSession pending;
    private final TotpFactors apps;
    private final SecureRandom random = new SecureRandom();

    AppEnrolment(SealedInSession pending, TotpFactors apps) {
        this.pending = pending;
        this.apps = apps;
    }

    /** What is done with a key once a code of it was right. */
    interface Adding {
        OwnFactors.Result add(TotpKey key, String name, long step);
    }

    /** What the form carries. */
    record Form(String name, String code) {

        @Override
        public String toString() {
            return "Form[hidden]"; // a code is good for half a minute, even in a log
        }
    }

    /** Shows the key that waits in this browser, or a new one. */
    void show(HttpServletRequest request, Realm realm, Account account, Model model) {
        TotpKey key = find(request, realm, account).orElseGet(() -> create(request, realm, account));
        String uri = key.uri(realm.definition().displayName(), account.userName());
        model.addAttribute("groups", key.groups());
        model.addAttribute("uri", uri);
        model.addAttribute("qr", QrPicture.of(uri));
    }

    /** Adds the app when name and code are right; none when it was. */
    FormErrors add(HttpServletRequest request, Realm realm, Account account, Form form, Adding adding) {
        FormErrors errors = FactorName.check(form.name());
        Optional<TotpKey> key = find(request, realm, account);
        if (key.isEmpty()) {
            return errors.and(null, "factors.app.expired");
        }
        OptionalLong step = apps.step(key.get(), form.code());
        if (step.isEmpty()) {
            return errors.and("code", "factors.code.wrong");
        }
        if (errors.any()) {
            return errors;
        }
        if (adding.add(key.get(), FactorName.of(form.name()), step.getAsLong()) != OwnFactors.Result.DONE) {
            return FormErrors.of("factors.app.full", TotpFactors.MOST);
        }
        pending.remove(request, PENDING);
        return FormErrors.none();
    }

    private Optional<TotpKey> find(HttpServletRequest request, Realm realm, Account account) {
        return pending.find(request, realm, account.subject(), PENDING).map(TotpKey::parse);
    }

    private TotpKey create(HttpServletRequest request, Realm realm, Account account) {
        TotpKey key = TotpKey.generate(random);
        pending.put(request, realm, account.subject(), PENDING, key.base32());
        return key;
    }
}
