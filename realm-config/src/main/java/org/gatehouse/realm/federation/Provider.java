package org.gatehouse.realm.federation;

/** What a connection leads to, and which of its claims are believed. */
public sealed interface Provider permits EntraId, OidcProvider {

    /** As the realm file writes its kind. */
    String kind();
}
