package org.gatehouse.server.api;

import java.nio.file.Files;
import org.gatehouse.realm.Permission;
import org.gatehouse.server.exports.AccountExport;
import org.gatehouse.server.exports.ExportFormat;
import org.gatehouse.server.exports.MadeFile;
import org.gatehouse.server.rights.Actor;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
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
        MadeFile made = accounts.make(actor, kind);
        String name = actor.realm().name() + "-accounts." + kind.code();
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(kind.mediaType()))
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment().filename(name).build().toString())
                .header("X-Rows", String.valueOf(made.rows()))
                .header("X-SHA-256", made.sha256())
                .body(out -> {
                    try (made) {
                        Files.copy(made.file(), out);
                    }
                });
    }
}
