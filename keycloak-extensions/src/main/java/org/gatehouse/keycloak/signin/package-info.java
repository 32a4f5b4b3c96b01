/** What every required action of the extension has to mind in a sign-in, whatever it asks for. */
@NullMarked
package org.gatehouse.keycloak.signin;

import org.jspecify.annotations.NullMarked;
