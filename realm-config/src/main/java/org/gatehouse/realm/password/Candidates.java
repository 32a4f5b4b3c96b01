package org.gatehouse.realm.password;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Candidates to try a rule with. Whether an expression can be met at all is not decided by analysis but by a witness:
 * one of these, or an example the author gives. So a rule nobody can meet is always refused, and an exotic one that
 * none of these meets only costs its author one example.
 */
final class Candidates {

    /** Repeated to every length; between them they hold every usual class of character, alone and mixed. */
    private static final List<String> SEEDS = List.of(
            "Kq7-wZ3_eM9+rT5!",
            "correct horse battery staple ",
            "Tr0ub4dor&3 ",
            "abcdefghijklmnopqrstuvwxyz",
            "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
            "7041852963",
            "!#%&()*+,-./:;<=>?@[]^_{|}~$\"'`\\",
            "Éèçàùœ9-",
            "a",
            "密码パスワード");

    private static final List<Integer> FIRST_LENGTHS = List.of(16, 24, 12, 8, 32, 64);

    private Candidates() {}

    /** The rules' own accepted examples first, then generated ones of every length, the likely lengths first. */
    static Stream<String> trying(List<PasswordRule> rules) {
        Stream<String> examples = rules.stream().flatMap(rule -> rule.examples().accept().stream());
        return Stream.concat(examples, generated());
    }

    private static Stream<String> generated() {
        IntStream lengths = IntStream.concat(
                FIRST_LENGTHS.stream().mapToInt(Integer::intValue),
                IntStream.rangeClosed(1, PasswordCheck.LONGEST_CANDIDATE));
        return lengths.boxed().flatMap(Candidates::ofEveryKind);
    }

    /** Of one length. */
    static Stream<String> ofEveryKind(int length) {
        return SEEDS.stream().map(seed -> ofLength(seed, length));
    }

    private static String ofLength(String seed, int length) {
        return seed.repeat(length / seed.length() + 1).substring(0, length);
    }
}
