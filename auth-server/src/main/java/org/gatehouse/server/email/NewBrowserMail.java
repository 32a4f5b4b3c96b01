package org.gatehouse.server.email;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gatehouse.server.devices.DeviceDescription;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.mail.SecurityNotices;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.request.CurrentRequest;
import org.gatehouse.server.signin.NewBrowserNotice;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Mails people when somebody signed in as them with a browser that never did. */
@Component
class NewBrowserMail implements NewBrowserNotice {

    private final SecurityNotices notices;
    private final TransactionTemplate transactions;

    NewBrowserMail(SecurityNotices notices, TransactionTemplate transactions) {
        this.notices = notices;
        this.transactions = transactions;
    }

    @Override
    public void tell(Realm realm, Account account) {
        transactions.executeWithoutResult(
                status -> notices.tell(realm, account.subject(), SecurityNotices.Kind.NEW_DEVICE, device()));
    }

    private static Map<String, String> device() {
        DeviceDescription device = DeviceDescription.of(CurrentRequest.get().userAgent());
        String text = Stream.of(device.name(), device.platform())
                .flatMap(Stream::ofNullable)
                .collect(Collectors.joining(", "));
        return text.isEmpty() ? Map.of() : Map.of("device", text);
    }
}
