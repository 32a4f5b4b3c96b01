package org.gatehouse.server.api;

import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The API's description (OpenAPI 3.1). It names nothing of any realm, so everybody may read it. */
@RestController
class OpenApi {

    static final String PATH = "/api/openapi.json";

    private static final Resource DOCUMENT = new ClassPathResource("openapi/administration.json");

    @GetMapping(PATH)
    ResponseEntity<Resource> document() {
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(DOCUMENT);
    }
}
