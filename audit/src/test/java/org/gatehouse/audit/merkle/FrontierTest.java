package org.gatehouse.audit.merkle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** RFC 6962 section 2.1: against the recursive definition and the published vectors of the reference implementation. */
class FrontierTest {

    private static final List<String> LEAVES =
            List.of("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f");

    private static final List<String> ROOTS = List.of(
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
            "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
            "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
            "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
            "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");

    @Test
    void ofWhenLengthDoesNotFitTheSizeThenRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Frontier.of(3, new byte[32]));
    }

    @Test
    void rootWhenEmptyThenHashOfNothing() {
        assertThat(HexFormat.of().formatHex(Frontier.empty().root()))
                .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }

    @Test
    void rootWhenLeavesAreThePublishedOnesThenThePublishedRoots() {
        Frontier frontier = Frontier.empty();
        for (int i = 0; i < LEAVES.size(); i++) {
            frontier.append(LeafHash.of(new byte[0], HexFormat.of().parseHex(LEAVES.get(i))));
            assertThat(HexFormat.of().formatHex(frontier.root())).isEqualTo(ROOTS.get(i));
        }
    }

    @Test
    void rootWhenStoredAndReadAtEverySizeThenAsTheDefinitionSays() throws Exception {
        List<byte[]> entries = new ArrayList<>();
        Frontier frontier = Frontier.empty();
        for (int size = 1; size <= 300; size++) {
            byte[] entry = ("entry " + size).getBytes();
            entries.add(entry);
            frontier = Frontier.of(frontier.size(), frontier.bytes());
            frontier.append(LeafHash.of(entry, new byte[0]));

            assertThat(frontier.root()).as("size %d", size).isEqualTo(mth(entries));
        }
    }

    private static byte[] mth(List<byte[]> entries) throws Exception {
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        if (entries.size() == 1) {
            sha256.update((byte) 0);
            return sha256.digest(entries.get(0));
        }
        int k = Integer.highestOneBit(entries.size() - 1);
        byte[] left = mth(entries.subList(0, k));
        byte[] right = mth(entries.subList(k, entries.size()));
        sha256.update((byte) 1);
        sha256.update(left);
        return sha256.digest(right);
    }
}
