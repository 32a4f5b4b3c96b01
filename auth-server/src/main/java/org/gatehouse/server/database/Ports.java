package org.gatehouse.server.database;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.random.RandomGenerator;

/** The embedded server's port: the last one as long as it is free, so that tools pointed at it keep working. */
final class Ports {

    /** Below what systems hand out to outgoing connections, so that none of those sits on it after a crash. */
    private static final int FIRST = 20_000;

    private static final int LAST = 29_999;
    private static final int TRIES = 200;

    private Ports() {}

    static int remembered(Path file) throws IOException {
        if (Files.exists(file)) {
            String text = Files.readString(file).strip();
            if (text.matches("\\d{1,5}") && isFree(Integer.parseInt(text))) {
                return Integer.parseInt(text);
            }
        }
        int port = anyFree();
        PrivateFiles.write(file, Integer.toString(port));
        return port;
    }

    private static int anyFree() throws IOException {
        RandomGenerator random = new SecureRandom();
        for (int i = 0; i < TRIES; i++) {
            int port = random.nextInt(FIRST, LAST + 1);
            if (isFree(port)) {
                return port;
            }
        }
        throw new IOException("no free port between " + FIRST + " and " + LAST);
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException | IllegalArgumentException ex) {
            return false;
        }
    }
}
