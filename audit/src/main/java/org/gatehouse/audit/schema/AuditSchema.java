package org.gatehouse.audit.schema;

/** Where the module's migrations are and which PostgreSQL schema they live in. */
public final class AuditSchema {

    /** The PostgreSQL schema; give it to Flyway as default schema, so that its history table is here as well. */
    public static final String NAME = "audit";

    private AuditSchema() {}

    /** The Flyway location of the migrations. */
    public static String location() {
        return "classpath:org/gatehouse/audit/schema";
    }
}
