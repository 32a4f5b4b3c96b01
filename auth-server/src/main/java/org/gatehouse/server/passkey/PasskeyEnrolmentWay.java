package org.gatehouse.server.passkey;

import org.gatehouse.realm.signin.SecondFactor;
import org.gatehouse.server.factor.EnrolmentWay;
import org.springframework.stereotype.Component;

/** Adding a passkey on the way in. */
@Component
class PasskeyEnrolmentWay implements EnrolmentWay {

    @Override
    public SecondFactor kind() {
        return SecondFactor.PASSKEY;
    }

    @Override
    public String page() {
        return PasskeyEnrolStepController.PAGE;
    }
}
