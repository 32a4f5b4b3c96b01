/**
 * The certification plans of the OpenID Foundation, one file each: which of our own protocol tests stands for which of
 * their modules. The suite itself runs outside; what it would find is meant to turn a test red here first.
 */
@NullMarked
package org.gatehouse.server.oauth.conformance;

import org.jspecify.annotations.NullMarked;
