package org.gatehouse.server.devices;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a user agent says about its device, as far as it can be believed. Versions are left out: browsers have frozen
 * them. Only Android says a model.
 */
public record DeviceDescription(
        @Nullable String name, @Nullable String platform) {

    private static final Pattern ANDROID_MODEL = Pattern.compile(
            "Android[^;)]*;(?: [a-z]{2}-[A-Za-z]{2};)? ([A-Za-z0-9][A-Za-z0-9 ._+-]{0,38}?)(?: Build/[^;)]*)?[;)]");

    /** What stands in the model's place where a browser does not want to say it. */
    private static final Set<String> NO_MODELS = Set.of("K", "wv", "Mobile", "Tablet");

    /** The device comes early in it; a stranger may send kilobytes. */
    private static final int LONGEST_READ = 300;

    public static DeviceDescription of(@Nullable String userAgent) {
        String text = userAgent == null ? "" : userAgent.substring(0, Math.min(LONGEST_READ, userAgent.length()));
        if (text.contains("iPhone")) {
            return new DeviceDescription("iPhone", "iOS");
        }
        if (text.contains("iPad")) {
            return new DeviceDescription("iPad", "iPadOS");
        }
        return text.contains("Android")
                ? new DeviceDescription(androidModel(text), "Android")
                : new DeviceDescription(null, platform(text));
    }

    private static @Nullable String androidModel(String userAgent) {
        Matcher model = ANDROID_MODEL.matcher(userAgent);
        return model.find() && !NO_MODELS.contains(model.group(1)) ? model.group(1) : null;
    }

    private static @Nullable String platform(String userAgent) {
        if (userAgent.contains("Windows")) {
            return "Windows";
        }
        if (userAgent.contains("Mac OS X")) {
            return "macOS";
        }
        if (userAgent.contains("CrOS")) {
            return "ChromeOS";
        }
        return userAgent.contains("Linux") ? "Linux" : null;
    }
}
