package org.gatehouse.server.attestation;

import java.time.Instant;

/** That somebody accepted a version of an attestation. */
public record Acceptance(String attestation, int version, Instant at) {}
