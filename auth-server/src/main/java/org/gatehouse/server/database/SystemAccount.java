package org.gatehouse.server.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gatehouse.server.StartRefusedException;

/** An account of the operating system without rights, for a server that root starts but that must not be root. */
record SystemAccount(String name, int uid, int gid) {

    private static final Path ACCOUNTS = Path.of("/etc/passwd");

    /** A dedicated account is best: what runs as {@code nobody} shares its files with whatever else does. */
    private static final List<String> PREFERRED = List.of("gatehouse", "postgres", "nobody");

    /** Who owns the cluster already, so that an account added later does not lock the data away; else the best known. */
    static SystemAccount forCluster(Path cluster) throws IOException {
        Map<String, SystemAccount> accounts = known();
        if (Files.exists(cluster)) {
            Object owner = Files.getAttribute(cluster, "unix:uid");
            for (SystemAccount account : accounts.values()) {
                if (owner.equals(account.uid()) && account.uid() != 0) {
                    return account;
                }
            }
        }
        return PREFERRED.stream()
                .map(accounts::get)
                .filter(account -> account != null)
                .findFirst()
                .orElseThrow(() -> new StartRefusedException(
                        "PostgreSQL does not run as root, and none of the accounts %s exists. ".formatted(PREFERRED)
                                + "Start Gatehouse as an ordinary user, or set GATEHOUSE_DB_URL."));
    }

    List<String> options() {
        return List.of("--reuid=" + uid, "--regid=" + gid, "--clear-groups");
    }

    /**
     * The same with one capability and no way to get another. access(2) looks at the real user's rights and forgets
     * capabilities unless {@code no_setuid_fixup} is set; PostgreSQL looks for its own programs that way.
     */
    List<String> optionsWith(String capability) {
        List<String> options = new ArrayList<>(options());
        for (String set : List.of("--inh-caps", "--ambient-caps", "--bounding-set")) {
            options.add(set + "=-all,+" + capability);
        }
        options.add("--securebits=+no_setuid_fixup");
        return options;
    }

    private static Map<String, SystemAccount> known() throws IOException {
        if (!Files.isReadable(ACCOUNTS)) {
            return Map.of();
        }
        try (Stream<String> lines = Files.lines(ACCOUNTS)) {
            return lines.map(line -> line.split(":", -1))
                    .filter(fields ->
                            fields.length > 3 && fields[2].matches("\\d{1,9}") && fields[3].matches("\\d{1,9}"))
                    .map(fields ->
                            new SystemAccount(fields[0], Integer.parseInt(fields[2]), Integer.parseInt(fields[3])))
                    .collect(Collectors.toMap(SystemAccount::name, Function.identity(), (first, second) -> first));
        }
    }
}
