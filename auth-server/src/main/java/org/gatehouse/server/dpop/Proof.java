package org.gatehouse.server.dpop;

import com.nimbusds.jose.JWSAlgorithm;

/**
 * A proof that was good.
 *
 * @param thumbprint of the key it was made with (RFC 7638), base64url of SHA-256
 */
record Proof(String thumbprint, JWSAlgorithm algorithm) {}
