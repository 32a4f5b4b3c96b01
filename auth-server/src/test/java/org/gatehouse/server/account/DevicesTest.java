package org.gatehouse.server.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.query.EntryView;
import org.gatehouse.server.devices.Device;
import org.gatehouse.server.devices.Devices;
import org.gatehouse.server.realm.Realms;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.RelyingApp;
import org.gatehouse.server.testing.TestServer;
import org.gatehouse.server.testing.TrailProbe;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A mobile sign-in is a device, listed for its person until it ends")
class DevicesTest {

    private static final String REALM = "acme";
    private static final String ACCOUNT = "/realms/acme/account";
    private static final String PIXEL = "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 Mobile";

    private final TestServer server = TestServer.shared();
    private final RelyingApp phone = RelyingApp.phone(server, REALM).on(PIXEL);
    private final RelyingApp web = RelyingApp.web(server, REALM);
    private final Person person = People.of(server).create(REALM);
    private final Browser browser = new Browser(server);

    @Test
    void redeemWhenTheClientIsNoMobileOneThenNoDevice() {
        web.tokens(person);

        assertThat(devices(person)).isEmpty();
        assertThat(page()).doesNotContain("Sign out this device");
    }

    @Test
    void authorizeWhenTheCodeIsNotRedeemedThenNoDeviceAndNoEntry() {
        TrailProbe probe = TrailProbe.of(server, REALM);

        phone.code(new Browser(server, PIXEL), person);

        assertThat(devices(person)).isEmpty();
        assertThat(probe.freshCodes()).containsExactly("auth.login", "code.issued");
    }

    @Test
    void signOutDeviceWithoutFormTokenThenRefused() {
        Answer tokens = phone.tokens(person);
        page();

        assertThat(browser.post(signOut(only(person)), Map.of()).status()).isEqualTo(403);
        assertThat(phone.isActive(tokens.json("access_token"))).isTrue();
    }

    @Test
    void signOutDeviceWhenNotSignedInThenSignInPage() {
        Answer tokens = phone.tokens(person);
        Browser stranger = new Browser(server);
        Answer signInPage = stranger.get("/realms/acme/sign-in");

        Answer answer = stranger.submit(signInPage, signOut(only(person)), Map.of());

        assertThat(answer.location()).contains("/sign-in");
        assertThat(phone.isActive(tokens.json("access_token"))).isTrue();
    }

    @Test
    void signOutDeviceOfSomebodyElseThenNothingHappens() {
        Person neighbour = People.of(server).create(REALM);
        Answer tokens = phone.tokens(neighbour);
        page();
        TrailProbe probe = TrailProbe.of(server, REALM);

        Answer answer = submit(signOut(only(neighbour)));

        assertThat(answer.location()).isEqualTo(ACCOUNT);
        assertThat(probe.freshCodes()).isEmpty();
        assertThat(phone.isActive(tokens.json("access_token"))).isTrue();
        assertThat(devices(neighbour)).hasSize(1);
    }

    @Test
    void signOutDeviceWhenItsNameIsNoneThenBadRequest() {
        page();

        assertThat(submit(ACCOUNT + "/devices/everything/sign-out").status()).isEqualTo(400);
        assertThat(submit(ACCOUNT + "/devices/" + UUID.randomUUID() + "/sign-out")
                        .location())
                .isEqualTo(ACCOUNT);
    }

    @Test
    void deviceWhenItsDayIsOverThenNotListed() {
        phone.tokens(person);

        server.clock().advance(Duration.ofDays(1).plusSeconds(1));

        assertThat(devices(person)).isEmpty();
    }

