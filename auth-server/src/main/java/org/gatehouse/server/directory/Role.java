package org.gatehouse.server.directory;

/** The roles every realm has. A realm may add its own; those are plain names. */
public final class Role {

    public static final String USER = "user";
    public static final String ADMIN = "admin";
    public static final String AUDITOR = "auditor";

    private Role() {}
}
