package org.gatehouse.server;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the launcher decided for this process. Realm settings are not here: they come from realm files.
 *
 * @param baseUrl where people and relying apps reach the service, without a trailing slash; every link and issuer starts
 *     with it, never with a Host header
 * @param dataDirectory holds what this node keeps outside the database
 * @param demo whether demo conveniences (relying app, printed passwords, precise errors) are on
 * @param realms realm files to create absent realms from
 * @param seeds seed files with people to create once
 * @param trustedProxies addresses or CIDR ranges whose forwarding header is believed
 * @param forwardingHeader the header those proxies write
 * @param countryHeader the header in which those proxies say from which country the client's address is; empty where none does
 * @param region where the data are, as the installation says it to its auditors; empty where it says nothing
 */
@ConfigurationProperties("gatehouse")
public record GatehouseProperties(
        @DefaultValue("http://localhost:9000") URI baseUrl,
        @DefaultValue("data") Path dataDirectory,
        @DefaultValue("false") boolean demo,
        @DefaultValue List<Path> realms,
        @DefaultValue List<Path> seeds,
        @DefaultValue List<String> trustedProxies,
        @DefaultValue("x-forwarded-for") ForwardingHeader forwardingHeader,
        @DefaultValue("") String countryHeader,
        @DefaultValue("") String region) {

    /** Of a place; more says something else. */
    private static final int LONGEST_REGION = 100;

    /** RFC 9110 section 5.1. */
    private static final Pattern HEADER_NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}");

    /** @throws IllegalArgumentException when the region is too long to be one, or the header's name is none */
    public GatehouseProperties {
        if (!countryHeader.isEmpty() && !HEADER_NAME.matcher(countryHeader).matches()) {
            throw new IllegalArgumentException(
                    "gatehouse.country-header is the name of a header, such as CF-IPCountry.");
        }
        if (region.length() > LONGEST_REGION) {
            throw new IllegalArgumentException(
                    "gatehouse.region names a place, in at most " + LONGEST_REGION + " characters.");
        }
    }

    /** The issuer of a realm: {@code {base}/realms/{realm}}. */
    public String issuer(String realm) {
        return baseUrl + "/realms/" + realm;
    }
}
