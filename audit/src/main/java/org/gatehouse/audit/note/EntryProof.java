package org.gatehouse.audit.note;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gatehouse.audit.merkle.LeafHash;
import org.gatehouse.audit.merkle.ProofCheck;

/**
 * That one entry is in a log, on its own: its index, the way from its hash to a root, and a checkpoint with that root. A
 * {@code .tlog-proof} file as C2SP tlog-proof writes it.
 *
 * @param entry the entry itself, carried in the line {@code extra}; nothing vouches for it but the proof
 */
public record EntryProof(byte[] entry, long index, List<byte[]> path, SignedNote checkpoint) {

    private static final String VERSION = "c2sp.org/tlog-proof@v1";
    private static final Pattern TEXT = Pattern.compile(
            Pattern.quote(VERSION)
                    + "\\nextra ([A-Za-z0-9+/=]+)\\nindex (0|[1-9][0-9]{0,18})\\n((?:[A-Za-z0-9+/]{43}=\\n){0,63})\\n(.+)",
            Pattern.DOTALL);

    public EntryProof {
        path = List.copyOf(path);
    }

    /**
     * Reads a proof with the entry in it.
     *
     * @throws IllegalArgumentException when it is none
     */
    public static EntryProof parse(String text) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("This is not a tlog-proof that carries its entry.");
        }
        List<byte[]> path = new ArrayList<>();
        parts.group(3).lines().forEach(line -> path.add(Base64.getDecoder().decode(line)));
        return new EntryProof(
                Base64.getDecoder().decode(parts.group(1)),
                Long.parseLong(parts.group(2)),
                path,
                SignedNote.parse(parts.group(4)));
    }

    /** Whether the entry is in the log this key is for, according to its owner. */
    public boolean isValid(VerificationKey key) {
        byte[] leaf = LeafHash.of(entry, new byte[0]);
        return Checkpoint.verified(checkpoint, key)
                .filter(head -> ProofCheck.included(leaf, index, head.size(), path, head.root()))
                .isPresent();
    }

    @Override
    public String toString() {
        Base64.Encoder base64 = Base64.getEncoder();
        StringBuilder text = new StringBuilder(VERSION + "\nextra ")
                .append(base64.encodeToString(entry))
                .append("\nindex ")
                .append(index)
                .append('\n');
        path.forEach(hash -> text.append(base64.encodeToString(hash)).append('\n'));
        return text.append('\n').append(checkpoint).toString();
    }
}
