package org.gatehouse.realm.password;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Splits what administrators paste, {@code ^(?=.*[A-Z])(?=.*\d).{8,}$}, into the rules it means. Exact, not a guess:
 * every look-ahead starts at the same anchor, so the whole is found if and only if each piece, anchored there, is.
 */
final class LookaheadSplit {

    private static final Pattern START = Pattern.compile("^((?:\\(\\?[ims]+\\))?)(?:\\^|\\\\A)(?=\\(\\?[=!])");

    /** Ends of a conjunction that demand nothing more of a password, which is one line. */
    private static final Set<String> NOTHING_MORE = Set.of("", "$", ".*", ".*$");

    private LookaheadSplit() {}

    /** One piece: an expression and whether it must be found. {@code body} is the piece as it was written. */
    record Piece(String body, String expression, boolean mustMatch) {}

    /** The pieces; empty when the expression is not a conjunction of look-aheads that can be split. */
    static List<Piece> pieces(String expression) {
        Matcher start = START.matcher(expression);
        return start.find() ? pieces(start.group(1), expression.substring(start.end())) : List.of();
    }

    private static List<Piece> pieces(String flags, String conjunction) {
        List<Piece> pieces = new ArrayList<>();
        String rest = conjunction;
        while (rest.startsWith("(?=") || rest.startsWith("(?!")) {
            int end = GroupScanner.endOfGroup(rest);
            if (end < 0) {
                return List.of();
            }
            pieces.add(piece(flags, rest.substring("(?=".length(), end), rest.charAt(2) == '='));
            rest = rest.substring(end + 1);
        }
        if (isQuantified(rest) || GroupScanner.hasAlternatives(rest)) {
            return List.of(); // `^(?=a)b|c` means `(^(?=a)b)|c`: no conjunction
        }
        if (!NOTHING_MORE.contains(rest)) {
            pieces.add(piece(flags, rest, true));
        }
        return pieces;
    }

    private static Piece piece(String flags, String body, boolean mustMatch) {
        return new Piece(body, flags + "^(?:" + body + ")", mustMatch);
    }

    private static boolean isQuantified(String rest) {
        return !rest.isEmpty() && "*+?{".indexOf(rest.charAt(0)) >= 0;
    }
}
