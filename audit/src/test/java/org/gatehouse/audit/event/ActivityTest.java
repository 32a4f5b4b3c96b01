package org.gatehouse.audit.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ActivityTest {

    @Test
    void findWhenUnknownThenEmpty() {
        assertThat(Activity.find("auth.login.ok")).isEmpty();
        assertThat(Activity.byId(0)).isEmpty();
        assertThat(Category.find("SIGN_IN")).isEmpty();
        assertThat(Tier.find("P1Y")).isEmpty();
    }

    @Test
    void valuesThenCodesAndNumbersAreUniqueAndFitTheColumn() {
        assertThat(Activity.values()).hasSize(86);
        assertThat(Activity.values()).extracting(Activity::code).doesNotHaveDuplicates();
        assertThat(Activity.values())
                .extracting(Activity::id)
                .doesNotHaveDuplicates()
                .allMatch(id -> id > 0 && id < 32_768);
    }

    @Test
    void valuesThenStoredNumbersNeverMove() { // samples from each block: entries of years depend on them
        assertThat(Activity.AUTH_LOGIN.id()).isEqualTo(1);
        assertThat(Activity.CONSENT_REVOKED.id()).isEqualTo(110);
        assertThat(Activity.TOKEN_CONFIRMED.id()).isEqualTo(111);
        assertThat(Activity.ROLE_GRANTED.id()).isEqualTo(201);
        assertThat(Activity.ATTESTATION_ACCEPTED.id()).isEqualTo(313);
        assertThat(Activity.REALM_ERASED.id()).isEqualTo(407);
        assertThat(Activity.DATA_READ.id()).isEqualTo(501);
        assertThat(Activity.OBJECT_DELETED.id()).isEqualTo(605);
        assertThat(Activity.DATA_IMPORTED.id()).isEqualTo(702);
        assertThat(Activity.DEVICE_WIPE_FAILED.id()).isEqualTo(806);
        assertThat(Activity.SUPPORT_ENDED.id()).isEqualTo(904);
        assertThat(Activity.APPROVAL_REFUSED.id()).isEqualTo(1010);
        assertThat(Activity.RETENTION_CHANGED.id()).isEqualTo(1109);
        assertThat(Activity.LOG_REVEALED.id()).isEqualTo(1110);
    }

    @Test
    void findWhenKnownThenTheSameByCodeAndNumber() {
        assertThat(Arrays.stream(Activity.values())).allSatisfy(activity -> {
            assertThat(Activity.find(activity.code())).contains(activity);
            assertThat(Activity.byId(activity.id())).contains(activity);
        });
    }
}
