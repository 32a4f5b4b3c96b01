package org.gatehouse.server.api;

import org.gatehouse.realm.Permission;
import org.gatehouse.server.exports.AccountExport;
import org.gatehouse.server.exports.ExportFormat;
import org.gatehouse.server.rights.Actor;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/** {@code /exports}: the realm's data as files. */
@RestController
@RequestMapping("/api/realms/{realm}/exports")
class ExportsApi {

    private final AccountExport accounts;

    ExportsApi(AccountExport accounts) {
        this.accounts = accounts;
    }

    @GetMapping("/accounts")
    ResponseEntity<StreamingResponseBody> accounts(
            @RequestAttribute(CallerFilter.ACTOR) Actor actor, @RequestParam(defaultValue = "csv") String format) {
        actor.require(Permission.USERS_EXPORT);
        ExportFormat kind = ExportFormat.find(format)
                .orElseThrow(() -> ApiException.invalid("'format' must be csv, xlsx or json."));
        return accounts.make(actor, kind).answer(actor.realm().name() + "-accounts", kind);
    }
}
