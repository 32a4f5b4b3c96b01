/**
 * The directory: accounts and their roles.
 *
 * <p>Personal fields are encrypted at rest with associated data that names realm, column and account, so a ciphertext
 * cannot be moved; equality search goes through a keyed blind index.
 */
@NullMarked
package org.gatehouse.server.directory;

import org.jspecify.annotations.NullMarked;
