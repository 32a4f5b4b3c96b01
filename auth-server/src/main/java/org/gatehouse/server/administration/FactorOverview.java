package org.gatehouse.server.administration;

import java.util.List;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.factor.EnrolledFactor;

/**
 * What somebody has enrolled beside their password, as an administrator sees it: no key, no code.
 *
 * @param recoveryCodes how many are not used yet
 * @param rememberedBrowsers how many are not asked for a factor at present
 */
public record FactorOverview(
        Account account, List<EnrolledFactor> factors, int recoveryCodes, int rememberedBrowsers) {}
