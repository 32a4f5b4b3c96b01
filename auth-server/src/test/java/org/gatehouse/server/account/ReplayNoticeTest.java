package org.gatehouse.server.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.RelyingApp;
import org.gatehouse.server.testing.TestServer;
import org.gatehouse.server.testing.TrailProbe;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

@DisplayName("Whoever's token was used twice is told at the next visit")
class ReplayNoticeTest {

    private static final String REALM = "acme";
    private static final String ACCOUNT = "/realms/acme/account";
    private static final String TOLD = "A sign-in of yours was ended";

    private final TestServer server = TestServer.shared();
    private final RelyingApp phone = RelyingApp.phone(server, REALM);
    private final RelyingApp web = RelyingApp.web(server, REALM);
    private final Person person = People.of(server).create(REALM);
    private final Browser browser = new Browser(server);

    @BeforeEach
    void signIn() {
        browser.signIn(REALM, person.userName(), person.password());
    }

    @Test
    void accountWhenARefreshWasRetriedThenNoNotice() {
        String token = phone.tokens(person).json("refresh_token");
        phone.refresh(token);
        phone.refresh(token);

        assertThat(page("en")).doesNotContain(TOLD);
    }

    @Test
    void accountWhenACodeWentToAnotherClientThenNoSignInEndedAndNoNotice() {
        String code = web.code(new Browser(server), person);
        RelyingApp.of(server, REALM, "other").redeem(code);

        assertThat(page("en")).doesNotContain(TOLD);
    }

    @Test
    void accountWhenSomebodyElsesTokenWasUsedTwiceThenNoNotice() {
        replay(People.of(server).create(REALM));

        assertThat(page("en")).doesNotContain(TOLD);
    }

    @Test
    void dismissWhenItIsSomebodyElsesThenItStays() {
        Person neighbour = People.of(server).create(REALM);
        replay(neighbour);
        UUID notice = noticeOf(neighbour);

        Answer answer = browser.submit(browser.get(ACCOUNT), dismissal(notice), Map.of());

        assertThat(answer.location()).isEqualTo(ACCOUNT);
        assertThat(noticeOf(neighbour)).isEqualTo(notice);
    }

    @Test
    void dismissWithoutFormTokenThenItStays() {
        replay(person);

        assertThat(browser.post(dismissal(noticeOf(person)), Map.of()).status()).isEqualTo(403);
        assertThat(page("en")).contains(TOLD);
    }

    @Test
    void accountWhenARefreshTokenWasUsedTwiceThenAppTimeAndAddressInTheReadersLanguage() {
        TrailProbe probe = TrailProbe.of(server, REALM);

        replay(person);

        assertThat(page("en")).contains(TOLD, "Its token was used twice", ">phone<", "Do not show again");
        assertThat(page("en")).containsPattern("<dd>(127\\.0\\.0\\.1|0:0:0:0:0:0:0:1)</dd>");
        assertThat(page("fr"))
                .contains("Une de vos connexions a été terminée", "Son jeton a été utilisé deux fois")
                .contains("Ne plus afficher");
        assertThat(probe.freshCodes()).containsOnlyOnce("token.replayed", "device.removed");
    }

    @Test
    void accountWhenACodeWasRedeemedTwiceThenNotice() {
        String code = web.code(new Browser(server), person);
        Answer tokens = web.redeem(code);
        web.redeem(code);

        assertThat(web.isActive(tokens.json("access_token"))).isFalse();
        assertThat(page("en")).contains(TOLD, ">web<");
    }

    @Test
    void replayManyTimesThenOneNotice() {
        String token = replay(person);
        phone.refresh(token);
        phone.refresh(token);

        assertThat(page("en").split(TOLD, -1)).hasSize(2);
    }

    @Test
    void dismissThenItIsGone() {
        replay(person);

        browser.submit(browser.get(ACCOUNT), dismissal(noticeOf(person)), Map.of());

        assertThat(page("en")).doesNotContain(TOLD);
    }

    @Test
    void noticeThenTheAddressIsNotReadableInTheDatabase() {
        replay(person);

        byte[] row = server.bean(JdbcClient.class)
                .sql("SELECT address_sealed FROM account_notice WHERE account_id = ?")
                .param(person.subject())
                .query(byte[].class)
                .single();
        assertThat(new String(row, StandardCharsets.ISO_8859_1))
                .doesNotContain("127.0.0.1")
                .doesNotContain("0:0:0");
    }

    private String replay(Person owner) {
        String token = phone.tokens(owner).json("refresh_token");
        phone.refresh(token);
        server.clock().advance(Duration.ofSeconds(31));
        assertThat(phone.refresh(token).json("error")).isEqualTo("invalid_grant");
        return token;
    }

    private UUID noticeOf(Person owner) {
        return server.bean(JdbcClient.class)
                .sql("SELECT id FROM account_notice WHERE account_id = ?")
                .param(owner.subject())
                .query(UUID.class)
                .single();
    }

    private String page(String language) {
        return browser.get(ACCOUNT, "Accept-Language", language, "Accept", "text/html")
                .body();
    }

    private static String dismissal(UUID notice) {
        return ACCOUNT + "/notices/" + notice + "/dismiss";
    }
}
