package org.gatehouse.server.launch;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.gatehouse.server.StartRefusedException;
import org.springframework.core.env.Environment;

/** The port, tried before anything else starts: a taken one is the commonest reason not to. */
final class NetworkBinding {

    static final String LOOPBACK = "127.0.0.1";

    private NetworkBinding() {}

    /** The port to use: the one asked for, or a free one when that is 0. */
    static int claim(Environment environment) {
        int port = environment.getRequiredProperty("server.port", Integer.class);
        String address = environment.getProperty("server.address", "0.0.0.0");
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByName(address))) {
            return socket.getLocalPort();
        } catch (BindException ex) {
            throw String.valueOf(ex.getMessage()).contains("Permission") ? forbidden(port) : taken(port);
        } catch (IOException ex) {
            throw new StartRefusedException(
                    "Port %d of %s cannot be opened: %s.".formatted(port, address, ex.getMessage()), ex);
        }
    }

    static StartRefusedException taken(int port) {
        return new StartRefusedException(
                "Port %d is taken. Stop what uses it, or choose another one with --port.".formatted(port));
    }

    private static StartRefusedException forbidden(int port) {
        return new StartRefusedException(
                "Port %d is reserved for root. Choose one from 1024 with --port.".formatted(port));
    }
}
