package org.gatehouse.server.database;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The embedded server's settings. They stand on its command line, where no edited file can weaken them. */
final class ServerSettings {

    private static final Map<String, String> SETTINGS = Map.ofEntries(
            // what is acknowledged is on the disk
            Map.entry("fsync", "on"),
            Map.entry("synchronous_commit", "on"),
            Map.entry("full_page_writes", "on"),
            // reachable from this machine only, with a password
            Map.entry("listen_addresses", "127.0.0.1"),
            Map.entry("unix_socket_directories", ""),
            Map.entry("ssl", "off"),
            // sized for one organisation on one machine; recovery after a crash reads at most this much log
            Map.entry("max_connections", "100"),
            Map.entry("shared_buffers", "128MB"),
            Map.entry("max_wal_size", "512MB"),
            Map.entry("jit", "off"),
            // to standard error, in English, and never the values of a statement
            Map.entry("logging_collector", "off"),
            Map.entry("log_destination", "stderr"),
            Map.entry("log_checkpoints", "off"),
            Map.entry("log_error_verbosity", "terse"),
            Map.entry("log_min_error_statement", "panic"),
            Map.entry("log_statement", "none"),
            Map.entry("lc_messages", "C"),
            Map.entry("log_timezone", "UTC"),
            Map.entry("timezone", "UTC"));

    private ServerSettings() {}

    static List<String> arguments(Path cluster, int port) {
        List<String> arguments = new ArrayList<>(List.of("-D", cluster.toString(), "-p", Integer.toString(port)));
        new TreeMap<>(SETTINGS).forEach((name, value) -> {
            arguments.add("-c");
            arguments.add(name + "=" + value);
        });
        return arguments;
    }
}
