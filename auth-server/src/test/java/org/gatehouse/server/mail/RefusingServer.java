package org.gatehouse.server.mail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/** A mail server that knows nobody (RFC 5321), or has no time at present. */
final class RefusingServer implements AutoCloseable {

    private final ServerSocket socket;
    private final String answer;

    /** @param answer to the recipient's address, for example {@code 550 unknown} */
    RefusingServer(String answer) {
        this.answer = answer;
        try {
            this.socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
        Thread thread = new Thread(this::serve, "refusing-mail-server");
        thread.setDaemon(true);
        thread.start();
    }

    Map<String, String> settings() {
        return Map.of(
                "gatehouse.mail.host", "127.0.0.1",
                "gatehouse.mail.port", String.valueOf(socket.getLocalPort()),
                "gatehouse.mail.tls", "none",
                "gatehouse.mail.from", "no-reply@gatehouse.example");
    }

    private void serve() {
        while (!socket.isClosed()) {
            try (Socket caller = socket.accept()) {
                talk(caller);
            } catch (IOException hungUp) {
                continue; // the next one
            }
        }
    }

    private void talk(Socket caller) throws IOException {
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(caller.getInputStream(), StandardCharsets.US_ASCII));
        say(caller, "220 here");
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            String command = line.toUpperCase(Locale.ROOT);
            say(caller, command.startsWith("RCPT") ? answer : command.startsWith("QUIT") ? "221 bye" : "250 yes");
        }
    }

    private static void say(Socket caller, String line) throws IOException {
        caller.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }
}
