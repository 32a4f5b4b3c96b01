package org.gatehouse.server.console;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.List;
import org.gatehouse.realm.Permission;
import org.gatehouse.server.GatehouseProperties;
import org.gatehouse.server.rights.Actor;
import org.jspecify.annotations.Nullable;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** What all pages of the console share: who looks, and the sections this person may go to. */
@ControllerAdvice(basePackageClasses = ConsoleFrame.class)
public class ConsoleFrame {

    /** The request attribute that is the {@link Actor} of every handler here. */
    public static final String VIEWER = "org.gatehouse.server.console.viewer";

    /** The model attribute with the links of the navigation. */
    static final String SECTIONS = "sections";

    /** The model attribute with where the data are; null where nobody says so. */
    static final String REGION = "region";

    private final ConsoleViewer viewer;
    private final @Nullable String region;

    ConsoleFrame(ConsoleViewer viewer, GatehouseProperties properties) {
        this.viewer = viewer;
        this.region = properties.region().isBlank() ? null : properties.region().strip();
    }

    /** A part of the console, and who sees it. */
    private enum Part {
        DASHBOARD("dashboard", Permission.AUDIT_READ, Permission.USERS_READ),
        ACCOUNTS("accounts", Permission.USERS_READ),
        DEVICES("devices", Permission.USERS_READ),
        GROUPS("groups", Permission.GROUPS_READ),
        ROLES("roles", Permission.USERS_READ),
        REPORTED("reported", Permission.USERS_READ),
        APPROVALS("approvals", Permission.APPROVALS_DECIDE),
        ATTESTATIONS("attestations", Permission.USERS_READ, Permission.AUDIT_IDENTIFY),
        CLIENTS("clients", Permission.CLIENTS_READ),
        CONNECTIONS("connections", Permission.CLIENTS_READ),
        PASSWORD_RULES("password-rules", Permission.REALM_READ),
        KEYS("keys", Permission.REALM_READ),
        AUDIT("audit", Permission.AUDIT_READ),
        RETENTION("retention", Permission.AUDIT_READ),
        INTEGRITY("integrity", Permission.AUDIT_READ),
        LOCATION("location", Permission.AUDIT_READ);

        private final String path;
        private final List<Permission> permissions;

        /** @param permissions any of them */
        Part(String path, Permission... permissions) {
            this.path = path;
            this.permissions = List.of(permissions);
        }

        boolean isFor(Actor actor) {
            boolean exists = this != ATTESTATIONS
                    || !actor.realm()
                            .definition()
                            .dataProtection()
                            .attestations()
                            .isEmpty();
            return exists && permissions.stream().anyMatch(actor.permissions()::contains);
        }
    }

    /** A link of the navigation. */
    record Section(String href, String label, boolean current) {}

    @ModelAttribute
    void frame(HttpServletRequest request, Model model) {
        Actor actor = viewer.current();
        request.setAttribute(VIEWER, actor);
        model.addAttribute("realm", actor.realm());
        model.addAttribute("base", base(actor));
        model.addAttribute("may", new May(actor));
        model.addAttribute(REGION, region);
        model.addAttribute(SECTIONS, sections(actor, request.getRequestURI()));
    }

    public static String base(Actor actor) {
        return "/console/realms/" + actor.realm().name();
    }

    private static List<Section> sections(Actor actor, String path) {
        return Arrays.stream(Part.values())
                .filter(part -> part.isFor(actor))
                .map(part -> section(base(actor) + "/" + part.path, part, path))
                .toList();
    }

    private static Section section(String href, Part part, String path) {
        return new Section(href, "console." + part.path, path.equals(href) || path.startsWith(href + "/"));
    }
}
