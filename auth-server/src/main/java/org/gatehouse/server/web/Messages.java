package org.gatehouse.server.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** The words of the frame and, found by name, those of each feature in {@code messages/{feature}.properties}. */
@Configuration(proxyBeanMethods = false)
class Messages {

    private static final String SUFFIX = ".properties";

    @Bean
    MessageSource messageSource() throws IOException {
        var source = new ResourceBundleMessageSource();
        source.setBasenames(bundles().toArray(String[]::new));
        source.setDefaultEncoding(StandardCharsets.UTF_8.name());
        // English stands in the files without a suffix; the machine's own language must not come before it.
        source.setFallbackToSystemLocale(false);
        return source;
    }

    static List<String> bundles() throws IOException {
        Resource[] features = new PathMatchingResourcePatternResolver().getResources("classpath*:messages/*" + SUFFIX);
        Stream<String> names = Arrays.stream(features)
                .map(Resource::getFilename)
                .filter(Objects::nonNull)
                .filter(name -> !name.contains("_"))
                .map(name -> "messages/" + name.substring(0, name.length() - SUFFIX.length()));
        return Stream.concat(Stream.of("messages"), names.distinct().sorted()).toList();
    }
}
