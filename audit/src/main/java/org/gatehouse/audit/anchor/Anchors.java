package org.gatehouse.audit.anchor;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Keeps one anchor for each log, by the log's name ({@code acme/P13M}). Safe for use by several threads. */
public interface Anchors {

    /**
     * What was kept last.
     *
     * @throws IOException when something is kept but cannot be read or was tampered with; nothing may be appended then
     */
    Optional<Anchor> find(String log) throws IOException;

    /** Names of the logs something is kept of. */
    List<String> logs() throws IOException;

    /** Returns when the anchor is where a crash does not reach it. */
    void keep(String log, Anchor anchor) throws IOException;

    /** Whether an operator said that this log may go on from another state than the one kept. */
    boolean isForkAccepted(String log) throws IOException;

    /** Takes back what an operator said, for a log that turned out to be whole. */
    void forgetAcceptance(String log) throws IOException;

    /** Puts the anchor aside as evidence; the log has none afterwards. */
    void putAside(String log) throws IOException;
}
