package org.gatehouse.audit.merkle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** RFC 6962 section 2.1.1 and 2.1.2: against the definition, at every size around the edges of a tile. */
class ProofTest {

    private static final int MOST = 300;
    private static final NaiveTree NAIVE = NaiveTree.ofSize(70_000);
    private static final byte[] OTHER = LeafHash.plain("other".getBytes());

    @Test
    void includedWhenAnythingIsChangedThenRefused() throws IOException {
        for (int size : new int[] {1, 2, 3, 7, 8, 100, 255, 256, 257, 300}) {
            for (int index = 0; index < size; index += 1 + size / 11) {
                refuseTampered(index, size, tree(size).inclusion(index));
            }
        }
    }

    @Test
    void consistentWhenAnythingIsChangedThenRefused() throws IOException {
        for (int later : new int[] {2, 3, 8, 100, 256, 300}) {
            for (int earlier = 1; earlier < later; earlier += 1 + later / 11) {
                refuseTampered(earlier, later);
            }
        }
    }

    @Test
    void inclusionWhenTheTreeHasNoSuchEntryThenRefused() {
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> tree(5).inclusion(5));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> tree(5).consistency(6));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> tree(5).consistency(0));
    }

    @Test
    void inclusionAtEverySizeThenAsTheDefinitionSaysAndValid() throws IOException {
        for (int size = 1; size <= MOST; size++) {
            TileTree tree = tree(size);
            byte[] root = NAIVE.root(size);
            assertThat(tree.root()).isEqualTo(root);
            for (int index = 0; index < size; index += size < 70 ? 1 : 7) {
                List<byte[]> path = tree.inclusion(index);
                if (size < 40 || index % 29 == 0) { // the definition hashes everything anew each time
                    assertThat(path).usingRecursiveComparison().isEqualTo(NAIVE.path(index, size));
                }
                assertThat(ProofCheck.included(NAIVE.leaves().get(index), index, size, path, root))
                        .as("%d in %d", index, size)
                        .isTrue();
            }
        }
    }

    @Test
    void consistencyAtEverySizeThenAsTheDefinitionSaysAndValid() throws IOException {
        for (int later = 1; later <= MOST; later += later < 40 ? 1 : 7) {
            TileTree tree = tree(later);
            for (int earlier = 1; earlier <= later; earlier += later < 70 ? 1 : 3) {
                List<byte[]> path = tree.consistency(earlier);
                if (later < 40 || earlier % 29 == 0) {
                    assertThat(path).usingRecursiveComparison().isEqualTo(NAIVE.proof(earlier, later));
                }
                assertThat(ProofCheck.consistent(earlier, NAIVE.root(earlier), later, NAIVE.root(later), path))
                        .as("%d in %d", earlier, later)
                        .isTrue();
            }
        }
    }

    @Test
    void proofsWhenTheTreeHasThreeLevelsOfTilesThenValid() throws IOException {
        Random random = new Random(7);
        for (int size : new int[] {65_535, 65_536, 65_537, 70_000}) {
            byte[] root = NAIVE.root(size);
            TileTree tree = tree(size);
            assertThat(tree.frontier().root()).isEqualTo(root);
            for (int i = 0; i < 6; i++) {
                int index = random.nextInt(size);
                assertThat(ProofCheck.included(NAIVE.leaves().get(index), index, size, tree.inclusion(index), root))
                        .isTrue();
                List<byte[]> path = tree.consistency(index + 1);
                assertThat(ProofCheck.consistent(index + 1, NAIVE.root(index + 1), size, root, path))
                        .isTrue();
            }
        }
    }

    @Test
    void rangesWhenJoinedInPartsThenTheSameFrontier() {
        Random random = new Random(11);
        for (int round = 0; round < 200; round++) {
            CompactRange whole = CompactRange.at(0);
            while (whole.end() < 700) {
                CompactRange part = CompactRange.at(whole.end());
                for (int i = random.nextInt(200); i >= 0; i--) {
                    part.append(NAIVE.leaves().get((int) part.end()));
                }
                whole.append(part);
            }
            byte[] root = NAIVE.root((int) whole.end());
            assertThat(whole.frontier().root()).isEqualTo(root);
            assertThat(CompactRange.of(whole.frontier()).frontier().root()).isEqualTo(root);
        }
    }

    private static void refuseTampered(int index, int size, List<byte[]> path) {
        byte[] leaf = NAIVE.leaves().get(index);
        byte[] root = NAIVE.root(size);
        assertThat(ProofCheck.included(OTHER, index, size, path, root)).isFalse();
        assertThat(ProofCheck.included(leaf, index, size, path, OTHER)).isFalse();
        assertThat(ProofCheck.included(leaf, index + 1, size, path, root)).isFalse();
        assertThat(ProofCheck.included(leaf, -1, size, path, root)).isFalse();
        for (List<byte[]> wrong : variants(path)) {
            assertThat(ProofCheck.included(leaf, index, size, wrong, root)).isFalse();
        }
    }

    private static void refuseTampered(int earlier, int later) throws IOException {
        byte[] first = NAIVE.root(earlier);
        byte[] second = NAIVE.root(later);
        List<byte[]> path = tree(later).consistency(earlier);
        assertThat(ProofCheck.consistent(earlier, OTHER, later, second, path)).isFalse();
        assertThat(ProofCheck.consistent(earlier, first, later, OTHER, path)).isFalse();
        assertThat(ProofCheck.consistent(later, second, earlier, first, path)).isFalse();
        assertThat(ProofCheck.consistent(0, first, later, second, path)).isFalse();
        for (List<byte[]> wrong : variants(path)) {
            assertThat(ProofCheck.consistent(earlier, first, later, second, wrong))
                    .isFalse();
        }
    }

    /** One hash replaced, one left out, one too many. */
    private static List<List<byte[]>> variants(List<byte[]> path) {
        List<List<byte[]>> wrong = new ArrayList<>();
        for (int i = 0; i < path.size(); i++) {
            List<byte[]> replaced = new ArrayList<>(path);
            replaced.set(i, OTHER);
            wrong.add(replaced);
            List<byte[]> shorter = new ArrayList<>(path);
            shorter.remove(i);
            wrong.add(shorter);
        }
        List<byte[]> longer = new ArrayList<>(path);
        longer.add(OTHER);
        wrong.add(longer);
        return wrong;
    }

    private static TileTree tree(int size) {
        return new TileTree(NAIVE::tile, size);
    }
}
