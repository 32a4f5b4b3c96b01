/**
 * What it takes to sign in to a realm beside the first factor: second factors, networks, and the identity providers people
 * may come from.
 */
@NullMarked
package org.gatehouse.realm.signin;

import org.jspecify.annotations.NullMarked;
