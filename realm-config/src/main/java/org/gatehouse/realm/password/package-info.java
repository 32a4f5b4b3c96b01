/**
 * Password rules an administrator can write and nobody can hang: named RE2 expressions, matched in linear time, with a
 * text for people in every language of the realm.
 *
 * <p>{@link org.gatehouse.realm.password.PasswordPolicy} is the rules as data,
 * {@link org.gatehouse.realm.password.PasswordCheck} the rules at work; every engine evaluates them here, so a password
 * one accepts is never refused by another.
 */
@NullMarked
package org.gatehouse.realm.password;

import org.jspecify.annotations.NullMarked;
