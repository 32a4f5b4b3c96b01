package org.gatehouse.realm.signin;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When people prove with a second factor that it is them.
 *
 * @param conditions any of which is enough; empty unless the demand is {@link FactorDemand#WHEN}
 * @param methods that count, in the order people are offered them
 * @param rememberDevice how long a device is not asked again; null asks each time. People who administer are always asked.
 */
public record SecondFactorPolicy(
        FactorDemand demand,
        List<FactorCondition> conditions,
        List<SecondFactor> methods,
        @Nullable Duration rememberDevice) {

    /** What counts unless the realm says otherwise. */
    public static final List<SecondFactor> DEFAULT_METHODS =
            List.of(SecondFactor.PASSKEY, SecondFactor.TOTP, SecondFactor.RECOVERY_CODE);

    public static final Duration SHORTEST_MEMORY = Duration.ofHours(1);

    /** NIST SP 800-63B-4 asks for reauthentication every 30 days at the lowest level; a memory is no laxer. */
    public static final Duration LONGEST_MEMORY = Duration.ofDays(30);

    /** Nobody is asked. */
    public static final SecondFactorPolicy NONE =
            new SecondFactorPolicy(FactorDemand.NEVER, List.of(), DEFAULT_METHODS, null);

    public SecondFactorPolicy {
        conditions = List.copyOf(conditions);
        methods = List.copyOf(methods);
    }
}
