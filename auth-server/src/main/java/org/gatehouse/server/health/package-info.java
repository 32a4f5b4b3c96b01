/**
 * Answers for whoever watches over the process: is it alive, and is it able to serve. Two questions, because a database
 * that is away is no reason to kill a process that heals by itself when it comes back.
 */
@NullMarked
package org.gatehouse.server.health;

import org.jspecify.annotations.NullMarked;
