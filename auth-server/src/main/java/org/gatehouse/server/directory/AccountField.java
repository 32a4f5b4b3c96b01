package org.gatehouse.server.directory;

import java.util.Arrays;
import java.util.Optional;

/** What an administrator may set on an account, by the name the API and the trail use. */
public enum AccountField {
    USER_NAME("userName", Type.TEXT),
    DISPLAY_NAME("displayName", Type.TEXT),
    EMAIL("email", Type.TEXT),
    EMAIL_VERIFIED("emailVerified", Type.FLAG),
    PHONE("phone", Type.TEXT),
    PHONE_VERIFIED("phoneVerified", Type.FLAG),
    LOCALE("locale", Type.TEXT);

    private final String code;
    private final Type type;

    AccountField(String code, Type type) {
        this.code = code;
        this.type = type;
    }

    public String code() {
        return code;
    }

    public boolean isFlag() {
        return type == Type.FLAG;
    }

    public static Optional<AccountField> find(String code) {
        return Arrays.stream(values()).filter(field -> field.code.equals(code)).findFirst();
    }

    private enum Type {
        TEXT,
        FLAG
    }
}
