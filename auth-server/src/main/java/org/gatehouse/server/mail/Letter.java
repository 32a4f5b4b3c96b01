package org.gatehouse.server.mail;

import java.util.UUID;

/**
 * A message as it is sent: the same words as text and as HTML.
 *
 * @param sender what the recipient reads as the sender's name
 * @param to one address
 */
public record Letter(UUID id, String sender, String to, String subject, String text, String html) {

    /** @throws IllegalArgumentException when something would begin another header (RFC 5322 section 2.2) */
    public Letter {
        requireOneLine(sender);
        requireOneLine(to);
        requireOneLine(subject);
    }

    private static void requireOneLine(String header) {
        if (header.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("A header of a letter is one line");
        }
    }

    @Override
    public String toString() {
        return "Letter[" + id + "]"; // a link or a code has no place in a log
    }
}
