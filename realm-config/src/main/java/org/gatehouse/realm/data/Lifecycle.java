package org.gatehouse.realm.data;

import java.time.Period;

/**
 * How long data outlives its purpose.
 *
 * @param softDeleted how long a deleted account can be restored, one day to six months
 * @param afterContract how long the realm outlives its contract, three months to two years
 * @param mailLog how long it is kept what was sent to whom, one to three days
 */
public record Lifecycle(Period softDeleted, Period afterContract, Period mailLog) {

    public static final Period SHORTEST_SOFT_DELETED = Period.ofDays(1);

    public static final Period SHORTEST_AFTER_CONTRACT = Period.ofMonths(3);

    public static final Period SHORTEST_MAIL_LOG = Period.ofDays(1);

    /** Each as long as it may be: a realm asks for less. */
    public static final Lifecycle DEFAULT = new Lifecycle(Period.ofMonths(6), Period.ofYears(2), Period.ofDays(3));
}
