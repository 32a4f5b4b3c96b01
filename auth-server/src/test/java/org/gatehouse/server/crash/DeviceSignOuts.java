package org.gatehouse.server.crash;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.server.crash.Finding.Kind;
import org.gatehouse.server.testing.Answer;

/** A person signs one of their devices out, as the account page lists them. */
final class DeviceSignOuts implements Operation {

    private static final Pattern LISTED =
            Pattern.compile("action=\"(" + SignIns.ACCOUNT + "/devices/[0-9a-f-]{36}/sign-out)\"");

    private final Ledger ledger;
    private final SignIns signIns;
    private final Tokens tokens;

    DeviceSignOuts(Ledger ledger, SignIns signIns, Tokens tokens) {
        this.ledger = ledger;
        this.signIns = signIns;
        this.tokens = tokens;
    }

    @Override
    public boolean isPossible(Person person) {
        return person.isSignedIn() && !onDevices(person).isEmpty();
    }

    @Override
    public void perform(Person person) throws CutOff {
        Answer page = person.browser().get(SignIns.ACCOUNT);
        if (page.status() != 200) {
            signIns.lost(person);
            return;
        }
        List<String> listed = listed(person, page);
        if (!listed.isEmpty()) {
            signOut(person, page, listed.get(person.random().nextInt(listed.size())));
        }
    }

    /** The page lists the devices that hold live tokens, no more and no less. */
    @Override
    public void verify(Person person) throws CutOff {
        Answer page = person.browser().get(SignIns.ACCOUNT);
        if (page.status() == 200) {
            listed(person, page);
        }
    }

    private List<String> listed(Person person, Answer page) {
        List<String> listed = LISTED.matcher(page.body())
                .results()
                .map(MatchResult::group)
                .map(action -> action.substring("action=\"".length(), action.length() - 1))
                .toList();
        int live = onDevices(person).size();
        if (listed.size() != live) {
            ledger.finding(
                    listed.size() < live ? Kind.ACKNOWLEDGED_BUT_LOST : Kind.HALF_DONE,
                    "%s has tokens on %d devices, and %d are listed".formatted(person.userName(), live, listed.size()));
        }
        return listed;
    }

    private void signOut(Person person, Answer page, String action) throws CutOff {
        try {
            Answer answer = person.browser().submit(page, action, Map.of());
            if (answer.location().endsWith("?signed-out")) {
                person.doubts(() -> attribute(person, answer));
            } else {
                ledger.finding(Kind.WRONG_ANSWER, "%s could not sign a device out".formatted(person.userName()));
            }
        } catch (CutOff cut) {
            person.doubts(() -> settle(person, cut.request()));
            throw cut;
        }
    }

    /** The page does not tell which app's tokens are on which device: the one that is over now. */
    private void attribute(Person person, Answer answer) throws CutOff {
        Optional<Lineage> ended = ended(person);
        if (ended.isPresent()) {
            ledger.removed(answer, List.of(ended.get()));
            ended.get().end();
        } else {
            ledger.finding(
                    Kind.ACKNOWLEDGED_BUT_LOST, "A device that %s signed out lives".formatted(person.userName()));
        }
    }

    private void settle(Person person, long request) throws CutOff {
        Optional<Lineage> ended = ended(person);
        ledger.settled(
                request, Activity.DEVICE_REMOVED, ended.isPresent(), "device signed out by " + person.userName());
        ended.ifPresent(Lineage::end);
    }

    private Optional<Lineage> ended(Person person) throws CutOff {
        List<Lineage> ended = new ArrayList<>();
        for (Lineage lineage : onDevices(person)) {
            if (!tokens.isActive(person, lineage)) {
                ended.add(lineage);
            }
        }
        if (ended.size() > 1) {
            ledger.finding(
                    Kind.ACKNOWLEDGED_BUT_LOST,
                    "%s signed one device out, and the tokens of %d ended".formatted(person.userName(), ended.size()));
        }
        return ended.stream().findFirst();
    }

    private static List<Lineage> onDevices(Person person) {
        return person.live().filter(Lineage::isOnDevice).toList();
    }
}
