package org.gatehouse.server.account;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.gatehouse.realm.AttributeDefinition;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.request.CurrentRequest;
import org.gatehouse.server.session.RealmSecurityContexts;
import org.gatehouse.server.session.SignedIn;
import org.gatehouse.server.session.SignedInAccount;
import org.gatehouse.server.web.FormErrors;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** One's own profile: name, language and phone to change, the realm's own attributes to see. */
@Controller
@RequestMapping("/realms/{realm}/account/profile")
class ProfileController {

    private final OwnProfile profile;
    private final RealmSecurityContexts contexts;

    ProfileController(OwnProfile profile, RealmSecurityContexts contexts) {
        this.profile = profile;
        this.contexts = contexts;
    }

    /** One of the realm's own attributes as the page shows it. */
    record Value(String name, String label, String text, boolean masked) {}

    @GetMapping
    String page(@RequestParam(required = false) @Nullable String saved, Locale locale, Model model) {
        OwnProfile.View stored = profile.of(CurrentRequest.currentRealm(), AccountController.person());
        model.addAttribute("saved", saved != null);
        return page(stored, stored.form(), locale, model);
    }

    @PostMapping
    String change(
            @ModelAttribute("typed") ProfileForm typed,
            HttpServletRequest request,
            HttpServletResponse response,
            Locale locale,
            Model model) {
        Realm realm = CurrentRequest.currentRealm();
        SignedInAccount person = AccountController.person();
        FormErrors errors = profile.change(realm, person, typed);
        OwnProfile.View stored = profile.of(realm, person);
        if (errors.any()) {
            model.addAttribute(FormErrors.MODEL_NAME, errors);
            model.addAttribute("now", stored.account().version() == typed.version() ? null : stored.form());
            return page(stored, typed, locale, model);
        }
        rename(person, stored.account().displayName(), request, response);
        return "redirect:/realms/" + realm.name() + "/account/profile?saved";
    }

    /** The frame greets by what the session remembers. */
    private void rename(SignedInAccount person, String name, HttpServletRequest request, HttpServletResponse response) {
        if (!person.displayName().equals(name)) {
            SecurityContext context = SecurityContextHolder.createEmptyContext();
            context.setAuthentication(new SignedIn(person.renamed(name)));
            SecurityContextHolder.setContext(context);
            contexts.saveContext(context, request, response);
        }
    }

    private static String page(OwnProfile.View stored, ProfileForm form, Locale locale, Model model) {
        Realm realm = CurrentRequest.currentRealm();
        model.addAttribute("realm", realm);
        model.addAttribute("account", stored.account());
        model.addAttribute("email", stored.personal().email());
        model.addAttribute("form", form);
        model.addAttribute("attributes", values(realm, stored, locale));
        return "account/profile";
    }

    private static List<Value> values(Realm realm, OwnProfile.View stored, Locale locale) {
        return realm.definition().attributes().stream()
                .filter(attribute -> stored.attributes().containsKey(attribute.name()))
                .map(attribute -> value(attribute, stored, locale))
                .toList();
    }

    private static Value value(AttributeDefinition attribute, OwnProfile.View stored, Locale locale) {
        Object value = Objects.requireNonNull(stored.attributes().get(attribute.name()));
        return new Value(
                attribute.name(), attribute.label(locale.getLanguage()), value.toString(), attribute.sensitive());
    }
}
