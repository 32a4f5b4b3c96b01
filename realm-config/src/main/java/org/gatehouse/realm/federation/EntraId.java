package org.gatehouse.realm.federation;

import java.time.Duration;
import java.util.List;

/**
 * Microsoft Entra ID.
 *
 * @param host of the Microsoft cloud; never inferred from a token
 * @param trustedContexts authentication contexts ({@code acrs}) any of which shows a second factor; empty trusts none
 * @param keep how long the groups found last may stand in for those that cannot be found now; zero: not at all
 */
public record EntraId(String host, Tenants tenants, List<String> trustedContexts, Overage overage, Duration keep)
        implements Provider {

    public static final String KIND = "entra-id";

    /** The cloud most tenants are in. */
    public static final String DEFAULT_HOST = "login.microsoftonline.com";

    /** The tenant personal accounts are in, which everybody can have: {@code consumers} by its id. */
    public static final String PERSONAL_ACCOUNTS = "9188040d-6c67-4c5b-b112-36a304b66dad";

    public EntraId {
        trustedContexts = List.copyOf(trustedContexts);
    }

    @Override
    public String kind() {
        return KIND;
    }
}
