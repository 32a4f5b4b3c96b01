package org.gatehouse.server.demo;

import java.io.Serializable;

/**
 * One thing a relying app has to verify before it believes a token.
 *
 * @param code of the message that says what and why: {@code demo.check.{code}}
 */
record Check(String code, boolean passed) implements Serializable {}
