package org.gatehouse.audit.merkle;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The names of C2SP tlog-tiles. */
class TilePathTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tile/0/1",
                "tile/0/x000/001",
                "tile/64/000",
                "tile/00/000",
                "tile/0/001.p/0",
                "tile/0/001.p/256",
                "tile/0/001.p/07",
                "tile/-1/000",
                "tile/0/../000",
                "tile/0/x999/x999/x999/x999/x999/999",
                "tile/0/001 ",
                ""
            })
    void parseWhenNotTheOneSpellingThenEmpty(String path) {
        assertThat(TilePath.parse(path)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tile/0/000",
                "tile/3/x001/x234/067",
                "tile/0/067.p/255",
                "tile/entries/x001/000.p/1",
                "tile/63/000"
            })
    void parseWhenWrittenByTheFormatThenReadBack(String path) {
        assertThat(TilePath.parse(path))
                .hasValueSatisfying(tile -> assertThat(tile.toString()).isEqualTo(path));
    }

    @Test
    void sizeNeededThenWhatMustExistBefore() {
        assertThat(new TilePath(0, 0, 1).sizeNeeded()).isOne();
        assertThat(new TilePath(1, 0, 256).sizeNeeded()).isEqualTo(65_536);
        assertThat(new TilePath(1, 1, 2).sizeNeeded()).isEqualTo(258 * 256);
        assertThat(new TilePath(TilePath.ENTRIES, 1, 2).sizeNeeded()).isEqualTo(258);
        assertThat(new TilePath(60, 1, 2).sizeNeeded()).isEqualTo(-1);
    }
}
