package org.gatehouse.realm.data;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a realm owes the people whose data it holds.
 *
 * @param billingCountry decides the region data is kept in (ISO 3166-1); null leaves it where the service is
 */
public record DataProtection(
        @Nullable String billingCountry, List<Attestation> attestations, SupportAccess support, Lifecycle lifecycle) {

    /** Nothing beyond what every realm gets. */
    public static final DataProtection DEFAULT =
            new DataProtection(null, List.of(), SupportAccess.CONSENT_REQUIRED, Lifecycle.DEFAULT);

    public DataProtection {
        attestations = List.copyOf(attestations);
    }

    /** The same with these attestations. */
    public DataProtection withAttestations(List<Attestation> others) {
        return new DataProtection(billingCountry, others, support, lifecycle);
    }
}
