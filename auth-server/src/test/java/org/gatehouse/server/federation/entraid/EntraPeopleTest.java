package org.gatehouse.server.federation.entraid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.gatehouse.server.federation.entraid.EntraToken.ALICE;
import static org.gatehouse.server.federation.entraid.EntraToken.CONTOSO;
import static org.gatehouse.server.federation.entraid.EntraToken.FABRIKAM;
import static org.gatehouse.server.federation.entraid.EntraToken.SUB;
import static org.gatehouse.server.federation.entraid.EntraToken.issuer;

import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gatehouse.realm.federation.Connection;
import org.gatehouse.server.federation.UpstreamGroups;
import org.gatehouse.server.federation.UpstreamIdentity;
import org.gatehouse.server.federation.UpstreamRefusedException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Who somebody is by a token of Entra ID, and what is believed of them")
class EntraPeopleTest extends EntraConnections {

    @Test
    void identityThenIsTheObjectIdUnderTheTenantsIssuer() {
        UpstreamIdentity alice = identity(EntraToken.member());

        assertThat(alice.connection()).isEqualTo("entra");
        assertThat(alice.issuer()).isEqualTo(issuer(CONTOSO));
        assertThat(alice.subject()).isEqualTo(ALICE);
        assertThat(alice.formerSubject()).isEqualTo(SUB);
        assertThat(alice.profile().userName()).isEqualTo("alice@contoso.example");
        assertThat(alice.profile().displayName()).isEqualTo("Alice Martin");
        assertThat(alice.profile().locale()).isEqualTo("fr");
        assertThat(alice.session()).isEqualTo("session-id");
        assertThat(alice.authenticatedAt()).isEqualTo(Instant.ofEpochSecond(1_795_239_990));
        assertThat(alice.claims()).containsKey("wids");
    }

    @Test
    void identityWhenTheObjectIdIsWithheldThenIsTheSubject() {
        UpstreamIdentity alice = identity(EntraToken.member().without("oid"));

        assertThat(alice.subject()).isEqualTo(SUB);
        assertThat(alice.formerSubject()).isNull();
    }

    /** Or a pairwise subject could be made to be somebody's object id. */
    @Test
    void identityWhenNeitherIsWhatItMustBeThenRefuses() {
        assertNobody(EntraToken.member().without("oid").without("sub"));
        assertNobody(EntraToken.member().without("oid").with("sub", ALICE));
        assertNobody(EntraToken.member().with("oid", "alice"));
        assertNobody(EntraToken.member().with("oid", ALICE.toUpperCase(java.util.Locale.ROOT)));
        assertThat(identity(EntraToken.member().with("sub", ALICE)).formerSubject())
                .isNull();
    }

    @Test
    void identityWhenTheSamePersonComesFromTwoTenantsThenIsTwoPeople() {
        UpstreamIdentity other = identity(EntraToken.of(FABRIKAM));

        assertThat(other.issuer()).isNotEqualTo(identity(EntraToken.member()).issuer());
    }

    @ParameterizedTest
    @CsvSource({"0, false", "1, true", "2, true", "'0', false", "'1', true"})
    void identityThenIsAGuestUnlessKnownToBeAMember(int acct, boolean guest) {
        assertThat(identity(EntraToken.member().with("acct", acct)).profile().guest())
                .isEqualTo(guest);
        assertThat(identity(EntraToken.member().with("acct", "" + acct))
                        .profile()
                        .guest())
                .isEqualTo(guest);
    }

    @Test
    void identityWhenItDoesNotSayThenIsNoMember() {
        Connection letting =
                EntraConnection.toContoso().further("guests: {role: user}").read();

        assertThat(identity(letting, EntraToken.member().without("acct"))
                        .profile()
                        .guest())
                .isTrue();
        assertThatThrownBy(() -> identity(EntraToken.member().without("acct")))
                .isInstanceOfSatisfying(
                        UpstreamRefusedException.class,
                        ex -> assertThat(ex.reason()).isEqualTo("membership-unknown"));
        assertThat(identity(EntraToken.member().with("acct", false)).profile().guest())
                .isTrue();
    }

    @Test
    void identityThenTheAddressIsVerifiedOnlyWhereItSaysSo() {
        for (Object yes : Arrays.<Object>asList(true, "true", 1, 1L, "1")) {
            assertThat(identity(EntraToken.member().with("xms_edov", yes))
                            .profile()
                            .emailVerified())
                    .as("%s", yes)
                    .isTrue();
        }
        for (Object no :
                Arrays.<Object>asList(false, "false", 0, "0", "yes", "TRUE", 2, 1.0, List.of(true), Map.of())) {
            assertThat(identity(EntraToken.member().with("xms_edov", no))
                            .profile()
                            .emailVerified())
                    .as("%s", no)
                    .isFalse();
        }
        assertThat(identity(EntraToken.member().without("xms_edov")).profile().emailVerified())
                .isFalse();
    }

