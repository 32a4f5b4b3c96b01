package org.gatehouse.server.crash;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.server.crash.Finding.Kind;
import org.gatehouse.server.crash.Ledger.Expected;
import org.gatehouse.server.testing.Answer;

/** An administrator creates accounts, edits them, gives and takes a role, deletes and erases. */
final class Administration implements Operation {

    private static final String ACCOUNTS = "/accounts";
    private static final String ROLE = "dispatcher";

    private final Ledger ledger;
    private final Administrator administrator;

    /** Made for each person of the load, so that what is done to one account is in order too. */
    private final Map<Person, List<Colleague>> colleagues = new ConcurrentHashMap<>();

    Administration(Ledger ledger, Administrator administrator) {
        this.ledger = ledger;
        this.administrator = administrator;
    }

    private static final class Colleague {

        private final String id;
        private String displayName;
        private boolean dispatcher;
        private boolean deleted;
        private boolean erased;

        Colleague(String id, String displayName) {
            this.id = id;
            this.displayName = displayName;
        }

        String path() {
            return ACCOUNTS + "/" + id;
        }
    }

    /**
     * One change of a colleague.
     *
     * @param done tells from outside whether it happened
     * @param remember what is known from then on
     */
    private record Change(
            String method, String path, String json, Activity activity, Predicate<Answer> done, Runnable remember) {}

    @Override
    public void perform(Person person) throws CutOff {
        List<Colleague> mine = colleagues.computeIfAbsent(person, somebody -> new ArrayList<>());
        List<Colleague> present = mine.stream().filter(one -> !one.erased).toList();
        if (present.isEmpty() || person.random().nextInt(3) == 0) {
            create(person, mine);
        } else {
            Colleague one = present.get(person.random().nextInt(present.size()));
            change(person, one, any(person, one));
        }
    }

    @Override
    public void verify(Person person) throws CutOff {
        for (Colleague one : colleagues.getOrDefault(person, List.of())) {
            Answer view = view(person, one);
            boolean asAcknowledged = one.erased
                    ? view.status() == 404
                    : view.json("displayName").equals(one.displayName)
                            && isDispatcher(view) == one.dispatcher
                            && isDeleted(view) == one.deleted;
            if (!asAcknowledged) {
                ledger.finding(
                        Kind.ACKNOWLEDGED_BUT_LOST,
                        "Account %s is not as acknowledged, but %s".formatted(one.id, view.body()));
            }
        }
    }

    private void create(Person person, List<Colleague> mine) throws CutOff {
        String name = "%s-%d".formatted(person.userName(), person.random().nextInt(Integer.MAX_VALUE));
        try {
            Answer answer = create(person, name);
            created(answer, mine, name);
            ledger.acknowledged(answer, Administrator.NAME, Expected.success(Activity.USER_CREATED));
        } catch (CutOff cut) {
            person.doubts(() -> {
                Answer answer = create(person, name); // the same account, whether it was made or not
                created(answer, mine, name);
                ledger.possible(answer, Administrator.NAME, Expected.success(Activity.USER_CREATED));
            });
            throw cut;
        }
    }

    private Answer create(Person person, String name) throws CutOff {
        String json = "{\"userName\":\"%s\",\"displayName\":\"%s\"}".formatted(name, name);
        return administrator.call(person.browser().stranger(), "POST", ACCOUNTS, json, "Idempotency-Key", name);
    }

    private void created(Answer answer, List<Colleague> mine, String name) {
        if (answer.status() == 201) {
            mine.add(new Colleague(answer.json("id"), name));
        } else {
            ledger.finding(Kind.WRONG_ANSWER, "An account was not created: " + answer.body());
        }
    }

    private static Change any(Person person, Colleague one) {
        if (one.deleted) {
            return new Change(
                    "POST",
                    one.path() + "/erase",
                    null,
                    Activity.USER_ERASED,
                    view -> view.status() == 404,
                    () -> one.erased = true);
        }
        return switch (person.random().nextInt(5)) {
            case 0 -> delete(one);
            case 1, 2 -> role(one, !one.dispatcher);
            default -> rename(one, one.displayName + "x");
        };
    }

    private static Change delete(Colleague one) {
        return new Change("DELETE", one.path(), null, Activity.USER_SOFT_DELETED, Administration::isDeleted, () -> {
            one.deleted = true;
            one.dispatcher = false;
        });
    }

    private static Change role(Colleague one, boolean given) {
        return new Change(
                given ? "PUT" : "DELETE",
                one.path() + "/roles/" + ROLE,
                null,
                given ? Activity.ROLE_GRANTED : Activity.ROLE_REVOKED,
                view -> isDispatcher(view) == given,
                () -> one.dispatcher = given);
    }

    private static Change rename(Colleague one, String name) {
        return new Change(
                "PATCH",
                one.path(),
                "{\"displayName\":\"" + name + "\"}",
                Activity.USER_UPDATED,
                view -> view.json("displayName").equals(name),
                () -> one.displayName = name);
    }

    private void change(Person person, Colleague one, Change change) throws CutOff {
        String tag = view(person, one).header("ETag");
        try {
            Answer answer = administrator.call(
                    person.browser().stranger(), change.method(), change.path(), change.json(), "If-Match", tag);
            if (answer.status() < 300) {
                ledger.acknowledged(answer, Administrator.NAME, Expected.success(change.activity()));
                change.remember().run();
            } else {
                ledger.finding(Kind.WRONG_ANSWER, "%s was refused: %s".formatted(change.activity(), answer.body()));
            }
        } catch (CutOff cut) {
            person.doubts(() -> settle(person, one, change, cut.request()));
            throw cut;
        }
    }

    private void settle(Person person, Colleague one, Change change, long request) throws CutOff {
        boolean done = change.done().test(view(person, one));
        ledger.settled(request, change.activity(), done, change.activity().code() + " of " + one.id);
        if (done) {
            change.remember().run();
        }
    }

    private Answer view(Person person, Colleague one) throws CutOff {
        return administrator.call(person.browser().stranger(), "GET", one.path(), null);
    }

    private static boolean isDispatcher(Answer view) {
        return view.json()
                .path("roles")
                .valueStream()
                .anyMatch(role -> role.asString().equals(ROLE));
    }

    private static boolean isDeleted(Answer view) {
        return view.json("state").equals("deleted");
    }
}
