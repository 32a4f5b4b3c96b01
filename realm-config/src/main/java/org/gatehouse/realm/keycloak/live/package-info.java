/**
 * A realm of a Keycloak that runs, read and changed through its admin API, one object at a time: nothing that exists is deleted
 * to be made again, so ids stay, and with them people, sessions and what hangs on them.
 */
@NullMarked
package org.gatehouse.realm.keycloak.live;

import org.jspecify.annotations.NullMarked;
