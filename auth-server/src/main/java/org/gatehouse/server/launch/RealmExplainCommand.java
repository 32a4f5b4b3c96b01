package org.gatehouse.server.launch;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.gatehouse.realm.explain.KeyExplanation;
import org.gatehouse.realm.explain.RealmKeys;
import org.gatehouse.realm.explain.UnknownKeyException;
import org.gatehouse.server.StartRefusedException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

/** Says what a key of the realm file means. */
@Command(
        name = "explain",
        description = {
            "Say what a key of the realm file means: its type, default, bounds and an example.",
            "Exit codes: 0 explained, 1 there is no such key."
        },
        mixinStandardHelpOptions = true)
final class RealmExplainCommand implements Callable<Integer> {

    private final PrintStream answers;

    @Parameters(
            arity = "0..1",
            paramLabel = "KEY",
            description = "The key, with those around it: clients.redirectUris. Without one, the keys of the file.")
    private @Nullable String key;

    @Option(names = "--json", description = "Print one line of JSON instead of text.")
    private boolean json;

    RealmExplainCommand(PrintStream answers) {
        this.answers = answers;
    }

    @Override
    public Integer call() {
        try {
            if (key == null) {
                Map<String, String> keys = RealmKeys.all();
                answers.println(json ? JsonMapper.shared().writeValueAsString(Map.of("keys", keys)) : table(keys));
            } else {
                KeyExplanation explanation = RealmKeys.explain(key);
                answers.println(json ? JsonMapper.shared().writeValueAsString(explanation) : text(explanation));
            }
            return Launcher.DONE;
        } catch (UnknownKeyException ex) {
            throw new StartRefusedException(String.valueOf(ex.getMessage()), ex);
        }
    }

    private static String text(KeyExplanation explanation) {
        List<String> lines = new ArrayList<>();
        lines.add(explanation.path() + ": " + explanation.type() + (explanation.required() ? ", required" : ""));
        if (!explanation.enforced()) {
            lines.add(RealmKeys.NOT_ENFORCED);
        }
        lines.add(explanation.meaning());
        addUnlessEmpty(lines, "Default: ", explanation.defaultValue());
        addUnlessEmpty(lines, "One of: ", String.join(", ", explanation.choices()));
        addUnlessEmpty(lines, "Bounds: ", String.join("; ", explanation.bounds()));
        addUnlessEmpty(lines, "Example:\n", explanation.example().indent(4).stripTrailing());
        addUnlessEmpty(lines, "Keys in it:\n", table(explanation.keys()));
        return String.join("\n", lines);
    }

    private static void addUnlessEmpty(List<String> lines, String label, String text) {
        if (!text.isEmpty()) {
            lines.add(label + text);
        }
    }

    private static String table(Map<String, String> keys) {
        return TextTable.of(keys.entrySet().stream()
                .map(entry -> List.of(entry.getKey(), entry.getValue()))
                .toList());
    }
}
