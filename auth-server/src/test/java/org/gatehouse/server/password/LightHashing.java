package org.gatehouse.server.password;

import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * The same hash at a small part of its cost, for servers on which tests sign people in on their way to something else. What
 * the service hashes with is what {@link PasswordHashingTest} looks at, and services that are processes of their own run.
 */
public final class LightHashing implements BeanPostProcessor {

    public static PasswordHashing create() {
        return new PasswordHashing(1_024, 1);
    }

    @Override
    public Object postProcessBeforeInitialization(Object bean, String name) {
        return bean instanceof PasswordHashing ? create() : bean;
    }
}
