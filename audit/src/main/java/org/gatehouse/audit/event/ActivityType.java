package org.gatehouse.audit.event;

/** What an entry says was done: an activity of the catalogue, or one that a realm defined for its relying apps. */
public sealed interface ActivityType permits Activity, CustomActivity {

    /** The stored number; of a custom activity it means something only within its realm. */
    int id();

    /** The stable public name, for example {@code auth.login} or {@code x.work-order.signed}. */
    String code();

    /** The one category, which decides how long entries are kept. */
    Category category();
}
