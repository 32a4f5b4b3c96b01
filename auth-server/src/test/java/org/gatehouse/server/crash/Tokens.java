package org.gatehouse.server.crash;

import java.util.List;
import java.util.Map;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.server.crash.Finding.Kind;
import org.gatehouse.server.crash.Ledger.Expected;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Jwts;
import org.gatehouse.server.testing.RelyingApp;

/** The token endpoint as relying apps use it, each answer told to the ledger. */
final class Tokens {

    private final Ledger ledger;
    private final RelyingApp service;

    /** @param service who may ask about anybody's tokens */
    Tokens(Ledger ledger, RelyingApp service) {
        this.ledger = ledger;
        this.service = service;
    }

    /** False when the code was refused. */
    boolean redeem(Person person, Lineage lineage) throws CutOff {
        Answer answer = post(person, lineage, lineage.app().redemption(lineage.code()));
        return isGranted(answer, person, lineage, Activity.TOKEN_ISSUED);
    }

    /** False when the refresh token was refused. */
    boolean refresh(Person person, Lineage lineage) throws CutOff {
        Answer answer = post(person, lineage, lineage.app().refreshment(lineage.current()));
        return isGranted(answer, person, lineage, Activity.TOKEN_REFRESHED);
    }

    /** Sends what was used before and must be refused; the lineage is over then, and the trail says so. */
    void replay(Person person, Lineage lineage, Map<String, String> used, boolean endsTheLineage) throws CutOff {
        Answer answer = post(person, lineage, used);
        if (answer.status() == 200) {
            ledger.finding(
                    Kind.USED_TWICE, "%s of %s worked again".formatted(used.get("grant_type"), person.userName()));
        } else if (endsTheLineage) {
            ledger.acknowledged(
                    answer, "", Expected.denied(Activity.TOKEN_REPLAYED), Expected.denied(Activity.TOKEN_REFUSED));
            ledger.removed(answer, List.of(lineage));
        } else {
            refused(answer, lineage);
        }
        lineage.end();
    }

    /** After something that ends lineages: this one must be over too. */
    void mustBeOver(Person person, Lineage lineage, Kind otherwise, String since) throws CutOff {
        if (lineage.wasRedeemed() && refresh(person, lineage)) {
            ledger.finding(otherwise, "A refresh token of %s works after %s".formatted(person.userName(), since));
        }
        lineage.end();
    }

    /** After a change without an answer that turned out to have happened: it has ended these too. */
    void mustAllBeOver(Person person, List<Lineage> lineages, String since) throws CutOff {
        for (Lineage lineage : lineages) {
            mustBeOver(person, lineage, Kind.HALF_DONE, since);
        }
    }

    /** Asks without changing anything (RFC 7662). */
    boolean isActive(Person person, Lineage lineage) throws CutOff {
        Map<String, String> form = Map.of("token", lineage.current());
        Answer answer =
                person.browser().stranger().post(service.path("/oauth2/introspect"), form, service.authentication());
        return answer.json().path("active").asBoolean();
    }

    private void refused(Answer answer, Lineage lineage) {
        ledger.acknowledged(answer, "", Expected.denied(Activity.TOKEN_REFUSED));
        ledger.perhapsRemoved(answer, lineage);
    }

    private boolean isGranted(Answer answer, Person person, Lineage lineage, Activity activity) {
        if (answer.status() != 200) {
            refused(answer, lineage);
            return false;
        }
        ledger.acknowledged(answer, person.userName(), Expected.success(activity));
        if (activity == Activity.TOKEN_ISSUED) {
            ledger.registered(answer, lineage);
            lineage.belongTo(String.valueOf(Jwts.claims(answer.json("id_token")).getClaim("sid")));
        }
        lineage.hold(answer.json("access_token"));
        if (!lineage.add(answer.json("refresh_token"))) {
            ledger.finding(
                    Kind.ACKNOWLEDGED_BUT_LOST,
                    "A rotation of %s was lost: an earlier successor came again".formatted(person.userName()));
        }
        return true;
    }

    private static Answer post(Person person, Lineage lineage, Map<String, String> form) throws CutOff {
        return person.browser()
                .stranger()
                .post(lineage.app().path("/oauth2/token"), form, lineage.app().authentication());
    }
}
