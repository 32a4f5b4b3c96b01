package org.gatehouse.realm.password;

import java.util.List;
import java.util.OptionalInt;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** What rules ask of people, found by trying candidates on them; to be compared with what is recommended. */
public final class PolicyDemands {

    /** Long enough for any demand on length, and each of one class of characters only. */
    private static final List<String> PLAIN = List.of(
            "correct horse battery staple ",
            "abcdefghijklmnopqrstuvwxyz",
            "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
            "7041852963",
            "!#%&()*+,-./:;<=>?@[]^_{|}~");

    private static final int LONG = 64;

    private PolicyDemands() {}

    /** Whether the rule wants certain characters: it turns down something long only for what it is made of. */
    public static boolean isOnComposition(PasswordRule rule) {
        Predicate<String> acceptable = RuleReview.acceptable(List.of(rule));
        boolean acceptsLong = Candidates.ofEveryKind(LONG).anyMatch(acceptable);
        return rule.mustMatch()
                && acceptsLong
                && !PLAIN.stream().map(PolicyDemands::lengthened).allMatch(acceptable);
    }

    /** The length of the shortest candidate found that meets all rules; empty when none was found. */
    public static OptionalInt shortest(List<PasswordRule> rules) {
        Predicate<String> acceptable = RuleReview.acceptable(rules);
        IntStream examples = rules.stream()
                .flatMap(rule -> rule.examples().accept().stream())
                .filter(acceptable)
                .mapToInt(example -> example.codePointCount(0, example.length()));
        IntStream generated = IntStream.rangeClosed(1, PasswordCheck.LONGEST_CANDIDATE)
                .filter(length -> Candidates.ofEveryKind(length).anyMatch(acceptable))
                .limit(1);
        return IntStream.concat(examples, generated).min();
    }

    /** Whether some candidate of 64 characters meets all rules. */
    public static boolean acceptsLong(List<PasswordRule> rules) {
        return Candidates.ofEveryKind(LONG).anyMatch(RuleReview.acceptable(rules));
    }

    private static String lengthened(String plain) {
        return plain.repeat(LONG / plain.length() + 1).substring(0, LONG);
    }
}
