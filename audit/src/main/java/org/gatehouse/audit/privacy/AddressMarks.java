package org.gatehouse.audit.privacy;

import java.security.GeneralSecurityException;

/** Makes marks of a realm's addresses: equal ones of equal networks, from which nobody without the key tells the address. */
public final class AddressMarks {

    private final RealmKey key;

    AddressMarks(RealmKey key) {
        this.key = key;
    }

    /** @param prefix the bits that count, all of them for a single address */
    public byte[] of(byte[] network, int prefix) {
        try {
            return key.mark(network, prefix);
        } catch (GeneralSecurityException ex) {
            throw new IllegalStateException("HMAC is not available", ex);
        }
    }
}
