package org.gatehouse.server.administration;

import java.util.List;
import java.util.Map;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.directory.PersonalData;
import org.gatehouse.server.groups.Group;

/**
 * An account with what belongs to it, as an administrator sees it.
 *
 * @param attributes sensitive ones masked unless revealed
 */
public record AccountRecord(
        Account account, PersonalData personal, Map<String, Object> attributes, List<Group> groups) {}
