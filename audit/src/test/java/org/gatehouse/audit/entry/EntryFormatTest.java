package org.gatehouse.audit.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.gatehouse.audit.entry.EntryHead.Ref;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.Change;
import org.gatehouse.audit.event.Outcome;
import org.gatehouse.audit.event.Party.Kind;
import org.gatehouse.audit.event.Severity;
import org.gatehouse.audit.event.Tier;
import org.gatehouse.audit.merkle.LeafHash;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** The vector is also in docs/reference/trail-entry-format.md; stored entries depend on it never changing. */
class EntryFormatTest {

    private static final String DETAIL = "{\"facts\":{\"role\":\"auditor\"}}";

    private static final String VECTOR = "01" // version
            + "000644182ac21040" // ts
            + "000102030405060708090a0b0c0d0e0f" // salt
            + "06" + "00000007" + "00c9" + "01" + "01" // tier P3Y, realm 7, role.granted, success, informational
            + "01" + "0000000000000011" // actor: account 0x11
            + "01" + "0000000000000022" // target: account 0x22
            + "000644182ac21040" // occurred at
            + "0003" + "4652" // both sealed, FR
            + "aa".repeat(32)
            + "bb".repeat(32)
            + "0005" + "6669656c64" // client "field"
            + "0000" // session
            + "0003" + "722d31" // request "r-1"
            + "0002" + "6e31" // node "n1"
            + "0000" // reason
            + "001c"; // length of the detail

    private static EntryHead head() {
        byte[] salt = new byte[16];
        for (int i = 0; i < salt.length; i++) {
            salt[i] = (byte) i;
        }
        return new EntryHead(
                0x000644182ac21040L,
                salt,
                Tier.P3Y,
                7,
                Activity.ROLE_GRANTED.id(),
                Outcome.SUCCESS,
                Severity.INFORMATIONAL,
                new Ref(Kind.ACCOUNT, 0x11),
                new Ref(Kind.ACCOUNT, 0x22),
                0x000644182ac21040L,
                false,
                "FR",
                filled(0xaa),
                filled(0xbb),
                "field",
                null,
                "r-1",
                "n1",
                null,
                DETAIL.length());
    }

    @Test
    void decodeWhenTheCountryIsNeitherTwoLettersNorNothingThenRefused() {
        for (String country : List.of("fr", "F1", "F\0", "\0F", "  ")) {
            byte[] bytes = head().encode();
            System.arraycopy(
                    country.getBytes(StandardCharsets.US_ASCII), 0, bytes, EntryHead.COUNTRY_OFFSET, country.length());
            assertThatIllegalArgumentException().as(country).isThrownBy(() -> EntryHead.decode(bytes));
        }
    }

    @Test
    void decodeWhenCutAnywhereThenRefused() {
        byte[] bytes = head().encode();
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatIllegalArgumentException().as("%d bytes", length).isThrownBy(() -> EntryHead.decode(cut));
        }
    }

    @Test
    void decodeWhenSomethingFollowsOrVersionOrFlagsAreUnknownThenRefused() {
        byte[] longer = Arrays.copyOf(head().encode(), head().encode().length + 1);
        assertThatIllegalArgumentException().isThrownBy(() -> EntryHead.decode(longer));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EntryHead.decode(with(0, 2)))
                .withMessageContaining("version");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EntryHead.decode(with(61, 0x80)))
                .withMessageContaining("flags");
    }

    @Test
    void encodeThenTheVector() {
        byte[] head = head().encode();

        assertThat(HexFormat.of().formatHex(head)).isEqualTo(VECTOR);
        assertThat(HexFormat.of().formatHex(LeafHash.of(head, DETAIL.getBytes(StandardCharsets.UTF_8))))
                .isEqualTo("a0dde494408737edafe9e061876e6a77106081383fa98921fa82a73b57824e47");
    }

    @Test
    void encodeWhenDecodedThenTheSame() {
        assertThat(EntryHead.decode(head().encode())).usingRecursiveComparison().isEqualTo(head());
    }

    @Test
    void stampThenOnlyTheTimeChanges() {
        byte[] stamped = head().encode();
        EntryHead.stamp(stamped, 42);

        assertThat(EntryHead.decode(stamped).ts()).isEqualTo(42);
        EntryHead.stamp(stamped, head().ts());
        assertThat(stamped).isEqualTo(head().encode());
    }

    @Test
    void detailWhenReadBackThenTheSameWithoutPersonalValues() {
        Detail detail = new Detail(
                "client",
                null,
                Map.of("b", "2\n\"", "a", "1"),
                List.of(Change.of("locale", null, ""), Change.personal("email", "secret", "secret")));

        String json = new String(detail.toJson(), StandardCharsets.UTF_8);

        assertThat(json)
                .isEqualTo("{\"actor\":\"client\",\"changes\":[{\"after\":\"\",\"field\":\"locale\"},"
                        + "{\"field\":\"email\",\"personal\":true}],\"facts\":{\"a\":\"1\",\"b\":\"2\\n\\\"\"}}");
        assertThat(Detail.fromJson(json).facts()).isEqualTo(detail.facts());
        assertThat(Detail.fromJson(json).changes())
                .containsExactly(Change.of("locale", null, ""), Change.personal("email", null, null));
    }

    /** Written by hand, read by the library: for every character there is. */
    @Test
    void detailOfAnyCharacterThenTheBytesTheLibraryWouldWrite() {
        String every = IntStream.rangeClosed(0, 0x1ffff)
                .filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
                .mapToObj(Character::toString)
                .collect(Collectors.joining());

        byte[] json = new Detail(every, null, Map.of("a", every, "b", ""), List.of()).toJson();

        Map<String, Object> expected =
                new TreeMap<>(Map.of("actor", every, "facts", new TreeMap<>(Map.of("a", every, "b", ""))));
        assertThat(json).isEqualTo(JsonMapper.shared().writeValueAsBytes(expected));
        assertThat(Detail.fromJson(new String(json, StandardCharsets.UTF_8)).actor())
                .isEqualTo(every);
    }

    @Test
    void cleanWhenNulOrHalfACharacterThenReplacedAndWhenTooLongThenMarked() {
        Texts texts = new Texts();

        assertThat(texts.clean("a\0b\ud83d", 10)).isEqualTo("a\ufffdb\ufffd");
        assertThat(texts.clean("\ud83d\ude00\r\n", 10)).isEqualTo("\ud83d\ude00\r\n");
        assertThat(texts.shortened()).isFalse();
        assertThat(texts.clean("x".repeat(100), 20)).isEqualTo("x".repeat(8) + Texts.MARK);
        assertThat(texts.shortened()).isTrue();
    }

    private static byte[] with(int offset, int value) {
        byte[] bytes = head().encode();
        bytes[offset] = (byte) value;
        return bytes;
    }

    private static byte[] filled(int value) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }
}
