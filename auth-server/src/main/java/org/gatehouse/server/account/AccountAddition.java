package org.gatehouse.server.account;

import java.util.Optional;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.session.SignedInAccount;

/** What another feature adds to the first page of a person's account; a bean of that feature. */
public interface AccountAddition {

    /** The way to the feature's own page; empty where the realm or the person has none of it. */
    Optional<Link> link(Realm realm, Account account);

    /** Something the person may want to do now and can leave; at most a few are shown. */
    Optional<Offer> offer(Realm realm, Account account, SignedInAccount person);

    /**
     * A link.
     *
     * @param label code of its text
     * @param path of the page below {@code /realms/{realm}/account/}
     */
    record Link(String label, String path) {}

    /**
     * A card.
     *
     * @param title code of its heading
     * @param text code of what it says
     * @param action where it leads
     */
    record Offer(String title, String text, Link action) {}
}
