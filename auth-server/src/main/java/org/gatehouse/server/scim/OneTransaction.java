package org.gatehouse.server.scim;

import de.captaingoldfish.scim.sdk.server.endpoints.Context;
import de.captaingoldfish.scim.sdk.server.interceptor.Interceptor;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Each request, and each operation of a bulk, is done as a whole with its entries, or not at all. */
@Component
class OneTransaction implements Interceptor {

    private final TransactionTemplate transaction;

    OneTransaction(PlatformTransactionManager transactions) {
        this.transaction = new TransactionTemplate(transactions);
    }

    @Override
    @SuppressWarnings("NullAway") // a handler answers null when there is nothing to show
    public <T> T doAround(Supplier<T> request, Context context) {
        try {
            return transaction.execute(status -> request.get());
        } catch (RuntimeException ex) {
            throw Failures.of(ex);
        }
    }
}
