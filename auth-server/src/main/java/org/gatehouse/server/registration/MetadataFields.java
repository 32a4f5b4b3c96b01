package org.gatehouse.server.registration;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.gatehouse.realm.PlainText;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The metadata this server understands (RFC 7591 section 2, OpenID Connect Registration section 2), each checked to be
 * of its type and size. Null means absent; what is unknown is left away, as both specifications want it.
 */
final class MetadataFields {

    /** Texts for people and addresses of pages for people; each may come in several languages. */
    static final Set<String> TAGGED = Set.of("client_name", "client_uri", "logo_uri", "policy_uri", "tos_uri");

    private static final Set<String> ADDRESSES = Set.of(
            "client_uri",
            "logo_uri",
            "policy_uri",
            "tos_uri",
            "jwks_uri",
            "sector_identifier_uri",
            "initiate_login_uri",
            "backchannel_logout_uri",
            "frontchannel_logout_uri");

    /** Of which those decide who make the call. */
    private static final Set<String> FETCHED = Set.of("sector_identifier_uri", "jwks_uri");

    private static final Set<String> LISTS =
            Set.of("redirect_uris", "post_logout_redirect_uris", "grant_types", "response_types", "contacts");

    private static final Set<String> FLAGS = Set.of(
            "require_auth_time",
            "backchannel_logout_session_required",
            "frontchannel_logout_session_required",
            "dpop_bound_access_tokens");

    private static final Set<String> TEXTS = Set.of(
            "client_name",
            "token_endpoint_auth_method",
            "application_type",
            "scope",
            "subject_type",
            "id_token_signed_response_alg",
            "introspection_signed_response_alg",
            "software_id",
            "software_version");

    /** What is known and not offered: who asks for it would rely on it. */
    private static final List<String> REFUSED = List.of(
            "id_token_encrypted_response_alg",
            "id_token_encrypted_response_enc",
            "userinfo_signed_response_alg",
            "userinfo_encrypted_response_alg",
            "userinfo_encrypted_response_enc",
            "introspection_encrypted_response_alg",
            "introspection_encrypted_response_enc",
            "request_object_signing_alg",
            "request_object_encryption_alg",
            "request_object_encryption_enc",
            "request_uris",
            "tls_client_certificate_bound_access_tokens",
            "tls_client_auth_subject_dn",
            "require_pushed_authorization_requests",
            "require_signed_request_object");

    private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,3}");

    private static final int MOST_ITEMS = 50;
    private static final int MOST_TAGGED = 50;
    private static final int LONGEST_TEXT = 1_000;
    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_ADDRESS = 2_000;
    private static final int LONGEST_AGE = 999_999_999;

    private final ObjectNode sent;
    private final ObjectNode known;

    private MetadataFields(ObjectNode sent) {
        this.sent = sent;
        this.known = sent.objectNode();
    }

    /** What of it is known. */
    static ObjectNode of(ObjectNode sent) {
        return new MetadataFields(sent).read();
    }

    private ObjectNode read() {
        if (isGiven("software_statement")) {
            throw RegistrationException.softwareStatement();
        }
        REFUSED.forEach(this::refuse);
        sent.forEachEntry((name, value) -> {
            if (!value.isNull()) {
                read(name, value);
            }
        });
        if (known.propertyStream().filter(field -> field.getKey().contains("#")).count() > MOST_TAGGED) {
            throw RegistrationException.metadata("Too many texts in further languages.");
        }
        return known;
    }

    private void refuse(String name) {
        boolean off = sent.path(name).isBoolean() && !sent.path(name).asBoolean();
        boolean empty = sent.path(name).isArray() && sent.path(name).isEmpty();
        if (isGiven(name) && !off && !empty) {
            throw RegistrationException.metadata("This is not supported: " + name);
        }
    }

    private boolean isGiven(String name) {
        return sent.hasNonNull(name);
    }

    private void read(String name, JsonNode value) {
        int tag = name.indexOf('#');
        String base = tag < 0 ? name : name.substring(0, tag);
        if (tag >= 0
                && (!TAGGED.contains(base)
                        || !LANGUAGE.matcher(name.substring(tag + 1)).matches())) {
            return;
        }
        if (ADDRESSES.contains(base)) {
            known.put(name, address(base, value));
        } else if (TEXTS.contains(base)) {
            known.put(name, text(base, value));
        } else if (LISTS.contains(base)) {
            known.set(name, list(base, value));
        } else if (FLAGS.contains(base)) {
            require(value.isBoolean(), base, "true or false");
            known.set(name, value);
        } else if (base.equals("default_max_age")) {
            require(value.isInt() && value.asInt() >= 0 && value.asInt() <= LONGEST_AGE, base, "a number of seconds");
            known.set(name, value);
        } else if (base.equals("jwks")) {
            require(value.isObject(), base, "a JWK Set");
            known.set(name, value);
        }
    }

    private static String text(String name, JsonNode value) {
        int longest = name.equals("client_name") ? LONGEST_NAME : LONGEST_TEXT;
        require(
                value.isString() && PlainText.isValid(value.asString(), longest),
                name,
                "text of 1 to " + longest + " characters");
        return value.asString();
    }

    /** Pages for people and for servers alike; links are only ever shown, never followed. */
    private static String address(String name, JsonNode value) {
        require(value.isString() && isAddress(name, value.asString()), name, "an https address");
        return value.asString();
    }

    private static boolean isAddress(String name, String text) {
        try {
            URI uri = new URI(text);
            return text.length() <= LONGEST_ADDRESS
                    && text.chars().allMatch(letter -> letter > ' ' && letter < 127)
                    && ("https".equalsIgnoreCase(uri.getScheme()) || FETCHED.contains(name))
                    && uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && uri.getRawFragment() == null;
        } catch (URISyntaxException ex) {
            return false;
        }
    }

    private static JsonNode list(String name, JsonNode value) {
        require(value.isArray() && value.size() <= MOST_ITEMS, name, "a list of at most " + MOST_ITEMS + " texts");
        Set<String> seen = new HashSet<>();
        value.forEach(item -> require(
                item.isString() && PlainText.isValid(item.asString(), LONGEST_ADDRESS) && seen.add(item.asString()),
                name,
                "a list of texts, each once"));
        return value;
    }

    private static void require(boolean isRight, String name, String form) {
        if (!isRight) {
            String message = name + " must be " + form + ".";
            throw name.equals("redirect_uris")
                    ? RegistrationException.redirectUri(message)
                    : RegistrationException.metadata(message);
        }
    }
}
