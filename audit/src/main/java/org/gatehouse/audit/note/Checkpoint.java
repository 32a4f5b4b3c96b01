package org.gatehouse.audit.note;

import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gatehouse.audit.merkle.LeafHash;

/**
 * What a log said about itself at a size (C2SP tlog-checkpoint): with its key's signature it can never take it back.
 *
 * @param origin the log, for ever
 */
public record Checkpoint(String origin, long size, byte[] root) {

    private static final Pattern TEXT =
            Pattern.compile("([^\\s+]+)\\n(0|[1-9][0-9]{0,18})\\n([A-Za-z0-9+/]{43}=)\\n(?:[^\\n]+\\n)*");

    public Checkpoint {
        if (size < 0 || root.length != LeafHash.LENGTH) {
            throw new IllegalArgumentException("A checkpoint has a size and a root.");
        }
    }

    /** Reads the text of a note; lines that extend it are allowed and mean nothing here. */
    public static Optional<Checkpoint> of(SignedNote note) {
        Matcher parts = TEXT.matcher(note.text());
        try {
            return parts.matches()
                    ? Optional.of(new Checkpoint(
                            parts.group(1),
                            Long.parseLong(parts.group(2)),
                            Base64.getDecoder().decode(parts.group(3))))
                    : Optional.empty();
        } catch (IllegalArgumentException ex) {
            return Optional.empty(); // a size beyond any log
        }
    }

    /** The checkpoint in a note, when the key's owner signed it and it is about the log the key is for. */
    public static Optional<Checkpoint> verified(SignedNote note, VerificationKey key) {
        return note.isSignedBy(key)
                ? of(note).filter(checkpoint -> checkpoint.origin().equals(key.name()))
                : Optional.empty();
    }

    public String text() {
        return origin + "\n" + size + "\n" + Base64.getEncoder().encodeToString(root) + "\n";
    }

    public boolean hasRoot(byte[] other) {
        return Arrays.equals(root, other);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Checkpoint checkpoint && checkpoint.text().equals(text());
    }

    @Override
    public int hashCode() {
        return text().hashCode();
    }
}
