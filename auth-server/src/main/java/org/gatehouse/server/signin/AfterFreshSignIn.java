package org.gatehouse.server.signin;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a controller or one of its methods: whoever asks must have signed in within the last 15 minutes. Others are sent to
 * sign in again and come back to the page; a form that was sent too late is asked for again, with what was typed where the
 * page takes it ({@link KeptForms}).
 */
@Documented
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
public @interface AfterFreshSignIn {

    /**
     * Fields of the form that are kept meanwhile; one that ends with an asterisk means all that begin so. Never a password, a
     * code or another secret.
     */
    String[] keeps() default {};
}
