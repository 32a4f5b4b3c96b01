package org.gatehouse.server.crash;

/**
 * One kind of thing people do. It tells the ledger what was acknowledged; what a cut-off answer leaves open it leaves as
 * a {@link Person#doubts doubt}.
 */
interface Operation {

    default boolean isPossible(Person person) {
        return true;
    }

    void perform(Person person) throws CutOff;

    /** Afterwards, when nothing is killed any more: whether what was acknowledged still holds, seen from outside. */
    default void verify(Person person) throws CutOff {}
}
