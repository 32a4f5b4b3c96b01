package org.gatehouse.server.web;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.SessionTrackingMode;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.gatehouse.server.GatehouseProperties;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.server.Compression;
import org.springframework.boot.web.server.ConfigurableWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletContextInitializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.support.DefaultHandlerExceptionResolver;
import org.springframework.web.servlet.resource.ResourceUrlEncodingFilter;
import org.springframework.web.servlet.resource.VersionResourceResolver;

/** Wires what all pages share. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(GatehouseProperties.class)
class WebConfig implements WebMvcConfigurer {

    /** The name of an asset contains the hash of its content, so a browser never has to ask again. */
    private static final CacheControl FOREVER =
            CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable();

    private final GatehouseProperties properties;
    private final ObjectProvider<PageFrames> frames;

    WebConfig(GatehouseProperties properties, ObjectProvider<PageFrames> frames) {
        this.properties = properties;
        this.frames = frames;
    }

    @Bean
    LocaleResolver localeResolver() {
        return new LanguageResolver("https".equals(properties.baseUrl().getScheme()));
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new PageModel(localeResolver(), frames)).excludePathPatterns("/assets/**");
    }

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry.addResourceHandler("/assets/**")
                .addResourceLocations("classpath:/static/", Pico.folder())
                .setCacheControl(FOREVER)
                .resourceChain(true)
                .addResolver(new VersionResourceResolver().addContentVersionStrategy("/**"));
    }

    @Override
    public void extendHandlerExceptionResolvers(List<HandlerExceptionResolver> resolvers) {
        UnhandledExceptions answers = new UnhandledExceptions();
        int framework = (int) resolvers.stream()
                .takeWhile(resolver -> !(resolver instanceof DefaultHandlerExceptionResolver))
                .count();
        resolvers.add(framework, new Outages(answers));
        resolvers.add(answers);
    }

    @Bean
    FilterRegistrationBean<RequestIdFilter> requestIdFilter() {
        var registration = new FilterRegistrationBean<>(new RequestIdFilter());
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return registration;
    }

    /** Puts the hashes into the addresses the templates write, on error pages too. */
    @Bean
    FilterRegistrationBean<ResourceUrlEncodingFilter> assetAddresses() {
        var registration = new FilterRegistrationBean<>(new ResourceUrlEncodingFilter());
        registration.setDispatcherTypes(DispatcherType.REQUEST, DispatcherType.ERROR);
        return registration;
    }

    /** A session id in an address would end in histories and logs. */
    @Bean
    ServletContextInitializer sessionsOnlyByCookie() {
        return context -> context.setSessionTrackingModes(Set.of(SessionTrackingMode.COOKIE));
    }

    /** Only what is the same for everybody: compressing a page next to its secrets would leak them by length. */
    @Bean
    WebServerFactoryCustomizer<ConfigurableWebServerFactory> assetCompression() {
        var compression = new Compression();
        compression.setEnabled(true);
        compression.setMimeTypes(new String[] {"text/css", "text/javascript", "image/svg+xml"});
        return factory -> factory.setCompression(compression);
    }
}
