package org.gatehouse.audit.note;

import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gatehouse.audit.merkle.Frontier;

/**
 * What a log says of the entries it has dropped: with its key's signature nobody else can drop some in its name. From the
 * frontier over them the rest still adds up to the root of any checkpoint. Its text is never that of a checkpoint.
 *
 * @param lost over the dropped entries; its size is the first index that is kept
 */
public record PrunedStatement(String origin, Frontier lost) {

    private static final String TITLE = "gatehouse/pruned/v1 ";
    private static final Pattern TEXT =
            Pattern.compile(TITLE.replace("/", "\\/") + "([^\\s]+)\\n([1-9][0-9]{0,18})\\n([A-Za-z0-9+/]*={0,2})\\n");

    /** The statement in a note, when the key's owner signed it and it is about the log the key is for. */
    public static Optional<PrunedStatement> verified(SignedNote note, VerificationKey key) {
        Matcher parts = TEXT.matcher(note.text());
        if (!note.isSignedBy(key) || !parts.matches() || !parts.group(1).equals(key.name())) {
            return Optional.empty();
        }
        try {
            Frontier lost = Frontier.of(
                    Long.parseLong(parts.group(2)), Base64.getDecoder().decode(parts.group(3)));
            return Optional.of(new PrunedStatement(key.name(), lost));
        } catch (IllegalArgumentException ex) {
            return Optional.empty();
        }
    }

    public String text() {
        return TITLE + origin + "\n" + lost.size() + "\n" + Base64.getEncoder().encodeToString(lost.bytes()) + "\n";
    }
}
