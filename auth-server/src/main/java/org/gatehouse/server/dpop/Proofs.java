package org.gatehouse.server.dpop;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jwt.SignedJWT;
import jakarta.servlet.http.HttpServletRequest;
import java.text.ParseException;
import java.time.Clock;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.gatehouse.server.request.CurrentRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Checks proofs of possession (RFC 9449 section 4.3). The cheap first, the signature before what it covers. */
@Component
class Proofs {

    static final String HEADER = "DPoP";

    private static final JOSEObjectType TYPE = new JOSEObjectType("dpop+jwt");

    /** Characters; the key and the signature of RSA with 4096 bits fit in. */
    private static final int LONGEST = 4_096;

    private final SeenProofs seen;
    private final Clock clock;

    Proofs(SeenProofs seen, Clock clock) {
        this.seen = seen;
        this.clock = clock;
    }

    /**
     * The proof that came with the request; empty when none did. It is good for this one request.
     *
     * @param accessToken that came along, and that the proof must be for; null when none did
     * @throws InvalidProofException when it is none, or was seen before
     */
    Optional<Proof> find(HttpServletRequest request, @Nullable String accessToken) {
        List<String> sent = Collections.list(request.getHeaders(HEADER));
        if (sent.size() > 1) {
            throw new InvalidProofException("There is more than one.");
        }
        return sent.stream().findFirst().map(proof -> check(request, proof, accessToken));
    }

    private Proof check(HttpServletRequest request, String text, @Nullable String accessToken) {
        SignedJWT jwt = parse(text);
        JWSHeader header = jwt.getHeader();
        verify(jwt);
        ProofClaims claims = claims(jwt);
        String id = claims.id();
        claims.requireFor(request);
        claims.requireTimely(clock.instant());
        if (accessToken != null) {
            claims.requireOf(accessToken);
        }
        String thumbprint = ProofKey.thumbprint(header);
        if (!seen.add(CurrentRequest.currentRealm(), thumbprint, id)) {
            throw new InvalidProofException("It was used before.");
        }
        return new Proof(thumbprint, header.getAlgorithm());
    }

    private static SignedJWT parse(String text) {
        if (text.length() > LONGEST) {
            throw new InvalidProofException("It is longer than " + LONGEST + " characters.");
        }
        try {
            return SignedJWT.parse(text);
        } catch (ParseException | IllegalArgumentException ex) {
            throw new InvalidProofException("It is no signed JWT with a public key (jwk).");
        }
    }

    private static void verify(SignedJWT jwt) {
        JWSHeader header = jwt.getHeader();
        if (!TYPE.equals(header.getType()) || header.getCriticalParams() != null) {
            throw new InvalidProofException("Its typ is not dpop+jwt, or it has critical parameters.");
        }
        try {
            if (!jwt.verify(ProofKey.verifier(header))) {
                throw new InvalidProofException("Its signature is not by its key.");
            }
        } catch (JOSEException ex) {
            throw new InvalidProofException("Its signature is not by its key.");
        }
    }

    private static ProofClaims claims(SignedJWT jwt) {
        try {
            return new ProofClaims(jwt.getJWTClaimsSet());
        } catch (ParseException ex) {
            throw new InvalidProofException("Its claims cannot be read.");
        }
    }
}
