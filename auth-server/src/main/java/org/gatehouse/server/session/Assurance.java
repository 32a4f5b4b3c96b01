package org.gatehouse.server.session;

import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;

/**
 * How sure we are of somebody, in rising order; each includes those before it. What tokens carry as {@code acr} and
 * clients ask for by {@code acr_values} (OpenID Connect Core sections 2 and 3.1.2.1).
 */
public enum Assurance {
    /** One factor: REFEDS Single Factor Authentication Profile. */
    SINGLE_FACTOR("https://refeds.org/profile/sfa"),
    /** Two factors of different kinds: REFEDS Multi-Factor Authentication Profile. */
    MULTI_FACTOR("https://refeds.org/profile/mfa"),
    /** Two factors, one of them a key no other site can ask for: OpenID Connect EAP ACR Values 1.0. */
    PHISHING_RESISTANT("phr");

    /** Several factors were used (RFC 8176). */
    public static final String SEVERAL_FACTORS = "mfa";

    /** A key was proven to be at hand (RFC 8176): what every passkey does. */
    public static final String KEY = "pop";

    private final String acr;

    Assurance(String acr) {
        this.acr = acr;
    }

    public String acr() {
        return acr;
    }

    /** What these authentication methods (RFC 8176) amount to. */
    public static Assurance of(Collection<String> methods) {
        if (!methods.contains(SEVERAL_FACTORS)) {
            return SINGLE_FACTOR;
        }
        return methods.contains(KEY) ? PHISHING_RESISTANT : MULTI_FACTOR;
    }

    public static Optional<Assurance> find(String acr) {
        return Arrays.stream(values()).filter(level -> level.acr.equals(acr)).findFirst();
    }

    /** The least of those asked for that are known; who asks for nothing known asks for nothing. */
    public static Assurance wanted(String acrValues) {
        return Arrays.stream(acrValues.split(" "))
                .flatMap(value -> find(value).stream())
                .min(Assurance::compareTo)
                .orElse(SINGLE_FACTOR);
    }
}
