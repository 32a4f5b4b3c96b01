package org.gatehouse.realm.file.data;

import java.time.Period;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.gatehouse.realm.data.DataProtection;
import org.gatehouse.realm.data.Lifecycle;
import org.gatehouse.realm.data.SupportAccess;
import org.gatehouse.realm.document.Part;
import org.gatehouse.realm.file.common.Choice;
import org.gatehouse.realm.file.common.Names;
import org.gatehouse.realm.file.common.Periods;

/** Reads {@code billingCountry}, {@code attestations}, {@code support} and {@code lifecycle}. */
public final class DataSection {

    private DataSection() {}

    /** @param languages of the realm, in each of which a text is wanted */
    public static DataProtection read(Part file, Names names, List<String> languages) {
        checkCountry(file);
        return new DataProtection(
                file.textOrNull("billingCountry"),
                AttestationsSection.read(file, names, languages),
                Choice.of(
                        file.child("support"),
                        "access",
                        SupportAccess.values(),
                        SupportAccess::code,
                        SupportAccess.CONSENT_REQUIRED),
                lifecycle(file.child("lifecycle")));
    }

    private static void checkCountry(Part file) {
        Part country = file.child("billingCountry");
        if (!file.has("billingCountry") || !country.isFlawless()) {
            return;
        }
        if (!Arrays.asList(Locale.getISOCountries()).contains(country.text())) {
            String hint =
                    country.text().equals("UK") ? "Write GB." : "Write its two letters of ISO 3166-1, for example FR.";
            country.refuse("There is no country `" + country.text() + "`.", hint);
        }
    }

    private static Lifecycle lifecycle(Part part) {
        Lifecycle longest = Lifecycle.DEFAULT;
        return new Lifecycle(
                period(part, "softDeleted", Lifecycle.SHORTEST_SOFT_DELETED, longest.softDeleted()),
                period(part, "afterContract", Lifecycle.SHORTEST_AFTER_CONTRACT, longest.afterContract()),
                period(part, "mailLog", Lifecycle.SHORTEST_MAIL_LOG, longest.mailLog()));
    }

    private static Period period(Part part, String key, Period least, Period most) {
        Period period = Periods.read(part, key, most);
        Periods.check(part.child(key), period, least, most);
        return period;
    }
}
