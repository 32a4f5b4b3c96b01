package org.gatehouse.audit.catalogue;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Facts an entry may carry in its readable part. None is personal, which is why values of relying apps must look like
 * codes, numbers and times: a name or a sentence does not.
 */
public enum DetailField {
    METHOD("method", Form.WORDS, "how the person proved who they are (RFC 8176)"),
    FACTOR("factor", Form.CODE, "the second factor"),
    CONNECTION("connection", Form.CODE, "the identity provider's alias"),
    ISSUER("issuer", Form.TEXT, "the identity provider, as it names itself"),
    GUEST("guest", Form.CODE, "`true` for somebody who is a guest there"),
    IDP("idp", Form.TEXT, "where a guest comes from, as the provider names it"),
    TOKEN("token", Form.TEXT, "the provider's name of its token (`jti`, Entra ID's `uti`), which its own log has too"),
    GROUPS(
            "groups",
            Form.CODE,
            "where the groups come from: `token`, `graph`, `graph-mapped` when there were too many to list, or `kept` when"
                    + " they could not be asked for"),
    TOOK("took", Form.NUMBER, "the milliseconds it took to ask for them"),
    WIDS(
            "wids",
            Form.WORDS,
            "roles the person has in the provider's own directory, by Entra ID's templates: they give nothing here, and"
                    + " tell whose hands a tenant is in"),
    CREDENTIAL("credential", Form.CODE, "which credential"),
    SESSION("session", Form.CODE, "handle of the session that was ended"),
    FAMILY("family", Form.CODE, "the authorization the token comes from"),
    SCOPE("scope", Form.WORDS, "the scopes"),
    GRANT("grant", Form.CODE, "the grant type"),
    ACT("act", Form.CODE, "the client that acts in the person's name"),
    ENDPOINT("endpoint", Form.CODE, "where it was refused"),
    ROLE("role", Form.TEXT, "the role"),
    GROUP("group", Form.TEXT, "the group's full name"),
    GROUP_ID("groupId", Form.CODE, "the group"),
    RIGHT("right", Form.CODE, "which right"),
    REVEALED("revealed", Form.WORDS, "sensitive attributes that were shown"),
    ID("id", Form.CODE, "the object's identifier, where its label is a name"),
    VERSION("version", Form.CODE, "the object's version after it"),
    COUNT("count", Form.NUMBER, "how many"),
    ATTEMPTS("attempts", Form.NUMBER, "how many times it happened, where these are one entry together"),
    PURPOSE("purpose", Form.CODE, "a code for what it was needed for"),
    FORMAT("format", Form.CODE, "the file's format"),
    ROWS("rows", Form.NUMBER, "how many rows the file has"),
    SHA256("sha256", Form.DIGEST, "the file's SHA-256, in hexadecimal"),
    PLATFORM("platform", Form.TEXT, "the device's platform"),
    APP("app", Form.CODE, "the client on the device"),
    EXPIRES("expires", Form.TIME, "when the device has to sign in again"),
    REQUEST("request", Form.CODE, "the request it belongs to"),
    UNTIL("until", Form.TIME, "when it ends"),
    CHANGE("change", Form.CODE, "what kind of change"),
    FROM("from", Form.CODE, "state or bound before"),
    TO("to", Form.CODE, "state or bound after"),
    KID("kid", Form.CODE, "the key"),
    ALGORITHM("algorithm", Form.CODE, "the key's algorithm"),
    KIND("kind", Form.CODE, "what is asked for"),
    TIER("tier", Form.CODE, "the retention tier"),
    ENTRY("entry", Form.TEXT, "which entry"),
    LOG("log", Form.CODE, "which of the realm's logs"),
    ORIGIN("origin", Form.TEXT, "the log's origin line from now on"),
    BEFORE("before", Form.TEXT, "the last checkpoint before it"),
    MONTH("month", Form.CODE, "the month the entries are of"),
    KEPT_FROM("keptFrom", Form.NUMBER, "the log's first entry from now on"),
    LOST_ROOT("lostRoot", Form.DIGEST, "the root over all entries the log has lost, in hexadecimal"),
    CATEGORY("category", Form.CODE, "the category of entries"),
    ABOUT("about", Form.TEXT, "whether it is about everybody or one person"),
    WHY("why", Form.TEXT, "the reason given, in one line that names nobody"),
    SOURCE("source", Form.CODE, "`report` when a relying app told it; the service saw everything else itself");

    private final String code;
    private final Form form;
    private final String meaning;

    DetailField(String code, Form form, String meaning) {
        this.code = code;
        this.form = form;
        this.meaning = meaning;
    }

    /** How values are written. */
    public enum Form {
        CODE("letters, digits and `._:/+-`, at most 100", "[A-Za-z0-9][A-Za-z0-9._:/+-]{0,99}"),
        WORDS("such codes, separated by spaces", "[!-~]{1,200}( [!-~]{1,200}){0,99}"),
        NUMBER("a whole number of at most 15 digits", "[0-9]{1,15}"),
        DIGEST("64 hexadecimal digits", "[0-9a-f]{64}"),
        TIME(
                "a time such as 2026-11-21T09:30:00Z",
                "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,9})?Z"),
        TEXT("text that is not personal", "(?s).{1,2000}");

        private final String meaning;
        private final Pattern pattern;

        Form(String meaning, String pattern) {
            this.meaning = meaning;
            this.pattern = Pattern.compile(pattern);
        }

        public String meaning() {
            return meaning;
        }

        public boolean fits(String value) {
            return pattern.matcher(value).matches();
        }
    }

    /** The name in the entry. */
    public String code() {
        return code;
    }

    public Form form() {
        return form;
    }

    public String meaning() {
        return meaning;
    }

    public static Optional<DetailField> find(String code) {
        return Arrays.stream(values()).filter(field -> field.code.equals(code)).findFirst();
    }
}
