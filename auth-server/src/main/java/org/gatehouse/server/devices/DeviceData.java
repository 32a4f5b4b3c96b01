package org.gatehouse.server.devices;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.exports.PersonalDataSource;
import org.gatehouse.server.realm.Realm;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** The phones somebody is signed in on. */
@Component
@Order(50)
class DeviceData implements PersonalDataSource {

    private final Devices devices;

    DeviceData(Devices devices) {
        this.devices = devices;
    }

    @Override
    public String name() {
        return "devices";
    }

    @Override
    public List<Column> columns(Realm realm) {
        return Column.all("id", "client", "name", "platform", "firstSeen", "lastSeen", "expiresAt");
    }

    @Override
    public void write(Realm realm, Account account, Locale language, Rows rows) throws IOException {
        for (Device device : devices.of(realm, account.subject())) {
            rows.add(
                    device.id().toString(),
                    device.clientId(),
                    device.name(),
                    device.platform(),
                    device.firstSeen().toString(),
                    device.lastSeen().toString(),
                    device.expiresAt().toString());
        }
    }
}
