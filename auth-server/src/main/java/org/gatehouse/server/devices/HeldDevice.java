package org.gatehouse.server.devices;

import java.util.UUID;

/**
 * A phone, and whose it is.
 *
 * @param name what the person is called
 */
public record HeldDevice(UUID account, String name, Device device) {}
