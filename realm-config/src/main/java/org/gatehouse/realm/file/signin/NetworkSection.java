package org.gatehouse.realm.file.signin;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.gatehouse.realm.document.Part;
import org.gatehouse.realm.file.common.Names;
import org.gatehouse.realm.file.common.Unique;
import org.gatehouse.realm.network.CidrBlock;
import org.gatehouse.realm.network.InvalidCidrBlockException;
import org.gatehouse.realm.network.NetworkPolicy;
import org.gatehouse.realm.network.NetworkRule;

/** Reads {@code network}. */
public final class NetworkSection {

    private final Names names;
    private final Unique audiences = new Unique("audience");

    private NetworkSection(Names names) {
        this.names = names;
    }

    public static NetworkPolicy read(Part file, Names names) {
        Part part = file.child("network");
        NetworkSection section = new NetworkSection(names);
        List<CidrBlock> inside = blocks(part, "inside", true);
        return new NetworkPolicy(
                inside, part.items("rules").stream().map(section::rule).toList());
    }

    /** Refuses a name for a network where the file does not say which networks are inside. */
    public static void checkHasInside(Part name, Part file) {
        if (!file.child("network").has("inside")) {
            name.refuse("The realm does not say which networks are inside.", "Add `network: inside:`.");
        }
    }

    private NetworkRule rule(Part rule) {
        audiences.check(rule, "for");
        checkAudience(rule.child("for"));
        NetworkRule read = new NetworkRule(rule.text("for"), blocks(rule, "allow", false), blocks(rule, "deny", false));
        if (!rule.has("allow") && !rule.has("deny")) {
            rule.refuse("The rule neither allows nor denies anything.", "Add `allow` or `deny`, or remove it.");
        }
        if (rule.isFlawless() && deniesWhatItAllows(read)) {
            rule.child("deny").refuse("All that is allowed is denied, so they could come from nowhere.", "");
        }
        return read;
    }

    private void checkAudience(Part audience) {
        String text = audience.text();
        if (text.startsWith(NetworkRule.ROLE)) {
            names.checkRole(audience, text.substring(NetworkRule.ROLE.length()));
        } else if (text.startsWith(NetworkRule.CLIENT)) {
            names.checkClient(audience, text.substring(NetworkRule.CLIENT.length()));
        }
    }

    private static boolean deniesWhatItAllows(NetworkRule rule) {
        return !rule.allow().isEmpty()
                && rule.allow().stream()
                        .allMatch(allowed -> rule.deny().stream().anyMatch(denied -> denied.contains(allowed)));
    }

    /** @param own whether these are the realm's own, which cannot be all there are */
    private static List<CidrBlock> blocks(Part part, String key, boolean own) {
        Set<CidrBlock> seen = new HashSet<>();
        List<CidrBlock> blocks = new ArrayList<>();
        part.items(key).stream().filter(Part::isFlawless).forEach(written -> read(written, seen, own, blocks));
        return blocks;
    }

    private static void read(Part written, Set<CidrBlock> seen, boolean own, List<CidrBlock> blocks) {
        try {
            CidrBlock block = CidrBlock.parse(written.text());
            blocks.add(block);
            if (!seen.add(block)) {
                written.refuse("The network `" + block + "` is written twice.", "Keep one of them.");
            }
            if (own && block.isEverything()) {
                written.refuse("Everybody would be inside.", "Name the networks that are your own.");
            }
        } catch (InvalidCidrBlockException ex) {
            written.refuse(String.valueOf(ex.getMessage()), ex.hint());
        }
    }
}
