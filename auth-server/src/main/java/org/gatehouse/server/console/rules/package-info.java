/** The console's page of the password rules, where samples are tried before anybody has to follow them. */
@NullMarked
package org.gatehouse.server.console.rules;

import org.jspecify.annotations.NullMarked;
