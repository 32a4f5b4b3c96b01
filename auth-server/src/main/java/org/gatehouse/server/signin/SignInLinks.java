package org.gatehouse.server.signin;

import java.util.List;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.request.CurrentRequest;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** Puts what features offer below the form into the model of the sign-in pages. */
@ControllerAdvice(basePackageClasses = SignInLinks.class)
class SignInLinks {

    private final ObjectProvider<SignInLink> links;

    SignInLinks(ObjectProvider<SignInLink> links) {
        this.links = links;
    }

    @ModelAttribute("signInLinks")
    List<SignInLink> offered() {
        return CurrentRequest.find()
                .map(CurrentRequest::realm)
                .map(this::offered)
                .orElse(List.of());
    }

    private List<SignInLink> offered(Realm realm) {
        return links.orderedStream().filter(link -> link.isOffered(realm)).toList();
    }
}
