package org.gatehouse.server.account;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Locale;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.exports.BusyException;
import org.gatehouse.server.exports.DocumentFormat;
import org.gatehouse.server.exports.MadeFile;
import org.gatehouse.server.exports.PersonalExport;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.request.CurrentRequest;
import org.gatehouse.server.session.SignedInAccount;
import org.gatehouse.server.signin.AfterFreshSignIn;
import org.gatehouse.server.web.FormErrors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** Taking away everything that is kept about oneself. A POST makes the file: that is an entry each time. */
@Controller
@AfterFreshSignIn
@RequestMapping("/realms/{realm}/account/data")
class DataController {

    /** In seconds: files for others are being made. */
    private static final String A_MINUTE = "60";

    private final PersonalExport export;
    private final Accounts accounts;

    DataController(PersonalExport export, Accounts accounts) {
        this.export = export;
        this.accounts = accounts;
    }

    @GetMapping
    String page(Model model) {
        model.addAttribute("realm", CurrentRequest.currentRealm());
        model.addAttribute("formats", DocumentFormat.values());
        return "account/data";
    }

    /** The file, or the page again when it cannot be had now. */
    @PostMapping
    @Nullable
    String file(@RequestParam String format, Locale language, HttpServletResponse response, Model model)
            throws IOException {
        Realm realm = CurrentRequest.currentRealm();
        DocumentFormat kind = DocumentFormat.find(format)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.BAD_REQUEST, "No such kind of file."));
        SignedInAccount person = AccountController.person();
        Account account = accounts.find(realm, person.account())
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.FORBIDDEN));
        try (MadeFile made = export.make(realm, account, person.reference(), kind, language)) {
            send(realm, kind, made, response);
            return null;
        } catch (BusyException ex) {
            model.addAttribute(FormErrors.MODEL_NAME, FormErrors.of("data.busy"));
            response.setStatus(HttpStatus.TOO_MANY_REQUESTS.value());
            response.setHeader(HttpHeaders.RETRY_AFTER, A_MINUTE);
            return page(model);
        }
    }

    private static void send(Realm realm, DocumentFormat format, MadeFile made, HttpServletResponse response)
            throws IOException {
        String name = realm.name() + "-my-data." + format.code();
        response.setContentType(format.mediaType());
        response.setContentLengthLong(Files.size(made.file()));
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment().filename(name).build().toString());
        Files.copy(made.file(), response.getOutputStream());
    }
}
