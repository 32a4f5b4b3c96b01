package org.gatehouse.server.factor;

import org.gatehouse.realm.signin.SecondFactor;
import org.springframework.stereotype.Component;

/** Setting up an authenticator app on the way in. */
@Component
class AppEnrolmentWay implements EnrolmentWay {

    @Override
    public SecondFactor kind() {
        return SecondFactor.TOTP;
    }

    @Override
    public String page() {
        return EnrolStep.APP;
    }
}
