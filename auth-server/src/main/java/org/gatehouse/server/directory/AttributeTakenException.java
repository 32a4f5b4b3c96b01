package org.gatehouse.server.directory;

/** Somebody else in the realm has this value of an attribute nobody shares. */
public final class AttributeTakenException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String attribute;

    AttributeTakenException(String attribute, Throwable cause) {
        super("Another account has this value of " + attribute + ".", cause);
        this.attribute = attribute;
    }

    public String attribute() {
        return attribute;
    }
}
