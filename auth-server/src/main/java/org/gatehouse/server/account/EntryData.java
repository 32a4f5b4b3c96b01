package org.gatehouse.server.account;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.gatehouse.audit.event.Change;
import org.gatehouse.audit.event.Origin;
import org.gatehouse.audit.event.Party;
import org.gatehouse.audit.query.Cursor;
import org.gatehouse.audit.query.EntryView;
import org.gatehouse.audit.query.TrailFilter;
import org.gatehouse.audit.query.TrailReader;
import org.gatehouse.audit.sentence.Sentences;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.exports.PersonalDataSource;
import org.gatehouse.server.realm.Realm;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/**
 * What the trail says the person did, and what was done to their account, newest first. Other people in it stay unnamed,
 * with what was changed about them and where they did it from: a copy of one's own data must not be one of others' (GDPR
 * article 15(4)).
 */
@Component
@Order(1000)
class EntryData implements PersonalDataSource {

    private static final int PAGE = 500;

    /** Beyond this the file says that there is more. */
    private static final int MOST = 10_000;

    private static final UUID NOBODY = new UUID(0, 0);

    private final TrailReader trail;
    private final MessageSource messages;
    private final JsonMapper json;
    private final Sentences sentences = new Sentences();

    EntryData(TrailReader trail, MessageSource messages, JsonMapper json) {
        this.trail = trail;
        this.messages = messages;
        this.json = json;
    }

    @Override
    public String name() {
        return "entries";
    }

    @Override
    public List<Column> columns(Realm realm) {
        return List.of(
                new Column("time", 3),
                new Column("what", 6),
                new Column("outcome", 2),
                new Column("client", 2),
                new Column("address", 2),
                new Column("country", 1),
                new Column("userAgent", 4),
                new Column("session", 3),
                new Column("detail", 4),
                new Column("changes", 4),
                new Column("entry", 2));
    }

    @Override
    public void write(Realm realm, Account account, Locale language, Rows rows) throws IOException {
        TrailFilter own = TrailFilter.all().withPerson(account.subject());
        String somebody = messages.getMessage("data.entries.somebody", null, language);
        Cursor after = null;
        int told = 0;
        List<EntryView> page;
        do {
            page = trail.page(realm.name(), own, after, PAGE);
            for (EntryView entry : page) {
                rows.add(row(without(entry, account.subject(), somebody), language));
                after = Cursor.after(entry);
            }
            told += page.size();
        } while (page.size() == PAGE && told < MOST);
        if (told >= MOST
                && after != null
                && !trail.page(realm.name(), own, after, 1).isEmpty()) {
            rows.note("data.entries.more", MOST);
        }
    }

    private @Nullable String[] row(EntryView entry, Locale language) {
        return new @Nullable String[] {
            entry.at().toString(),
            sentences.render(entry, language),
            entry.outcome().name().toLowerCase(Locale.ROOT),
            entry.origin().client(),
            entry.origin().address(),
            entry.origin().country(),
            entry.origin().userAgent(),
            entry.origin().session(),
            entry.detail().isEmpty() ? null : json.writeValueAsString(entry.detail()),
            entry.changes().isEmpty() ? null : changes(entry.changes()),
            entry.log() + ":" + entry.index()
        };
    }

    private String changes(List<Change> changes) {
        ArrayNode array = json.createArrayNode();
        changes.forEach(change -> array.addObject()
                .put("field", change.field())
                .put("before", change.before())
                .put("after", change.after()));
        return array.toString();
    }

    /** The entry as the person may have it. */
    static EntryView without(EntryView entry, UUID own, String somebody) {
        boolean byAnother = isAnother(entry.actor(), own);
        boolean aboutAnother = isAnother(entry.target(), own);
        Origin origin = byAnother ? new Origin(entry.origin().client(), null, null, null, null) : entry.origin();
        return entry.told(
                byAnother ? unnamed(somebody) : entry.actor(),
                aboutAnother ? unnamed(somebody) : entry.target(),
                origin,
                aboutAnother ? Map.of() : entry.detail(),
                aboutAnother ? List.of() : entry.changes());
    }

    private static boolean isAnother(@Nullable Party party, UUID own) {
        return party != null && party.kind() == Party.Kind.ACCOUNT && !own.equals(party.person());
    }

    private static Party unnamed(String somebody) {
        return Party.account(NOBODY, somebody, null); // one without an id would read as somebody erased
    }
}
