package org.gatehouse.server.exports.trail;

import java.util.UUID;

/** @param realm its number */
record ExportKey(int realm, UUID id) {}
