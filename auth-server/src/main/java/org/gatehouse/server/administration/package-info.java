/**
 * What administrators do with accounts: create, look, edit, give and take rights, disable, delete, restore, erase. Each
 * method is one transaction with its entries, and refuses whatever lies beyond the actor's own rights.
 */
@NullMarked
package org.gatehouse.server.administration;

import org.jspecify.annotations.NullMarked;
