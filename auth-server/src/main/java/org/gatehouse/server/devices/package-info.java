/**
 * The phones people are signed in on: one row for each sign-in of a mobile client, from the code until its day is over.
 *
 * <p>A device is not an identity. Nothing proves that two sign-ins come from the same installation, so they are two rows;
 * the name is what the user agent says, and only there for a person to recognise their own phone.
 */
@NullMarked
package org.gatehouse.server.devices;

import org.jspecify.annotations.NullMarked;
