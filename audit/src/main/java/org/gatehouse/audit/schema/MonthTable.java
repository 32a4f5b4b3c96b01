package org.gatehouse.audit.schema;

import java.time.YearMonth;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gatehouse.audit.event.Tier;

/** The table that holds the entries of one tier and one month (UTC). */
public record MonthTable(Tier tier, YearMonth month) {

    private static final String PREFIX = AuditSchema.NAME + ".audit_entry_";
    private static final Pattern NAME =
            Pattern.compile("audit_entry_(?<tier>p[0-9]+[my])_(?<year>[0-9]{4})_(?<month>0[1-9]|1[0-2])");

    /** The table of that name, if it is one: {@code audit_entry_p13m_2026_11}. */
    public static Optional<MonthTable> find(String table) {
        Matcher name = NAME.matcher(table);
        if (!name.matches()) {
            return Optional.empty();
        }
        YearMonth month = YearMonth.of(Integer.parseInt(name.group("year")), Integer.parseInt(name.group("month")));
        return Tier.find(name.group("tier").toUpperCase(Locale.ROOT)).map(tier -> new MonthTable(tier, month));
    }

    /** The name with its schema, as statements write it. */
    public String name() {
        return "%s_%04d_%02d".formatted(parent(), month.getYear(), month.getMonthValue());
    }

    /** The table all months of the tier are attached to. */
    public String parent() {
        return PREFIX + tier.name().toLowerCase(Locale.ROOT);
    }
}
