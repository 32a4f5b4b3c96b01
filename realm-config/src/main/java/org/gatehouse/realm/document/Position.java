package org.gatehouse.realm.document;

import org.snakeyaml.engine.v2.exceptions.Mark;

/** Where a node is, counted from 1. */
record Position(int line, int column) {

    static final Position NONE = new Position(0, 0);

    static final Position START = new Position(1, 1);

    static Position of(Mark mark) {
        return new Position(mark.getLine() + 1, mark.getColumn() + 1);
    }
}
