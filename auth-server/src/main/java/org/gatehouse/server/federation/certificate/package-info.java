/**
 * Keys by which providers know a connection, each with a certificate an administrator uploads there. It is a package of its
 * own because the private keys are seen by nobody but what signs with them.
 */
@NullMarked
package org.gatehouse.server.federation.certificate;

import org.jspecify.annotations.NullMarked;
