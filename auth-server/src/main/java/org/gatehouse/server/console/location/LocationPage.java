package org.gatehouse.server.console.location;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.gatehouse.realm.Permission;
import org.gatehouse.realm.federation.Connection;
import org.gatehouse.server.GatehouseProperties;
import org.gatehouse.server.console.ConsoleFrame;
import org.gatehouse.server.console.ConsoleViewer;
import org.gatehouse.server.mail.Outbox;
import org.gatehouse.server.proofs.TrailIntegrity;
import org.gatehouse.server.rights.Actor;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.MessageSource;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import tools.jackson.databind.json.JsonMapper;

/** Where the realm's data are, where some of them go, and who else handles them. */
@Controller
@RequestMapping("/console/realms/{realm}/location")
@EnableConfigurationProperties(SubProcessors.class)
class LocationPage {

    private static final String WORDS = "location.store.";

    private final @Nullable String region;
    private final SubProcessors others;
    private final TrailIntegrity integrity;
    private final Outbox mail;
    private final MessageSource messages;
    private final JsonMapper json;

    LocationPage(
            GatehouseProperties properties,
            SubProcessors others,
            TrailIntegrity integrity,
            Outbox mail,
            MessageSource messages,
            JsonMapper json) {
        this.region = properties.region().isBlank() ? null : properties.region().strip();
        this.others = others;
        this.integrity = integrity;
        this.mail = mail;
        this.messages = messages;
        this.json = json;
    }

    @GetMapping
    String view(@RequestAttribute(ConsoleFrame.VIEWER) Actor viewer, Model model) {
        ConsoleViewer.require(viewer, Permission.AUDIT_READ);
        model.addAttribute("stores", stores(viewer));
        model.addAttribute("others", others.subProcessors());
        return "console/location";
    }

    /** The same as JSON, in the reader's words. It has nothing of any person, so handing it out is no entry. */
    @GetMapping("/file")
    ResponseEntity<String> file(@RequestAttribute(ConsoleFrame.VIEWER) Actor viewer, Locale locale) {
        ConsoleViewer.require(viewer, Permission.AUDIT_READ);
        String name = viewer.realm().name() + "-data-location.json";
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .cacheControl(CacheControl.noStore())
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment().filename(name).build().toString())
                .body(json.writerWithDefaultPrettyPrinter().writeValueAsString(told(viewer, locale)));
    }

    private List<Store> stores(Actor viewer) {
        List<Store> stores = new ArrayList<>();
        stores.add(new Store("database", null, region, false));
        stores.add(new Store("trail", null, region, false));
        stores.add(new Store("node", null, region, false));
        if (integrity.hasArchive()) {
            stores.add(new Store("archive", null, null, true));
        }
        if (mail.isOpen()) {
            stores.add(new Store("mail", null, null, true));
        }
        for (Connection connection : viewer.realm().definition().signIn().connections()) {
            stores.add(new Store("provider", connection.title(), null, true));
        }
        return stores;
    }

    private Map<String, Object> told(Actor viewer, Locale locale) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("realm", viewer.realm().name());
        told.put("region", region == null ? "" : region);
        told.put(
                "stores",
                stores(viewer).stream().map(store -> told(store, locale)).toList());
        told.put("subProcessors", others.subProcessors());
        return told;
    }

    private Map<String, Object> told(Store store, Locale locale) {
        String what = messages.getMessage(WORDS + store.code(), null, locale);
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("store", store.name() == null ? what : what + ": " + store.name());
        told.put("holds", messages.getMessage(WORDS + store.code() + ".holds", null, locale));
        told.put("region", store.region() == null ? "" : store.region());
        told.put("outside", store.outside());
        return told;
    }
}
