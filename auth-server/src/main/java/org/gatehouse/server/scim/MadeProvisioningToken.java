package org.gatehouse.server.scim;

/** @param value in clear, on its way to whoever asked for it */
public record MadeProvisioningToken(ProvisioningToken token, String value) {

    @Override
    public String toString() {
        return "provisioning token " + token.id(); // a record would print the value
    }
}
