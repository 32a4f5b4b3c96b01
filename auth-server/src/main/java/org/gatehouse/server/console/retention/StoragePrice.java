package org.gatehouse.server.console.retention;

import java.math.BigDecimal;
import java.text.NumberFormat;
import java.util.Currency;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gatehouse.server.StartRefusedException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** What a gigabyte of storage costs in a month here, as the operator says it; pages tell volumes alone without. */
@Component
class StoragePrice {

    private static final String SETTING = "gatehouse.trail.storage-price";
    private static final Pattern PRICE = Pattern.compile("([0-9]{1,6}(?:\\.[0-9]{1,6})?) ([A-Z]{3})");
    private static final BigDecimal BYTES = BigDecimal.valueOf(1_000_000_000);

    private final @Nullable BigDecimal amount;
    private final @Nullable Currency currency;

    /** @throws StartRefusedException when it is no amount with a currency (ISO 4217) */
    StoragePrice(@Value("${" + SETTING + ":}") String price) {
        if (price.isBlank()) {
            amount = null;
            currency = null;
            return;
        }
        Matcher parts = PRICE.matcher(price.strip());
        if (!parts.matches()) {
            throw wrong();
        }
        try {
            amount = new BigDecimal(parts.group(1));
            currency = Currency.getInstance(parts.group(2));
        } catch (IllegalArgumentException ex) {
            throw wrong();
        }
    }

    /** What so many bytes cost in a month, as people read it; null when nobody said what they cost. */
    @Nullable
    String of(long bytes, Locale locale) {
        if (amount == null || currency == null) {
            return null;
        }
        NumberFormat format = NumberFormat.getCurrencyInstance(locale);
        format.setCurrency(currency);
        return format.format(amount.multiply(BigDecimal.valueOf(bytes)).divide(BYTES));
    }

    private static StartRefusedException wrong() {
        return new StartRefusedException(
                SETTING + " must be what a gigabyte costs in a month, with its currency, such as: 0.12 EUR");
    }
}
