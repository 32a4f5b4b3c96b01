package org.gatehouse.server.demo.entra;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** As much of Microsoft Graph as tells somebody which groups they are in. */
final class GraphEndpoint {

    /** Ids on a page; Graph lists more, but a stand-in is to have several pages. */
    private static final int PAGE = 100;

    /** Graph checks no more at once. */
    private static final int MOST_CHECKED = 20;

    private final Addresses addresses;
    private final Codes codes;
    private final Troubles troubles;

    GraphEndpoint(Addresses addresses, Codes codes, Troubles troubles) {
        this.addresses = addresses;
        this.codes = codes;
        this.troubles = troubles;
    }

    Reply answer(Call call) {
        Optional<Person> person = call.header("Authorization")
                .filter(value -> value.startsWith("Bearer "))
                .flatMap(value -> codes.holder(value.substring("Bearer ".length())))
                .filter(signIn -> signIn.request().wantsGraph())
                .map(SignIn::person);
        if (person.isEmpty()) {
            return error(403, "Authorization_RequestDenied");
        }
        if (call.is("POST", "graph/v1.0/me/checkMemberGroups")) {
            return checked(person.get(), call);
        }
        return call.is(call.method(), "graph/v1.0/me/getMemberObjects")
                ? page(person.get(), call)
                : error(404, "NotFound");
    }

    private Reply page(Person person, Call call) {
        if (troubles.areTooManyGroups()) {
            return error(400, "Directory_ResultSizeLimitExceeded");
        }
        List<String> groups = person.groups();
        String from = call.get("$skiptoken");
        int start = Math.min(from.isEmpty() ? 0 : Integer.parseInt(from), groups.size());
        int end = Math.min(start + PAGE, groups.size());
        Map<String, Object> page = new LinkedHashMap<>();
        page.put("@odata.context", addresses.graph() + "/v1.0/$metadata#Collection(Edm.String)");
        next(end, groups).ifPresent(link -> page.put("@odata.nextLink", link));
        page.put("value", groups.subList(start, end));
        return Reply.json(200, page);
    }

    private Optional<String> next(int end, List<String> groups) {
        String own = addresses.graph() + "/v1.0/me/getMemberObjects?$skiptoken=" + end;
        return end < groups.size() ? Optional.of(troubles.nextPage().orElse(own)) : Optional.empty();
    }

    private static Reply checked(Person person, Call call) {
        List<String> found = new ArrayList<>();
        JsonNode asked = JsonMapper.shared().readTree(call.body()).path("groupIds");
        if (asked.size() > MOST_CHECKED) {
            return error(400, "Request_BadRequest");
        }
        asked.forEach(id -> {
            if (person.groups().contains(id.stringValue())) {
                found.add(id.stringValue());
            }
        });
        return Reply.json(200, Map.of("value", found));
    }

    private static Reply error(int status, String code) {
        return Reply.json(status, Map.of("error", Map.of("code", code, "message", code)));
    }
}
