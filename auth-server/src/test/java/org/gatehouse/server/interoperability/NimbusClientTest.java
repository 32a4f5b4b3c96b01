package org.gatehouse.server.interoperability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.example.backoffice.SignIn;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.openid.connect.sdk.claims.UserInfo;
import com.nimbusds.openid.connect.sdk.token.OIDCTokens;
import java.net.URI;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.TestServer;
import org.junit.jupiter.api.Test;

/** The OAuth 2 SDK of Nimbus, as the documentation's example uses it. */
class NimbusClientTest {

    private final Shop shop = Shop.open();
    private final Person person = shop.somebody();

    @Test
    void signInThenTheClientKnowsThePersonRefreshesAndRevokes() throws Exception {
        SignIn signIn = signIn();
        String callback = shop.signIn(shop.browser(), signIn.begin().toString(), person);
        OIDCTokens tokens = signIn.finish(URI.create(callback));
        assertThat(signIn.check(tokens).getSubject().getValue())
                .isEqualTo(person.subject().toString());

        UserInfo info = signIn.person(tokens.getAccessToken());
        assertThat(info.getPreferredUsername()).isEqualTo(person.userName());
        assertThat(info.getEmailAddress()).isEqualTo(person.email());

        OIDCTokens fresh = signIn.refresh(tokens.getRefreshToken());
        assertThat(signIn.isActive(fresh.getAccessToken())).isTrue();

        signIn.revoke(fresh.getRefreshToken());
        assertThat(signIn.isActive(fresh.getAccessToken())).isFalse();
    }

    @Test
    void finishWhenTheAnswerIsToAnotherRequestThenRefused() throws Exception {
        SignIn mine = signIn();
        SignIn another = signIn();
        String callback = shop.signIn(shop.browser(), another.begin().toString(), person);
        assertThatThrownBy(() -> mine.finish(URI.create(callback))).isInstanceOf(GeneralException.class);
    }

    private SignIn signIn() throws Exception {
        return SignIn.at(
                shop.issuer(),
                "back-office",
                TestServer.secret("BACK_OFFICE_SECRET"),
                URI.create("https://back-office.example/cb"));
    }
}
