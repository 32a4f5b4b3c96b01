package org.gatehouse.keycloak.trail;

import java.util.List;

/**
 * Where something is in Keycloak: its kind and its path below the realm, as admin events name it.
 *
 * @param realm the realm's identifier
 */
record Place(String realm, String kind, List<String> path) {}
