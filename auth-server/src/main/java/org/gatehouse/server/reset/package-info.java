/**
 * "Forgotten password": a link by mail, good once and for a quarter of an hour, to set a new one.
 *
 * <p>Who asks is answered before anybody has looked whether there is such a person: that happens afterwards, on any node.
 * A reset proves a mailbox and nothing else, so it signs nobody in and stands for no second factor.
 */
@NullMarked
package org.gatehouse.server.reset;

import org.jspecify.annotations.NullMarked;
