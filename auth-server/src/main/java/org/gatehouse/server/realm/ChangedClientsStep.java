package org.gatehouse.server.realm;

/**
 * A step that looks at nothing of a realm but its clients. It is also taken, with a realm of just that client before and
 * after, when a client that is in no realm file changes or goes.
 */
public interface ChangedClientsStep extends ChangedRealmStep {}
