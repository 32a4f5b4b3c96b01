package org.gatehouse.realm.seed;

import java.util.List;

/**
 * The people to create in a realm.
 *
 * @param people generated ones are made when asked for, so a million of them take no memory; iterate, do not copy
 */
public record Seed(String realm, List<SeedPerson> people) {}
