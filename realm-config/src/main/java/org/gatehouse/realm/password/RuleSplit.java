package org.gatehouse.realm.password;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.gatehouse.realm.pattern.UnusablePatternException;

/** Turns one written rule into the rules it means. */
final class RuleSplit {

    private RuleSplit() {}

    static List<PasswordRule> split(PasswordRule written) {
        List<LookaheadSplit.Piece> pieces = written.mustMatch() ? LookaheadSplit.pieces(written.pattern()) : List.of();
        List<PasswordRule> rules = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        for (LookaheadSplit.Piece piece : pieces) {
            rules.add(rule(written, piece, taken));
        }
        return rules.isEmpty() ? List.of(written) : rules;
    }

    private static PasswordRule rule(PasswordRule written, LookaheadSplit.Piece piece, Set<String> taken) {
        Optional<KnownDemand> known = KnownDemand.of(piece);
        String id = free(known.map(KnownDemand::id).orElse(written.id()), taken);
        PasswordRule rule = new PasswordRule(
                id,
                piece.expression(),
                piece.mustMatch(),
                known.map(KnownDemand::text).orElse(written.text()),
                Examples.NONE);
        return withExamples(rule, written.examples());
    }

    /** Each piece accepts what the whole accepts; of what the whole refuses, only some is refused by this piece. */
    private static PasswordRule withExamples(PasswordRule rule, Examples whole) {
        List<String> refused = whole.refuse().stream()
                .filter(candidate -> isRefused(rule, candidate))
                .toList();
        return new PasswordRule(
                rule.id(), rule.pattern(), rule.mustMatch(), rule.text(), new Examples(whole.accept(), refused));
    }

    private static boolean isRefused(PasswordRule rule, String candidate) {
        try {
            return !RuleReview.acceptable(List.of(rule)).test(candidate);
        } catch (UnusablePatternException ex) {
            return false; // the review reports the pattern itself
        }
    }

    private static String free(String wanted, Set<String> taken) {
        String id = wanted;
        for (int number = 2; !taken.add(id); number++) {
            id = wanted + "-" + number;
        }
        return id;
    }
}