    /** Anybody with a tenant of their own writes these: "nOAuth". */
    @Test
    void identityWhenOthersVouchForTheAddressThenIsNotVerified() {
        EntraToken token = EntraToken.member()
                .without("xms_edov")
                .with("email_verified", true)
                .with("verified_primary_email", List.of("alice@contoso.example"));

        assertThat(identity(token).profile().emailVerified()).isFalse();
    }

    @Test
    void identityWhenThereIsNoAddressThenNoneIsMadeUp() {
        UpstreamIdentity alice = identity(EntraToken.member().without("email"));

        assertThat(alice.profile().email()).isNull();
        assertThat(alice.profile().emailVerified()).isFalse();
    }

    @Test
    void identityThenRolesAreThoseOfTheApplicationOnly() {
        assertThat(identity(EntraToken.member()).profile().roles()).containsExactly("FormsAdmin");
        assertThat(identity(EntraToken.member().without("roles")).profile().roles())
                .isEmpty();
        assertThat(identity(EntraToken.member().with("roles", "FormsAdmin"))
                        .profile()
                        .roles())
                .isEmpty();
    }

    @Test
    void identityThenGroupsAreThoseOfTheToken() {
        UpstreamGroups groups = identity(EntraConnection.toContoso().groups("").read(), EntraToken.member())
                .profile()
                .groups();

        assertThat(groups.source()).isEqualTo(UpstreamGroups.Source.TOKEN);
        assertThat(groups.names()).containsExactly(EntraConnection.GROUP);
    }

    @Test
    void identityWhenTheTokenCouldNotHoldTheGroupsThenIsRefused() {
        Connection connection = EntraConnection.toContoso().groups("").read();
        Map<String, Object> elsewhere = new HashMap<>(Map.of("groups", "src1"));

        assertGroupsUnknown(connection, EntraToken.member().without("groups").with("_claim_names", elsewhere));
        assertGroupsUnknown(connection, EntraToken.member().with("_claim_names", elsewhere));
        assertGroupsUnknown(connection, EntraToken.member().without("groups").with("hasgroups", true));
        assertGroupsUnknown(connection, EntraToken.member().without("groups").with("hasgroups", "true"));
        assertGroupsUnknown(connection, EntraToken.member().without("groups"));
        assertGroupsUnknown(connection, EntraToken.member().with("groups", EntraConnection.GROUP));
    }

    @Test
    void identityWhenNobodyMapsGroupsThenTheirAbsenceMattersNot() {
        UpstreamGroups groups =
                identity(EntraToken.member().without("groups")).profile().groups();

        assertThat(groups.names()).isEmpty();
        assertThat(groups.source()).isEqualTo(UpstreamGroups.Source.TOKEN);
    }

    @Test
    void identityThenASecondFactorIsAContextTheConnectionTrusts() {
        Connection trusting = EntraConnection.toContoso()
                .further("trustFactors: {acrs: [c1, c7]}")
                .read();

        assertThat(identity(trusting, EntraToken.member().with("acrs", List.of("c7", "c9")))
                        .secondFactor())
                .isTrue();
        assertThat(identity(trusting, EntraToken.member().with("acrs", List.of("c2")))
                        .secondFactor())
                .isFalse();
        assertThat(identity(trusting, EntraToken.member()).secondFactor()).isFalse();
        assertThat(identity(EntraToken.member().with("acrs", List.of("c1"))).secondFactor())
                .isFalse();
    }

    /** Of v1.0 tokens, or of nobody knows whom. */
    @Test
    void identityWhenOtherClaimsTellOfFactorsThenIsNotBelieved() {
        Connection trusting = EntraConnection.toContoso()
                .further("trustFactors: {acrs: [c1]}")
                .read();
        EntraToken token =
                EntraToken.member().with("amr", List.of("pwd", "mfa")).with("acr", "c1");

        assertThat(identity(trusting, token).secondFactor()).isFalse();
    }

    @Test
    void identityThenNamesNobodyInALog() {
        assertThat(identity(EntraToken.member())).hasToString("UpstreamIdentity[entra]");
    }

    private static UpstreamIdentity identity(EntraToken token) {
        return identity(EntraConnection.toContoso().read(), token);
    }

    private static UpstreamIdentity identity(Connection connection, EntraToken token) {
        return house.kind().identity(connection, token.claims(), null);
    }

    private static void assertNobody(EntraToken token) {
        assertThatThrownBy(() -> identity(token))
                .isInstanceOfSatisfying(
                        UpstreamRefusedException.class,
                        ex -> assertThat(ex.reason()).isEqualTo("no-subject"));
    }

    private static void assertGroupsUnknown(Connection connection, EntraToken token) {
        assertThatThrownBy(() -> identity(connection, token))
                .isInstanceOfSatisfying(
                        UpstreamRefusedException.class,
                        ex -> assertThat(ex.reason()).isEqualTo("groups-unknown"));
    }
}
