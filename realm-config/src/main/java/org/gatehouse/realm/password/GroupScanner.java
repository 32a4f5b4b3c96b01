package org.gatehouse.realm.password;

/**
 * Finds where groups end in an expression, minding escapes and character classes. It decides only where to cut; what
 * the pieces mean is for RE2, which refuses a piece cut in the wrong place.
 */
final class GroupScanner {

    private final String expression;
    private int index;
    private int depth;

    private GroupScanner(String expression) {
        this.expression = expression;
    }

    /** The index of the parenthesis that closes the group the expression starts with; -1 when none does. */
    static int endOfGroup(String expression) {
        GroupScanner scanner = new GroupScanner(expression);
        while (scanner.index < expression.length()) {
            int at = scanner.index;
            scanner.step();
            if (scanner.depth == 0) {
                return at;
            }
        }
        return -1;
    }

    /** Whether there is a {@code |} outside of all groups. */
    static boolean hasAlternatives(String expression) {
        GroupScanner scanner = new GroupScanner(expression);
        while (scanner.index < expression.length()) {
            if (scanner.depth == 0 && expression.charAt(scanner.index) == '|') {
                return true;
            }
            scanner.step();
        }
        return false;
    }

    private void step() {
        switch (expression.charAt(index)) {
            case '\\' -> index = afterEscape();
            case '[' -> index = afterClass();
            case '(' -> move(1);
            case ')' -> move(-1);
            default -> index++;
        }
    }

    private void move(int levels) {
        depth += levels;
        index++;
    }

    private int afterEscape() {
        if (!expression.startsWith("\\Q", index)) {
            return index + 2;
        }
        int end = expression.indexOf("\\E", index);
        return end < 0 ? expression.length() : end + 2;
    }

    private int afterClass() {
        int at = index + 1;
        at += expression.startsWith("^", at) ? 1 : 0;
        at += expression.startsWith("]", at) ? 1 : 0; // a bracket in first place stands for itself
        while (at < expression.length() && expression.charAt(at) != ']') {
            at = afterClassMember(at);
        }
        return at + 1;
    }

    private int afterClassMember(int at) {
        int posix = expression.startsWith("[:", at) ? expression.indexOf(":]", at) : -1;
        if (posix >= 0) {
            return posix + 2;
        }
        return at + (expression.charAt(at) == '\\' ? 2 : 1);
    }
}
