package org.gatehouse.server.federation.accounts;

import java.util.Set;
import org.gatehouse.server.federation.UpstreamRefusedException;

/** Why somebody whose provider vouches for them does not get in. The reasons are the entry's and the messages'. */
final class RefusedArrival {

    /** Guests are turned away by this connection. */
    static final String GUEST = "guest-refused";

    /** The account that is theirs may not be used; the page says no more than of somebody unknown. */
    static final String DISABLED = "account-disabled";

    /** Nobody here is linked to them, and nobody gets an account by coming. */
    static final String UNKNOWN = "unknown-person";

    /** An account may be theirs: they are asked for its own credential. */
    static final String PROOF_NEEDED = "link-proof-needed";

    /** Whoever was asked for an account's credential gave that of another, or none of its own. */
    static final String ANOTHER_ACCOUNT = "another-account";

    /** The identity is linked to somebody else here. */
    static final String TAKEN = "identity-of-another";

    /** The account is linked to somebody else there. */
    static final String OCCUPIED = "another-identity-linked";

    /** The connection links no accounts that exist. */
    static final String NEVER = "linking-not-offered";

    /** It took too long to show that an account is theirs, or was shown before. */
    static final String OVER = "link-over";

    private static final Set<String> OWN =
            Set.of(GUEST, DISABLED, UNKNOWN, ANOTHER_ACCOUNT, TAKEN, OCCUPIED, NEVER, OVER);

    private RefusedArrival() {}

    /** The code of what to tell the person; of any reason that is not known here, that it did not work. */
    static String message(String reason) {
        return "federation.refused." + (OWN.contains(reason) ? reason : "other");
    }

    static UpstreamRefusedException because(String reason) {
        return new UpstreamRefusedException(reason, null);
    }
}
