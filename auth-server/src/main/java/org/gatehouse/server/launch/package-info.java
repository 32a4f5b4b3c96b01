/**
 * The command line: one face for trying the service out, running it and finding out what is wrong with it. Each command
 * is a class; none of them starts Spring before it has read its options and found them good.
 */
@NullMarked
package org.gatehouse.server.launch;

import org.jspecify.annotations.NullMarked;
