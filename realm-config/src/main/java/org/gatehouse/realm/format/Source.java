package org.gatehouse.realm.format;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * The text of a file and the nodes in it, in code points, as the parser counts. Since anchors, tags and aliases are not
 * read, all there is between two scalars is punctuation, white space and comments.
 */
final class Source {

    private final int[] text;
    private final Node root;
    private final BitSet scalars = new BitSet();
    private final List<Integer> lineStarts = new ArrayList<>(List.of(0));

    /** @param text in which lines end with {@code \n} alone */
    Source(String text, Node root) {
        this.text = text.codePoints().toArray();
        this.root = root;
        markScalars(root);
        for (int index = 0; index < this.text.length; index++) {
            if (this.text[index] == '\n') {
                lineStarts.add(index + 1);
            }
        }
    }

    Node root() {
        return root;
    }

    /** All comments, in order; not one that stands at the head of a block scalar, which is kept with it. */
    List<Comment> comments() {
        List<Comment> comments = new ArrayList<>();
        for (int index = 0; index < text.length; index++) {
            if (text[index] == '#' && !scalars.get(index)) {
                int end = endOfLine(index);
                comments.add(comment(index, end));
                index = end;
            }
        }
        return comments;
    }

    /** As it is written, from one place to another. */
    String written(int start, int end) {
        return new String(text, start, end - start);
    }

    int line(int index) {
        int line = Collections.binarySearch(lineStarts, index);
        return line >= 0 ? line : -line - 2;
    }

    int column(int index) {
        return index - lineStarts.get(line(index));
    }

    /** Whether nothing but white space stands on the line; false beyond the ends. */
    boolean isBlank(int line) {
        return line >= 0
                && line < lineStarts.size() - 1
                && written(lineStarts.get(line), lineStarts.get(line + 1)).isBlank();
    }

    /** Whether nothing but white space stands before it on its line. */
    boolean startsLine(int index) {
        return written(lineStarts.get(line(index)), index).isBlank();
    }

    /** The next dash that is not in a comment. */
    int dashFrom(int index) {
        int at = index;
        while (text[at] != '-') {
            at = text[at] == '#' ? endOfLine(at) : at + 1;
        }
        return at;
    }

    static int start(Node node) {
        return node.getStartMark().map(Mark::getIndex).orElseThrow();
    }

    /** Without the white space after it, which belongs to block scalars as far as the parser is concerned. */
    int end(Node node) {
        int end = node.getEndMark().map(Mark::getIndex).orElseThrow();
        while (end > start(node) && Character.isWhitespace(text[end - 1])) {
            end--;
        }
        return end;
    }

    private void markScalars(Node node) {
        if (node instanceof ScalarNode) {
            scalars.set(start(node), end(node));
        } else if (node instanceof SequenceNode list) {
            list.getValue().forEach(this::markScalars);
        } else if (node instanceof MappingNode mapping) {
            for (NodeTuple tuple : mapping.getValue()) {
                markScalars(tuple.getKeyNode());
                markScalars(tuple.getValueNode());
            }
        }
    }

    private Comment comment(int start, int end) {
        return new Comment(written(start, end).stripTrailing(), start, line(start), column(start), startsLine(start));
    }

    private int endOfLine(int index) {
        int end = index;
        while (end < text.length && text[end] != '\n') {
            end++;
        }
        return end;
    }
}
