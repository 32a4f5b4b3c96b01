/**
 * Reading the trail, at the console and through the API: what is shown of an entry, in whose words, and the entry that
 * somebody looked.
 */
@NullMarked
package org.gatehouse.server.reading;

import org.jspecify.annotations.NullMarked;
