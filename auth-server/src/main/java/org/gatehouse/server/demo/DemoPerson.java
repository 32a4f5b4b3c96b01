package org.gatehouse.server.demo;

import org.jspecify.annotations.Nullable;

/**
 * Somebody a visitor may sign in as; all of it is printed on the page.
 *
 * @param password null for people who sign in another way
 * @param totpSecret in Base32, null without that factor
 * @param about what this person shows: roles, or the state the account is in
 */
public record DemoPerson(
        String userName,
        @Nullable String password,
        @Nullable String totpSecret,
        String about) {

    @Override
    public String toString() {
        return "DemoPerson[" + userName + "]";
    }
}
