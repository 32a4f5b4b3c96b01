package org.gatehouse.server.demo.entra;

/**
 * An organisation.
 *
 * @param id a GUID
 */
public record Tenant(String id, String name) {}
