/**
 * One layout for all realm files: keys in the order of the schema, two spaces, one line where one is enough. Values keep
 * the letters they were written with and comments stay with what they are about; a file whose meaning or comments would
 * suffer is left alone.
 */
@NullMarked
package org.gatehouse.realm.format;

import org.jspecify.annotations.NullMarked;
