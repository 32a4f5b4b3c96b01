/**
 * Secrets by reference. A realm file is mailed, reviewed and committed, so it says where a secret is kept and never
 * what it is; the value is read at the moment it is needed and appears in no text this package produces.
 */
@NullMarked
package org.gatehouse.realm.secret;

import org.jspecify.annotations.NullMarked;
