package org.gatehouse.server.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Sends requests byte by byte, for what no well-behaved library would send. */
public final class Wire {

    private static final int PATIENCE_MILLIS = 20_000;

    private Wire() {}

    /** Sends a request with exactly these header lines; the body's length and the end of the connection are added. */
    public static Answer send(TestServer server, String requestLine, List<String> headers, byte[] body) {
        StringBuilder head = new StringBuilder(requestLine).append(" HTTP/1.1\r\n");
        headers.forEach(header -> head.append(header).append("\r\n"));
        if (headers.stream().noneMatch(header -> header.startsWith("Host:"))) {
            head.append("Host: localhost:").append(server.uri("/").getPort()).append("\r\n");
        }
        if (body.length > 0) {
            head.append("Content-Length: ").append(body.length).append("\r\n");
        }
        head.append("Connection: close\r\n\r\n");
        return exchange(server, head.toString().getBytes(StandardCharsets.ISO_8859_1), body);
    }

    public static Answer post(TestServer server, String path, String form, String... headers) {
        List<String> all = new java.util.ArrayList<>(List.of(headers));
        if (all.stream().noneMatch(header -> header.startsWith("Content-Type:"))) {
            all.add("Content-Type: application/x-www-form-urlencoded");
        }
        return send(server, "POST " + path, all, form.getBytes(StandardCharsets.ISO_8859_1));
    }

    public static Answer get(TestServer server, String path, String... headers) {
        return send(server, "GET " + path, List.of(headers), new byte[0]);
    }

    private static Answer exchange(TestServer server, byte[] head, byte[] body) {
        try (Socket socket = new Socket("localhost", server.uri("/").getPort())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            write(socket, head, body);
            return parse(new String(read(socket), StandardCharsets.UTF_8));
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    /** A server may answer and close before it has read everything; the answer is what counts. */
    private static void write(Socket socket, byte[] head, byte[] body) {
        try {
            socket.getOutputStream().write(head);
            socket.getOutputStream().write(body);
        } catch (IOException closedEarly) {
            return;
        }
    }

    private static byte[] read(Socket socket) {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        try {
            socket.getInputStream().transferTo(answer);
        } catch (IOException reset) {
            return answer.toByteArray();
        }
        return answer.toByteArray();
    }

    private static Answer parse(String text) {
        if (text.isEmpty()) {
            return new Answer(0, Map.of(), "");
        }
        int end = text.indexOf("\r\n\r\n");
        String[] lines = text.substring(0, end < 0 ? text.length() : end).split("\r\n");
        Map<String, List<String>> headers = new LinkedHashMap<>();
        for (int i = 1; i < lines.length; i++) {
            String[] header = lines[i].split(": ?", 2);
            headers.computeIfAbsent(header[0], name -> new java.util.ArrayList<>())
                    .add(header.length > 1 ? header[1] : "");
        }
        int status = Integer.parseInt(lines[0].split(" ")[1]);
        return new Answer(status, headers, end < 0 ? "" : text.substring(end + 4));
    }
}
