package org.gatehouse.server.dpop;

import com.nimbusds.jose.JWSAlgorithm;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Asks for a token and its proof (RFC 9449 section 7.1). */
public final class Challenge {

    private static final String ALGORITHMS =
            ProofKey.ALGORITHMS.stream().map(JWSAlgorithm::getName).collect(Collectors.joining(" ", "algs=\"", "\""));

    private Challenge() {}

    /**
     * The value of {@code WWW-Authenticate}.
     *
     * @param error code of what was wrong; null when nothing was sent
     */
    public static String of(@Nullable String error) {
        return error == null ? "DPoP " + ALGORITHMS : "DPoP error=\"" + error + "\", " + ALGORITHMS;
    }
}
