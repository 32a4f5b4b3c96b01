package org.gatehouse.server.console;

import org.gatehouse.server.administration.AccountException;
import org.gatehouse.server.approval.ApprovalGoneException;
import org.gatehouse.server.configuration.ClientException;
import org.gatehouse.server.directory.AttributeTakenException;
import org.gatehouse.server.directory.InvalidAccountException;
import org.gatehouse.server.directory.UserNameTakenException;
import org.gatehouse.server.exports.trail.TrailExportException;
import org.gatehouse.server.groups.GroupException;
import org.gatehouse.server.retention.RetentionException;
import org.gatehouse.server.rights.ActionRefusedException;
import org.gatehouse.server.web.FormErrors;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/** Makes of a refusal what the page says about it, in the reader's language. */
public final class Refusals {

    /** Whoever sends so many wrong things has not typed them. */
    private static final int MOST_TOLD = 20;

    /** Before the name of an attribute; the rest of the server names the field in the same way. */
    public static final String ATTRIBUTE = "attributes.";

    private Refusals() {}

    /** Does it; none when it was done. What no reader could do anything about is thrown on. */
    public static FormErrors attempt(Runnable action) {
        try {
            action.run();
            return FormErrors.none();
        } catch (ActionRefusedException ex) {
            return FormErrors.of("console.refused." + ex.reason().code());
        } catch (AccountException ex) {
            return account(ex);
        } catch (GroupException ex) {
            return group(ex);
        } catch (InvalidAccountException ex) {
            return invalid(ex);
        } catch (UserNameTakenException ex) {
            return FormErrors.on("userName", "console.problem.userName.taken");
        } catch (AttributeTakenException ex) {
            return FormErrors.on(ATTRIBUTE + ex.attribute(), "console.problem.attribute.taken");
        } catch (ClientException ex) {
            return client(ex);
        } catch (RetentionException ex) {
            return retention(ex);
        } catch (ApprovalGoneException ex) {
            return FormErrors.of("console.approvals.gone");
        } catch (TrailExportException ex) {
            return export(ex);
        }
    }

    /** Of an export of the trail that cannot be had. */
    public static FormErrors export(TrailExportException ex) {
        return switch (ex.reason()) {
            case NOT_FOUND -> throw notFound();
            case NOT_READY -> throw new ResponseStatusException(HttpStatus.CONFLICT);
            case WHY -> FormErrors.on("why", "console.exports.why.missing");
            case INVALID -> FormErrors.of("console.exports.refused.invalid");
            case TOO_MANY -> FormErrors.of("console.exports.refused.too_many");
        };
    }

    private static FormErrors account(AccountException ex) {
        return switch (ex.reason()) {
            case NOT_FOUND -> throw notFound();
            case STALE -> FormErrors.of("console.refused.stale");
            case WRONG_STATE -> FormErrors.of("console.refused.wrong-state");
            case INVALID -> FormErrors.of("console.refused.invalid");
            case WHY -> FormErrors.on("why", "retention.problem.why");
        };
    }

    private static FormErrors group(GroupException ex) {
        return switch (ex.reason()) {
            case NOT_FOUND -> throw notFound();
            case STALE -> FormErrors.of("console.refused.stale");
            case TAKEN -> FormErrors.on("name", "console.groups.taken");
            case IN_USE -> FormErrors.of("console.groups.in-use");
            case INVALID -> FormErrors.of("console.groups.invalid");
        };
    }

    private static FormErrors client(ClientException ex) {
        return switch (ex.reason()) {
            case NOT_FOUND -> throw notFound();
            case STALE -> FormErrors.of("console.refused.stale");
            case TAKEN -> FormErrors.on("id", "clients.taken");
            case WRONG_STATE -> FormErrors.of("clients.wrong-state");
            case INVALID -> definition(ex);
        };
    }

    /** In the words of the realm file, as everywhere where its rules are told. */
    private static FormErrors definition(ClientException ex) {
        FormErrors errors = FormErrors.none();
        for (String detail : ex.details().stream().limit(MOST_TOLD).toList()) {
            errors = errors.and(null, "console.connections.wrong", detail);
        }
        return errors.any() ? errors : FormErrors.of("console.connections.wrong", String.valueOf(ex.getMessage()));
    }

    private static FormErrors retention(RetentionException ex) {
        return switch (ex.reason()) {
            case NOT_FOUND -> throw notFound();
            case WHY -> FormErrors.on("why", "retention.problem.why");
            case STRETCH -> FormErrors.on("until", "retention.problem.stretch");
            case PERSON -> FormErrors.on("person", "retention.problem.person");
            case STALE -> FormErrors.of("retention.problem.stale");
        };
    }

    private static FormErrors invalid(InvalidAccountException ex) {
        FormErrors errors = FormErrors.none();
        for (InvalidAccountException.Problem problem : ex.problems()) {
            String field = problem.field();
            String what = field.startsWith(ATTRIBUTE) ? "attribute" : field;
            errors = errors.and(field, "console.problem." + what);
        }
        return errors;
    }

    public static ResponseStatusException notFound() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
}
