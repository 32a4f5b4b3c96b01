/** Taking data away as a file: complete, safe to open in a spreadsheet, and never without an entry in the trail. */
@NullMarked
package org.gatehouse.server.exports;

import org.jspecify.annotations.NullMarked;
