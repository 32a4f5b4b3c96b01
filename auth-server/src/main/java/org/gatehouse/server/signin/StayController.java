package org.gatehouse.server.signin;

import org.gatehouse.server.realm.Realm;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ResponseStatus;

/** Lets somebody stay signed in who reads or writes on a page for longer than a session lasts without a request. */
@Controller
class StayController {

    private static final String PATH = "/account/stay";

    static String address(Realm realm) {
        return "/realms/" + realm.name() + PATH;
    }

    /** That there was a request is all; who is signed in no more is sent to sign in, as everywhere. */
    @GetMapping("/realms/{realm}" + PATH)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void stay() {
        // see above
    }
}
