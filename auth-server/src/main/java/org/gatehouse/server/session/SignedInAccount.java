package org.gatehouse.server.session;

import java.io.Serializable;
import java.security.Principal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Who is signed in, since when and how.
 *
 * @param realm the realm's name
 * @param account the account's id; what clients know the person by follows from it
 * @param reference names this sign-in to token families, relying parties ({@code sid}) and the trail; unlike the session
 *     id it never opens anything
 * @param authTime when the person proved who they are (OIDC Core section 2)
 * @param provenAt when they last proved something, the second factor too; not before {@code authTime}
 * @param expiresAt when the session ends, whatever is done in it
 * @param methods authentication methods used (RFC 8176)
 * @param remembered the browser stood in for the second factor: enough for the realm's policy, never for {@code acr}
 * @param epoch of the account ({@link org.gatehouse.server.directory.SignInEpochs}) in which the person proved who they are
 */
public record SignedInAccount(
        String realm,
        UUID account,
        String displayName,
        String reference,
        Instant authTime,
        Instant provenAt,
        Instant expiresAt,
        List<String> methods,
        boolean remembered,
        int epoch)
        implements Principal, Serializable {

    /** The same sign-in of somebody who is called otherwise now. */
    public SignedInAccount renamed(String name) {
        return new SignedInAccount(
                realm, account, name, reference, authTime, provenAt, expiresAt, methods, remembered, epoch);
    }

    public Assurance assurance() {
        return Assurance.of(methods);
    }

    @Override
    public String getName() {
        return account.toString();
    }
}
