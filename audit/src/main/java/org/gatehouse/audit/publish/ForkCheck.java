package org.gatehouse.audit.publish;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.gatehouse.audit.anchor.Anchor;
import org.gatehouse.audit.anchor.Anchors;
import org.gatehouse.audit.event.Tier;
import org.gatehouse.audit.note.VerificationKey;
import org.jspecify.annotations.Nullable;

/** Compares all logs with what was kept of them, and lets those go on that an operator gave up the old state of. */
final class ForkCheck {

    private static final String RENAME = "UPDATE audit.audit_head SET origin = ? WHERE log_id = ? AND origin = ?";

    private static final Pattern NUMBERED = Pattern.compile("(.*/P[0-9]+[MY])(?:/([1-9][0-9]{0,8}))?");

    private final Connection connection;
    private final Anchors anchors;
    private final LogKeys keys;
    private final Map<String, Alarm> told;

    /** @param told what witnesses contradict, of which a file kept beside the database may know nothing */
    ForkCheck(Connection connection, Anchors anchors, LogKeys keys, List<Alarm> told) {
        this.connection = connection;
        this.anchors = anchors;
        this.keys = keys;
        this.told = told.stream().collect(Collectors.toMap(Alarm::log, Function.identity()));
    }

    List<Alarm> run(Consumer<Forked> beginsAnew) throws SQLException, IOException {
        Map<String, LogRow> logs =
                LogRow.all(connection).stream().collect(Collectors.toMap(LogRow::name, Function.identity()));
        List<Alarm> alarms = new ArrayList<>();
        for (String name : told.keySet()) {
            keep(name, logs.get(name));
        }
        for (String name : anchors.logs()) {
            Optional<Anchor> anchor = anchors.find(name);
            if (anchor.isPresent()) {
                check(name, Optional.ofNullable(logs.get(name)), anchor.get(), beginsAnew)
                        .ifPresent(alarms::add);
            }
        }
        return alarms;
    }

    /** Where the files are lost too, so that an operator has something to give up. */
    private void keep(String name, @Nullable LogRow log) throws SQLException, IOException {
        if (log == null || anchors.find(name).isPresent()) {
            return;
        }
        Optional<VerificationKey> key = LogKeys.find(connection, log.origin());
        Optional<Checkpoints.Stored> newest = Checkpoints.newest(connection, log);
        if (key.isPresent() && newest.isPresent()) {
            anchors.keep(name, new Anchor(key.get(), newest.get().note()));
        }
    }

    private static String contradiction(Alarm alarm) {
        return alarm.what().substring(alarm.log().length() + 1);
    }

    private Optional<Alarm> check(String name, Optional<LogRow> log, Anchor anchor, Consumer<Forked> beginsAnew)
            throws SQLException, IOException {
        Optional<String> contradiction = log.isEmpty()
                ? Optional.of("is not in the database")
                : new Continuity(connection, log.get(), anchor)
                        .contradiction()
                        .or(() -> Optional.ofNullable(told.get(name)).map(ForkCheck::contradiction));
        if (contradiction.isEmpty()) {
            anchors.forgetAcceptance(name); // or it would excuse a later fork
            return Optional.empty();
        } else if (!anchors.isForkAccepted(name)) {
            return Optional.of(alarm(name, log, contradiction.get()));
        }
        if (log.isPresent()) {
            beginsAnew.accept(rename(log.get(), anchor));
        }
        anchors.putAside(name);
        return Optional.empty();
    }

    /** Kept when it is already another: the node before us came this far, or another node went first. */
    private Forked rename(LogRow log, Anchor anchor) throws SQLException {
        String origin = log.origin().equals(anchor.checkpoint().origin()) ? next(log.origin()) : log.origin();
        try (PreparedStatement update = connection.prepareStatement(RENAME)) {
            update.setString(1, origin);
            update.setInt(2, log.id());
            update.setString(3, log.origin());
            if (update.executeUpdate() == 1 && !origin.equals(log.origin())) {
                PrunedNotes.carryOver(connection, keys, log, origin);
            }
        }
        return new Forked(log.realm(), log.tier(), anchor.checkpoint(), log.size(), origin);
    }

    static String next(String origin) {
        Matcher parts = NUMBERED.matcher(origin);
        if (!parts.matches()) {
            return origin + "/2";
        }
        return parts.group(1) + "/" + (parts.group(2) == null ? 2 : Long.parseLong(parts.group(2)) + 1);
    }

    private static Alarm alarm(String name, Optional<LogRow> log, String contradiction) {
        if (log.isPresent()) {
            return LogPublication.forked(log.get(), contradiction);
        }
        int slash = name.lastIndexOf('/');
        Tier tier = Tier.find(name.substring(slash + 1)).orElse(Tier.P5Y);
        return new Alarm(Alarm.Kind.FORKED, name.substring(0, slash), tier, 0, name + " " + contradiction);
    }
}
