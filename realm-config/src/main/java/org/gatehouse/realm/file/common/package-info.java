/** What the sections of the file have in common: how they read, check and write values and names. */
@NullMarked
package org.gatehouse.realm.file.common;

import org.jspecify.annotations.NullMarked;
