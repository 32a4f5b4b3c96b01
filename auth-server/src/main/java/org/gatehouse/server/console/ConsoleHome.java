package org.gatehouse.server.console;

import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.server.ResponseStatusException;

/** The door of the console: leads to the first section this person may see. */
@Controller
class ConsoleHome {

    @GetMapping("/console/realms/{realm}")
    String home(@ModelAttribute(name = ConsoleFrame.SECTIONS, binding = false) List<ConsoleFrame.Section> sections) {
        return sections.stream()
                .findFirst()
                .map(section -> "redirect:" + section.href())
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.FORBIDDEN));
    }
}
