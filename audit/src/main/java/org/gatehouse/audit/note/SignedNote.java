package org.gatehouse.audit.note;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A text with signatures, as C2SP signed-note writes it. Reading it checks the shape only; whose signatures are valid is
 * asked with a key.
 *
 * @param text what is signed, with its last line break
 */
public record SignedNote(String text, List<Line> signatures) {

    /** What a signature line begins with: an em dash and a space. */
    static final String DASH = "\u2014 ";

    /** Larger than any honest note with a hundred cosignatures. */
    private static final int MAX_LENGTH = 1_000_000;

    /** One signature: the signer's name, then the key's id and the signature in base64. */
    public record Line(String name, byte[] idAndSignature) {

        boolean isOf(TypedKey key) {
            return name.equals(key.name())
                    && idAndSignature.length > TypedKey.ID_LENGTH
                    && Arrays.equals(Arrays.copyOf(idAndSignature, TypedKey.ID_LENGTH), key.id());
        }

        byte[] signature() {
            return Arrays.copyOfRange(idAndSignature, TypedKey.ID_LENGTH, idAndSignature.length);
        }

        @Override
        public String toString() {
            return DASH + name + " " + Base64.getEncoder().encodeToString(idAndSignature);
        }
    }

    public SignedNote {
        signatures = List.copyOf(signatures);
    }

    /**
     * Reads a note.
     *
     * @throws IllegalArgumentException when it is none
     */
    public static SignedNote parse(String note) {
        int end = note.lastIndexOf("\n\n");
        boolean wellFormed = end > 0
                && note.length() <= MAX_LENGTH
                && note.endsWith("\n")
                && note.chars().allMatch(letter -> letter >= ' ' || letter == '\n');
        if (!wellFormed) {
            throw new IllegalArgumentException("This is not a signed note.");
        }
        List<Line> lines = note.substring(end + 2).lines().map(SignedNote::line).toList();
        if (lines.isEmpty()) {
            throw new IllegalArgumentException("The note is not signed.");
        }
        return new SignedNote(note.substring(0, end + 1), lines);
    }

    /** Whether the key's owner signed the text. */
    public boolean isSignedBy(VerificationKey key) {
        List<Line> own =
                signatures.stream().filter(line -> line.isOf(key.typed())).toList();
        return !own.isEmpty()
                && own.stream()
                        .allMatch(line -> key.hasSigned(text.getBytes(StandardCharsets.UTF_8), line.signature()));
    }

    /**
     * The same text with other signatures.
     *
     * @param lines one signature on each, the last one ended too
     * @throws IllegalArgumentException when they are none
     */
    public SignedNote signedInstead(String lines) {
        SignedNote other = parse(text + "\n" + lines);
        if (!other.text.equals(text)) {
            throw new IllegalArgumentException("The signatures have an empty line in them.");
        }
        return other;
    }

    /** With more signatures; those that are there already are not repeated. */
    public SignedNote with(List<String> lines) {
        Set<String> all = new LinkedHashSet<>();
        signatures.forEach(line -> all.add(line.toString()));
        all.addAll(lines);
        return signedInstead(String.join("\n", all) + "\n");
    }

    private static Line line(String line) {
        int space = line.lastIndexOf(' ');
        if (!line.startsWith(DASH) || space < DASH.length()) {
            throw new IllegalArgumentException("The note has a line after its signatures that is none.");
        }
        return new Line(
                line.substring(DASH.length(), space), Base64.getDecoder().decode(line.substring(space + 1)));
    }

    @Override
    public String toString() {
        StringBuilder note = new StringBuilder(text).append('\n');
        signatures.forEach(line -> note.append(line).append('\n'));
        return note.toString();
    }
}