    @Test
    void redeemThenTheDeviceIsListedAsWhatItSaysItIs() {
        TrailProbe probe = TrailProbe.of(server, REALM);

        phone.tokens(person);

        Device device = only(person);
        assertThat(device.name()).isEqualTo("Pixel 8");
        assertThat(device.platform()).isEqualTo("Android");
        List<EntryView> entries = probe.fresh();
        assertThat(entries)
                .extracting(EntryView::activity)
                .containsExactlyInAnyOrder(
                        Activity.AUTH_LOGIN, Activity.CODE_ISSUED, Activity.DEVICE_REGISTERED, Activity.TOKEN_ISSUED);
        assertThat(entries)
                .filteredOn(entry -> entry.activity() == Activity.DEVICE_REGISTERED)
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.actor().person()).isEqualTo(person.subject());
                    assertThat(entry.target().label()).isEqualTo(device.id().toString());
                    assertThat(entry.detail())
                            .containsEntry("expires", device.expiresAt().toString());
                });
        assertThat(page()).contains("Your devices", "Pixel 8, Android", "Sign out this device");
        assertThat(browser.get(ACCOUNT, "Accept-Language", "fr", "Accept", "text/html")
                        .body())
                .contains("Vos appareils", "Déconnecter cet appareil");
    }

    @Test
    void redeemWhenTheAppTellsNothingThenTheBrowserTheSignInHappenedInDoes() {
        String code = phone.code(new Browser(server, PIXEL), person);

        phone.on("okhttp/4.12.0").redeem(code);

        assertThat(only(person).name()).isEqualTo("Pixel 8");
    }

    @Test
    void signInAgainThenAnotherDevice() {
        phone.tokens(person);
        server.clock().advance(Duration.ofMinutes(1));
        phone.tokens(person);

        assertThat(devices(person)).hasSize(2);
    }

    @Test
    void refreshThenLastSeenMovesAndTheEndDoesNot() {
        Answer tokens = phone.tokens(person);
        Device before = only(person);
        server.clock().advance(Duration.ofHours(2));

        phone.refresh(tokens.json("refresh_token"));

        Device after = only(person);
        assertThat(after.lastSeen()).isAfterOrEqualTo(before.lastSeen().plus(Duration.ofHours(2)));
        assertThat(after.firstSeen()).isEqualTo(before.firstSeen());
        assertThat(after.expiresAt()).isEqualTo(before.expiresAt());
    }

    @Test
    void signOutDeviceThenItsTokensAreDeadAtOnceAndTheOtherDeviceLives() {
        Answer lost = phone.tokens(person);
        Device device = only(person);
        Answer kept = phone.tokens(person);
        page();
        TrailProbe probe = TrailProbe.of(server, REALM);

        Answer answer = submit(signOut(device));

        assertThat(answer.location()).isEqualTo(ACCOUNT + "?signed-out");
        assertThat(browser.get(answer.location()).body()).contains("The device was signed out.");
        assertThat(probe.freshCodes()).containsExactly("device.removed");
        assertThat(phone.refresh(lost.json("refresh_token")).json("error")).isEqualTo("invalid_grant");
        assertThat(phone.isActive(lost.json("access_token"))).isFalse();
        assertThat(phone.userInfo(lost.json("access_token")).status()).isEqualTo(401);
        assertThat(phone.refresh(kept.json("refresh_token")).status()).isEqualTo(200);
        assertThat(devices(person))
                .extracting(Device::id)
                .doesNotContain(device.id())
                .hasSize(1);
    }

    @Test
    void signOutDeviceTwiceThenOneEntry() {
        phone.tokens(person);
        Device device = only(person);
        page();
        submit(signOut(device));
        TrailProbe probe = TrailProbe.of(server, REALM);

        assertThat(submit(signOut(device)).location()).isEqualTo(ACCOUNT);
        assertThat(probe.freshCodes()).isEmpty();
    }

    @Test
    void signOutThenTheDevicesOfThatSignInGoWithIt() {
        Browser ofPhone = new Browser(server, PIXEL);
        phone.redeem(phone.code(ofPhone, person));
        TrailProbe probe = TrailProbe.of(server, REALM);

        ofPhone.submit(ofPhone.get(ACCOUNT), "/realms/acme/sign-out", Map.of());

        assertThat(devices(person)).isEmpty();
        assertThat(probe.freshCodes()).containsExactlyInAnyOrder("auth.logout", "device.removed");
    }

    @Test
    void revokeThenTheDeviceIsGone() {
        Answer tokens = phone.tokens(person);
        TrailProbe probe = TrailProbe.of(server, REALM);

        phone.revoke(tokens.json("refresh_token"));

        assertThat(devices(person)).isEmpty();
        assertThat(probe.freshCodes()).containsExactlyInAnyOrder("token.revoked", "device.removed");
    }

    private String page() {
        if (browser.get(ACCOUNT).status() != 200) {
            browser.signIn(REALM, person.userName(), person.password());
        }
        return browser.get(ACCOUNT, "Accept-Language", "en", "Accept", "text/html")
                .body();
    }

    private Answer submit(String action) {
        return browser.submit(browser.get(ACCOUNT), action, Map.of());
    }

    private static String signOut(Device device) {
        return ACCOUNT + "/devices/" + device.id() + "/sign-out";
    }

    private Device only(Person owner) {
        assertThat(devices(owner)).hasSize(1);
        return devices(owner).get(0);
    }

    private List<Device> devices(Person owner) {
        return server.bean(Devices.class).of(server.bean(Realms.class).get(REALM), owner.subject());
    }
}
