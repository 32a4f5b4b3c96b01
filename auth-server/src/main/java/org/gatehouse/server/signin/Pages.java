package org.gatehouse.server.signin;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.server.PathContainer;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Which addresses a browser can be led to. */
@Component
class Pages {

    /** Asked for late: the mapping is made with the interceptors that ask. */
    private final ObjectProvider<RequestMappingHandlerMapping> mappings;

    Pages(ObjectProvider<RequestMappingHandlerMapping> mappings) {
        this.mappings = mappings;
    }

    /** Whether something answers there that is not a form: a path whose last part is anything counts as a page. */
    boolean contains(String path) {
        PathContainer parsed = PathContainer.parsePath(path);
        return mappings.stream()
                .flatMap(mapping -> mapping.getHandlerMethods().keySet().stream())
                .anyMatch(info -> answers(info, parsed));
    }

    private static boolean answers(RequestMappingInfo info, PathContainer path) {
        return info.getMethodsCondition().getMethods().contains(RequestMethod.GET)
                && info.getPathPatternsCondition() != null
                && info.getPathPatternsCondition().getPatterns().stream().anyMatch(pattern -> pattern.matches(path));
    }
}
