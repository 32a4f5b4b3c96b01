package org.gatehouse.server.federation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Whoever comes back with a code gets a place, however many others come with none")
class CodeSharesTest {

    private static final String SERVER = "id.partner.example:443";

    private final CodeShares shares = new CodeShares();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch end = new CountDownLatch(1);

    @AfterEach
    void stop() {
        end.countDown();
        threads.shutdown();
    }

    @Test
    void redeemWhenOneNetworkHasItsShareThenItsNextIsRefusedAndAnotherNetworkIsNot() {
        for (int i = 0; i < CodeShares.OF_A_NETWORK; i++) {
            hang("2001:db8:1:1:0:0:0:" + i);
        }

        assertRefused("2001:db8:1:1:0:0:0:ffff");
        assertThat(redeem("2001:db8:1:2:0:0:0:1")).isEqualTo("token");
        assertThat(redeem("192.0.2.1")).isEqualTo("token");
        assertThat(shares.<String>within("2001:db8:1:1:0:0:0:9", "other.example:443", () -> "token"))
                .isEqualTo("token");
    }

    /** Else so many networks would be enough to keep everybody out. */
    @Test
    void redeemWhenNetworksWhoseCodesWereRefusedFillTheirShareThenSomebodyNewGetsThrough() {
        for (int i = 1; i <= 30; i++) {
            refuse("198.51.100." + i);
        }
        for (int i = 1; i <= CodeShares.OF_REFUSED; i++) {
            hang("198.51.100." + i);
        }

        assertRefused("198.51.100.30");
        for (int i = 1; i <= 40; i++) {
            assertThat(redeem("203.0.113." + i)).isEqualTo("token");
        }
    }

    /** A site has as many networks as it likes. */
    @Test
    void redeemWhenANeighbourInTheSameSiteWasRefusedThenSharesWithTheRefused() {
        refuse("2001:db8:1:1:0:0:0:1");
        for (int i = 1; i <= CodeShares.OF_REFUSED; i++) {
            hang("2001:db8:1:" + i + ":0:0:0:1");
        }

        assertRefused("2001:db8:1:77:0:0:0:1");
        assertThat(redeem("2001:db8:2:1:0:0:0:1")).isEqualTo("token");
    }

    @Test
    void redeemWhenACodeWasGoodAfterwardsThenIsNobodyToShareWithTheRefused() {
        refuse("192.0.2.1");
        assertThat(redeem("192.0.2.1")).isEqualTo("token");
        for (int i = 1; i <= CodeShares.OF_REFUSED; i++) {
            refuse("198.51.100." + i);
            hang("198.51.100." + i);
        }

        assertThat(redeem("192.0.2.1")).isEqualTo("token");
    }

    /** A flood from networks nobody knows, of which none was refused yet. */
    @Test
    void redeemWhenNewNetworksFillTheirShareThenWhoeverComesFromAGoodOneGetsThrough() {
        redeem("192.0.2.1");
        for (int i = 1; i <= CodeShares.OF_NEW; i++) {
            hang("198.51.100." + i);
        }

        assertRefused("203.0.113.1");
        assertThat(redeem("192.0.2.1")).isEqualTo("token");
        refuse("192.0.2.1");
        assertRefused("192.0.2.1");
    }

    /** Of what there is for one server, the others are for its keys. */
    @Test
    void redeemWhenAllPlacesAreTakenThenRefusedUntilOneIsFree() {
        for (int i = 1; i <= CodeShares.OF_ALL; i++) {
            redeem("192.0.2." + i);
        }
        for (int i = 1; i <= CodeShares.OF_ALL; i++) {
            hang("192.0.2." + i);
        }
        assertRefused("203.0.113.1");

        end.countDown();

        assertThat(redeem("203.0.113.1")).isEqualTo("token");
    }

    private String redeem(String address) {
        return shares.within(address, SERVER, () -> "token");
    }

    private void refuse(String address) {
        assertThatThrownBy(() -> shares.within(address, SERVER, () -> {
                    throw new UpstreamRefusedException(Refusal.CODE, null);
                }))
                .hasMessage(Refusal.CODE);
    }

    private void assertRefused(String address) {
        assertThatThrownBy(() -> redeem(address))
                .isInstanceOf(UpstreamRefusedException.class)
                .hasMessageStartingWith(Refusal.UNREACHABLE);
    }

    /** Holds a place until the end. */
    private void hang(String address) {
        CountDownLatch inside = new CountDownLatch(1);
        Future<?> call = threads.submit(() -> shares.within(address, SERVER, () -> {
            inside.countDown();
            await(end);
            return "late";
        }));
        await(inside);
        assertThat(call).isNotDone();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }
}
