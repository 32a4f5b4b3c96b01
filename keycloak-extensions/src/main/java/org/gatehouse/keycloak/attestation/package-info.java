/**
 * What people accept before they get in, as a required action of Keycloak.
 *
 * <p>Keycloak's own terms and conditions are one text for everybody, accepted once. These are the realm file's attestations:
 * each has a version, and people who accepted an earlier one are asked again; some are for holders of roles and members of
 * groups; some have to be renewed. What was accepted is kept with the person: which text, which version and when, a renewal
 * beside what was before.
 */
@NullMarked
package org.gatehouse.keycloak.attestation;

import org.jspecify.annotations.NullMarked;
