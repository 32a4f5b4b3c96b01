package org.gatehouse.server.developers;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import org.gatehouse.server.authorization.PublishedMetadata;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.request.CurrentRequest;
import org.gatehouse.server.web.PageFrame;
import org.gatehouse.server.web.PageFrames;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import tools.jackson.databind.JsonNode;

/** What whoever connects an application to the realm has to know. */
@Controller
class DevelopersPage {

    private final PublishedMetadata metadata;

    DevelopersPage(PublishedMetadata metadata) {
        this.metadata = metadata;
    }

    @GetMapping("/realms/{realm}/developers")
    String page(HttpServletRequest request, HttpServletResponse response, Model model) {
        Realm realm = CurrentRequest.currentRealm();
        JsonNode document = metadata.of(realm, request, response);
        model.addAttribute(
                PageFrames.MODEL_NAME, PageFrame.ofRealm(realm.definition().displayName()));
        model.addAttribute("issuer", realm.issuer());
        model.addAttribute("discovery", realm.issuer() + "/.well-known/openid-configuration");
        model.addAttribute("endpoints", MetadataView.endpoints(document));
        model.addAttribute("features", MetadataView.features(document));
        model.addAttribute(
                "examples",
                Arrays.stream(Example.values())
                        .filter(example -> example.fits(document))
                        .map(example -> new Shown(example.code(), example.text(document)))
                        .toList());
        return "developers/realm";
    }

    /** An example as the template reads it. */
    record Shown(String code, String text) {}
}
