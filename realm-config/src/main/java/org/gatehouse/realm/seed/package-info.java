/**
 * The seed file: people for demos, tests and measurements, created once.
 *
 * <p>People are not configuration, so they are not in the realm file; and these have passwords in plain text, so the
 * service loads them only when told to, loudly. Passwords are taken as given, even where today's rules refuse them.
 */
@NullMarked
package org.gatehouse.realm.seed;

import org.jspecify.annotations.NullMarked;
