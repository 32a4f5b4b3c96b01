package org.gatehouse.server.signin;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.request.CurrentRequest;
import org.gatehouse.server.session.SignedIn;
import org.gatehouse.server.session.SignedInAccount;
import org.gatehouse.server.web.PageFrame;
import org.gatehouse.server.web.PageFrames;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Tells the frame of each page which realm it belongs to and who is signed in. */
@Component
class RealmPageFrames implements PageFrames {

    @Override
    public PageFrame frame(HttpServletRequest request) {
        @Nullable Realm realm = CurrentRequest.find().map(CurrentRequest::realm).orElse(null);
        if (realm == null) {
            return PageFrame.EMPTY;
        }
        Optional<SignedInAccount> person = SignedIn.current();
        String base = "/realms/" + realm.name();
        return person.map(account -> new PageFrame(
                        realm.definition().displayName(),
                        account.displayName(),
                        account.account().toString(),
                        base + "/account",
                        base + "/sign-out",
                        end(realm, account)))
                .orElseGet(() -> PageFrame.ofRealm(realm.definition().displayName()));
    }

    private static PageFrame.SignInEnd end(Realm realm, SignedInAccount account) {
        return new PageFrame.SignInEnd(
                realm.definition().tokens().web().idle().toSeconds(),
                account.expiresAt(),
                StayController.address(realm));
    }
}
