package org.gatehouse.keycloak.attestation;

import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.gatehouse.keycloak.signin.DueAction;
import org.gatehouse.keycloak.signin.NotConfiguredException;
import org.gatehouse.realm.data.Attestation;
import org.gatehouse.realm.keycloak.AttestedTexts;
import org.keycloak.authentication.RequiredActionContext;
import org.keycloak.common.util.Time;
import org.keycloak.events.Details;
import org.keycloak.events.EventType;
import org.keycloak.forms.login.LoginFormsProvider;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.FormMessage;

/** Has a person accept what they are asked to, one text after the other, or leave. */
final class AttestationAction extends DueAction {

    private static final String PAGE = "gatehouse-attestation.ftl";

    private static final String BOX = "accepted";

    AttestationAction() {
        super(AttestedTexts.ACTION);
    }

    @Override
    protected boolean isDue(RequiredActionContext context) {
        return due(context).isPresent();
    }

    /** The first, in the order of the realm file. */
    private static Optional<Attestation> due(RequiredActionContext context) {
        UserModel person = context.getUser();
        List<Acceptance> accepted = Acceptance.of(person).toList();
        return Texts.of(context.getConfig()).stream()
                .filter(text -> accepted.stream().noneMatch(each -> each.holds(text, now())))
                .filter(text -> Asked.isOf(context.getRealm(), person, text))
                .findFirst();
    }

    private static Instant now() {
        return Instant.ofEpochSecond(Time.currentTime());
    }

    @Override
    public void requiredActionChallenge(RequiredActionContext context) {
        goOn(context, context.form());
    }

    @Override
    public void processAction(RequiredActionContext context) {
        MultivaluedMap<String, String> form = context.getHttpRequest().getDecodedFormParameters();
        if (form.containsKey("decline")) {
            context.failure();
            return;
        }
        LoginFormsProvider next = context.form();
        try {
            Optional<Attestation> shown = due(context).filter(text -> isShown(text, form));
            if (shown.isPresent() && form.containsKey(BOX)) {
                accept(context, shown.get());
            } else if (shown.isPresent()) {
                next.addError(new FormMessage(BOX, "gatehouseAttestationNotAccepted"));
            }
        } catch (NotConfiguredException ex) {
            // told below
        }
        goOn(context, next);
    }

    /** Of what changed since it was shown, nothing was accepted. */
    private static boolean isShown(Attestation text, MultivaluedMap<String, String> form) {
        return text.id().equals(form.getFirst("id"))
                && String.valueOf(text.version()).equals(form.getFirst("version"));
    }

    private static void accept(RequiredActionContext context, Attestation text) {
        new Acceptance(text.id(), text.version(), now()).keep(context.getUser());
        context.getEvent()
                .clone() // each text an event of its own; Keycloak sends its own once, when all are accepted
                .event(EventType.CUSTOM_REQUIRED_ACTION)
                .user(context.getUser())
                .detail(Details.CUSTOM_REQUIRED_ACTION, AttestedTexts.ACTION)
                .detail(AttestedTexts.EVENT_ID, text.id())
                .detail(AttestedTexts.EVENT_VERSION, String.valueOf(text.version()))
                .success();
    }

    private static void goOn(RequiredActionContext context, LoginFormsProvider form) {
        try {
            due(context).ifPresentOrElse(text -> context.challenge(page(context, form, text)), context::success);
        } catch (NotConfiguredException ex) {
            context.challenge(form.setError("gatehouseAttestationNotConfigured")
                    .createErrorPage(Response.Status.SERVICE_UNAVAILABLE));
        }
    }

    private static Response page(RequiredActionContext context, LoginFormsProvider form, Attestation text) {
        Locale locale = context.getSession().getContext().resolveLocale(context.getUser());
        return form.setAttribute("attestationId", text.id())
                .setAttribute("attestationVersion", String.valueOf(text.version()))
                .setAttribute("attestationTitle", text.title(locale))
                .setAttribute("attestationParagraphs", List.of(text.text(locale).split("\\R\\s*\\R")))
                .createForm(PAGE);
    }
}
