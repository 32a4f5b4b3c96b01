package org.gatehouse.server.exports.trail;

import java.util.ArrayList;
import java.util.List;
import org.gatehouse.audit.event.Party;
import org.gatehouse.audit.query.EntryView;
import org.gatehouse.server.exports.VisibleText;
import org.jspecify.annotations.Nullable;

/** An entry as a row of text. Columns are added at the end, never moved. */
final class EntryColumns {

    static final List<String> NAMES = List.of(
            "time",
            "occurredAt",
            "log",
            "index",
            "activity",
            "category",
            "outcome",
            "reason",
            "actorKind",
            "actorId",
            "actor",
            "actorEmail",
            "targetKind",
            "targetId",
            "target",
            "targetEmail",
            "client",
            "session",
            "request",
            "address",
            "userAgent",
            "node",
            "detail",
            "changes",
            "leafHash",
            "country");

    private EntryColumns() {}

    static List<@Nullable String> of(ExportedEntry exported) {
        EntryView entry = exported.view();
        List<@Nullable String> row = new ArrayList<>(NAMES.size());
        row.add(EntryTimes.text(entry.at()));
        row.add(EntryTimes.text(entry.occurredAt()));
        row.add(entry.log());
        row.add(String.valueOf(entry.index()));
        row.add(entry.activity().code());
        row.add(entry.activity().category().code());
        row.add(EntryJson.code(entry.outcome()));
        row.add(entry.reason());
        addParty(row, entry.actor());
        addParty(row, entry.target());
        row.add(entry.origin().client());
        row.add(entry.origin().session());
        row.add(entry.origin().request());
        row.add(entry.origin().address());
        row.add(entry.origin().userAgent());
        row.add(entry.node());
        row.add(
                entry.detail().isEmpty()
                        ? null
                        : EntryJson.facts(entry.detail()).toString());
        row.add(
                entry.changes().isEmpty()
                        ? null
                        : EntryJson.changes(entry.changes()).toString());
        row.add(exported.leafHash());
        row.add(entry.origin().country());
        row.replaceAll(VisibleText::of);
        return row;
    }

    private static void addParty(List<@Nullable String> row, @Nullable Party party) {
        row.add(party == null ? null : EntryJson.code(party.kind()));
        row.add(party == null || party.person() == null ? null : party.person().toString());
        row.add(party == null ? null : party.label());
        row.add(party == null ? null : party.email());
    }
}
