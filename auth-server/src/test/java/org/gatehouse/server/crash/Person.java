package org.gatehouse.server.crash;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Somebody with an account and a browser, and what the service has told them so far. One worker at a time has a person,
 * so what it says is in order.
 */
final class Person {

    private final String userName;
    private final Caller browser;
    private final Random random;
    private final List<String> passwords = new ArrayList<>();
    private final List<Lineage> lineages = new ArrayList<>();
    private final List<Caller> signedOut = new ArrayList<>();
    private final Deque<Doubt> doubts = new ArrayDeque<>();
    private int session;
    private int attempts;
    private boolean signedIn;
    private boolean consented;

    Person(String userName, String password, Caller browser, Random random) {
        this.userName = userName;
        this.browser = browser;
        this.random = random;
        this.passwords.add(password);
    }

    /** Finds out what became of a request without an answer. Settled when it returns; asked again when cut off itself. */
    interface Doubt {
        void settle() throws CutOff;
    }

    String userName() {
        return userName;
    }

    Caller browser() {
        return browser;
    }

    Random random() {
        return random;
    }

    /** The last one the service acknowledged. */
    String password() {
        return passwords.get(passwords.size() - 1);
    }

    List<String> formerPasswords() {
        return passwords.subList(0, passwords.size() - 1);
    }

    String anotherPassword() {
        return "Phrase-%d-of-%s".formatted(++attempts, userName);
    }

    /** Ends what any sign-in obtained; the session stays. */
    void passwordChanged(String password) {
        passwords.add(password);
    }

    boolean isSignedIn() {
        return signedIn;
    }

    int session() {
        return session;
    }

    void signedIn() {
        signedIn = true;
        session++;
    }

    /** The session is over; its cookies are kept, because they must never work again. */
    void signedOut(Caller withItsCookies) {
        signedIn = false;
        signedOut.add(withItsCookies);
        browser.forgetCookies();
    }

    List<Caller> signedOut() {
        return signedOut;
    }

    /** The session is gone though nobody ended it. */
    void lostSession() {
        signedIn = false;
    }

    boolean hasConsented() {
        return consented;
    }

    void consented() {
        consented = true;
    }

    void add(Lineage lineage) {
        lineages.add(lineage);
    }

    List<Lineage> lineages() {
        return lineages;
    }

    Stream<Lineage> live() {
        return lineages.stream().filter(Lineage::isLive);
    }

    void doubts(Doubt doubt) {
        doubts.add(doubt);
    }

    /** Clears up what earlier answers left open. */
    void settle() throws CutOff {
        while (!doubts.isEmpty()) {
            doubts.peek().settle();
            doubts.remove();
        }
    }
}
