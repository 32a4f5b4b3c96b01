package org.gatehouse.server.exports.trail;

import org.gatehouse.audit.query.EntryView;
import org.jspecify.annotations.Nullable;

/**
 * An entry on its way into a file.
 *
 * @param leafHash in hexadecimal, when proofs are asked for
 */
record ExportedEntry(EntryView view, @Nullable String leafHash) {}
