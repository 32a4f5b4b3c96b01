package org.gatehouse.server.federation.accounts;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.gatehouse.realm.federation.Connection;
import org.gatehouse.realm.federation.Linking;
import org.gatehouse.server.federation.Connections;
import org.gatehouse.server.federation.UpstreamRefusedException;
import org.gatehouse.server.federation.UpstreamSignIns;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.request.CurrentRequest;
import org.gatehouse.server.signin.AfterFreshSignIn;
import org.gatehouse.server.signin.SignInGoal;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.server.ResponseStatusException;

/** Sends somebody who is signed in to a company they want to connect. */
@Controller
@RequestMapping("/realms/{realm}/account/companies/add")
class AddCompanyController {

    private final UpstreamSignIns signIns;
    private final AddTickets tickets;

    AddCompanyController(UpstreamSignIns signIns, AddTickets tickets) {
        this.signIns = signIns;
        this.tickets = tickets;
    }

    /** A link that is not from this browser's page leads back to the page, where there is one that is. */
    @AfterFreshSignIn
    @GetMapping("/{connection}/{ticket}")
    void leave(
            @PathVariable("connection") String alias,
            @PathVariable String ticket,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        Realm realm = CurrentRequest.currentRealm();
        Connection connection = Connections.find(realm, alias)
                .filter(known -> known.linking() != Linking.NEVER)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        String page = "/realms/" + realm.name() + "/account/companies";
        response.sendRedirect(tickets.use(request, ticket) ? address(request, page, connection) : page);
    }

    private String address(HttpServletRequest request, String page, Connection connection) {
        try {
            return signIns.begin(request, connection, LinkingPurpose.NAME, SignInGoal.ACCOUNT);
        } catch (UpstreamRefusedException ex) {
            return page + "?refused=" + ex.reason();
        }
    }
}
