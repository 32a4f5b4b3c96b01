package org.gatehouse.server.crash;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.server.crash.Finding.Kind;
import org.gatehouse.server.crash.Ledger.Expected;
import org.gatehouse.server.testing.Answer;

/** A person who forgot the password is mailed a link and sets another by it: once, and everything else ends. */
final class PasswordResets implements Operation {

    private static final String ASK = "/realms/acme/sign-in/forgotten";
    private static final String RESET = "/realms/acme/sign-in/reset";

    /** Fewer than what the service lets somebody ask. */
    private static final int MOST = 3;

    private final Ledger ledger;
    private final SignIns signIns;
    private final Tokens tokens;
    private final Map<Person, Integer> asked = new ConcurrentHashMap<>();
    private final Map<Person, Integer> opened = new ConcurrentHashMap<>();
    private final Map<Person, List<String>> used = new ConcurrentHashMap<>();

    PasswordResets(Ledger ledger, SignIns signIns, Tokens tokens) {
        this.ledger = ledger;
        this.signIns = signIns;
        this.tokens = tokens;
    }

    @Override
    public boolean isPossible(Person person) {
        return person.isSignedIn()
                && (asked.getOrDefault(person, 0) < MOST || links(person).size() > opened(person));
    }

    @Override
    public void perform(Person person) throws CutOff {
        List<String> links = links(person);
        if (links.size() > opened(person)) {
            opened.put(person, links.size());
            open(person, links.get(links.size() - 1));
        } else {
            ask(person);
        }
    }

    /** The letter takes its time, and longer when the service dies over it: who asked does other things meanwhile. */
    private void ask(Person person) throws CutOff {
        asked.merge(person, 1, Integer::sum);
        Caller browser = person.browser().stranger();
        Answer answer = browser.submit(browser.get(ASK), ASK, Map.of("username", person.userName()));
        if (answer.status() != 200) {
            ledger.finding(Kind.WRONG_ANSWER, "Asking for a link was answered with " + answer.status());
        }
    }

    /** No link works again, and the password it set is the password: {@link PasswordChanges} asks for that. */
    @Override
    public void verify(Person person) throws CutOff {
        for (String link : used.getOrDefault(person, List.of())) {
            mustBeOver(person, link);
        }
    }

    private void mustBeOver(Person person, String link) throws CutOff {
        if (person.browser().stranger().get(link).status() != 410) {
            ledger.finding(Kind.USED_TWICE, "The link by which %s set a password".formatted(person.userName()));
        }
    }

    /** A link is void when the account changed since, or another was sent: one whose answer was cut off asked for that. */
    private void open(Person person, String link) throws CutOff {
        Caller browser = person.browser().stranger();
        Answer page = browser.get(link);
        if (page.status() == 200) {
            reset(person, browser, page, link, person.anotherPassword());
        }
    }

    private void reset(Person person, Caller browser, Answer page, String link, String wanted) throws CutOff {
        Caller before = person.browser().copy();
        try {
            Answer answer = browser.submit(page, RESET, Map.of("password", wanted));
            if (answer.location().endsWith("/done")) {
                ledger.acknowledged(answer, person.userName(), Expected.success(Activity.CREDENTIAL_RESET));
                ledger.removed(answer, person.live().toList());
                done(person, before, link, wanted);
                person.live().forEach(Lineage::end);
            } else if (answer.status() == 410) {
                ledger.acknowledged(answer, "", Expected.failure(Activity.CREDENTIAL_RESET));
            } else {
                ledger.finding(Kind.WRONG_ANSWER, "%s could not reset the password".formatted(person.userName()));
            }
        } catch (CutOff cut) {
            person.doubts(() -> settle(person, before, link, wanted, cut.request()));
            throw cut;
        }
    }

    private void settle(Person person, Caller before, String link, String wanted, long request) throws CutOff {
        boolean changed = signIns.works(person.browser().stranger(), person, wanted);
        ledger.settled(request, Activity.CREDENTIAL_RESET, changed, "reset by " + person.userName());
        if (changed) {
            mustBeOver(person, link);
            done(person, before, link, wanted);
            tokens.mustAllBeOver(person, person.live().toList(), "a reset without an answer");
        } else if (!signIns.works(person.browser().stranger(), person, person.password())) {
            ledger.finding(
                    Kind.HALF_DONE, "Neither the old nor the new password of %s works".formatted(person.userName()));
        }
    }

    private void done(Person person, Caller before, String link, String wanted) {
        if (person.password().equals(wanted)) {
            return; // a doubt may be cut off itself, and is settled again
        }
        person.passwordChanged(wanted);
        used.computeIfAbsent(person, somebody -> new ArrayList<>()).add(link);
        ledger.over(person.live().toList());
        if (person.isSignedIn()) {
            person.signedOut(before);
        }
    }

    private int opened(Person person) {
        return opened.getOrDefault(person, 0);
    }

    private static List<String> links(Person person) {
        return Installation.MAIL.everything(person.userName() + "@people.example").stream()
                .filter(letter -> letter.text().contains(RESET + "?token="))
                .map(letter -> letter.link())
                .toList();
    }
}
