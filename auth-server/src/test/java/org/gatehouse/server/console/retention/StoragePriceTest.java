package org.gatehouse.server.console.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import org.gatehouse.server.StartRefusedException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("What storage costs")
class StoragePriceTest {

    @ParameterizedTest
    @ValueSource(strings = {"0.12", "EUR", "0,12 EUR", "-1 EUR", "0.12 euro", "0.12 XYZ", "1e3 EUR"})
    void startWhenItIsNoAmountWithACurrencyThenRefusedWithAnExample(String price) {
        assertThatThrownBy(() -> new StoragePrice(price))
                .isInstanceOf(StartRefusedException.class)
                .hasMessageContaining("0.12 EUR");
    }

    @Test
    void costWhenNobodySaidThePriceThenNotTold() {
        assertThat(new StoragePrice(" ").of(1_000, Locale.ENGLISH)).isNull();
    }

    @Test
    void costThenAsTheReadersLanguageWritesIt() {
        StoragePrice price = new StoragePrice("0.12 EUR");

        assertThat(price.of(25_000_000_000L, Locale.ENGLISH)).isEqualTo("€3.00");
        assertThat(price.of(25_000_000_000L, Locale.FRENCH)).isEqualTo("3,00\u00a0€");
        assertThat(price.of(0, Locale.ENGLISH)).isEqualTo("€0.00");
    }
}
