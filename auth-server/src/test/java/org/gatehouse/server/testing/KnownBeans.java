package org.gatehouse.server.testing;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.web.server.servlet.context.AnnotationConfigServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.ResolvableType;

/**
 * Which beans are of a type is looked up once and not each time. Spring remembers it only when the last bean is about to
 * be made, and never for types like {@code Customizer<X>}, for dozens of which every security chain asks: that is a
 * third of what starting a server costs.
 */
final class KnownBeans extends DefaultListableBeanFactory {

    private record Asked(ResolvableType type, boolean prototypes, boolean eager) {}

    private final Map<Asked, String[]> known = new ConcurrentHashMap<>();

    static ConfigurableApplicationContext context() {
        KnownBeans beans = new KnownBeans();
        // comes last of its kind: whatever adds or changes definitions has run
        beans.registerSingleton("knownBeans", (BeanFactoryPostProcessor) all -> {
            all.clearMetadataCache();
            all.freezeConfiguration();
        });
        return new AnnotationConfigServletWebServerApplicationContext(beans);
    }

    @Override
    public String[] getBeanNamesForType(ResolvableType type, boolean prototypes, boolean eager) {
        if (!isConfigurationFrozen() || !type.hasGenerics()) {
            return super.getBeanNamesForType(type, prototypes, eager);
        }
        Asked asked = new Asked(type, prototypes, eager);
        String[] names = known.get(asked);
        if (names == null) { // not computed within the map: looking may make beans, which look themselves
            names = super.getBeanNamesForType(type, prototypes, eager);
            known.put(asked, names);
        }
        return names;
    }

    @Override
    public void registerSingleton(String name, Object bean) {
        super.registerSingleton(name, bean);
        known.clear();
    }
}
