package org.gatehouse.audit.event;

import java.util.Map;

/**
 * An activity that a realm defined in its realm file.
 *
 * @param id given once and never to another activity of the realm, even after this one left the realm file
 * @param code begins with {@link #PREFIX}, which no activity of the catalogue does
 * @param titles what a reader sees, by language
 */
public record CustomActivity(int id, String code, Category category, Map<String, String> titles)
        implements ActivityType {

    /** What every code of a realm's own begins with, of activities and of object kinds alike. */
    public static final String PREFIX = "x.";

    /** The catalogue has the numbers below. */
    public static final int FIRST_ID = 10_000;

    /** The last that fits into the column. */
    public static final int LAST_ID = 32_767;

    public CustomActivity {
        if (id < FIRST_ID || id > LAST_ID || !code.startsWith(PREFIX)) {
            throw new IllegalArgumentException("'" + code + "' (" + id + ") is no custom activity.");
        }
        titles = Map.copyOf(titles);
    }
}
