package org.gatehouse.server.signin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.realm.Realm;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Takes note of the browser somebody signed in with, and has them told when it is a new one. */
@Component
class Arrivals {

    private final KnownBrowsers browsers;
    private final ObjectProvider<NewBrowserNotice> notices;

    Arrivals(KnownBrowsers browsers, ObjectProvider<NewBrowserNotice> notices) {
        this.browsers = browsers;
        this.notices = notices;
    }

    void note(HttpServletRequest request, HttpServletResponse response, Realm realm, Account account) {
        boolean isNew = browsers.find(request, realm, account.subject()).isEmpty();
        browsers.remember(request, response, realm, account.subject(), account.signInEpoch());
        if (isNew) {
            notices.forEach(notice -> notice.tell(realm, account));
        }
    }
}
