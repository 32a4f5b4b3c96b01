/**
 * Which networks are a realm's own, and who may come from where. Blocks of addresses are compared as numbers, so that two
 * spellings of one network are one network.
 */
@NullMarked
package org.gatehouse.realm.network;

import org.jspecify.annotations.NullMarked;
