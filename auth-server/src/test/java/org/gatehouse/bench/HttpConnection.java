package org.gatehouse.bench;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One connection to this machine that is kept open; a client that costs little beside what it measures. */
final class HttpConnection implements Closeable {

    private static final int PATIENCE_MILLIS = 60_000;
    private static final int LONGEST_ANSWER = 4 * 1024 * 1024;

    private final int port;
    private Socket socket;
    private InputStream in;

    HttpConnection(int port) throws IOException {
        this.port = port;
        connect();
    }

    /** Anew: a server closes what was silent for long. */
    void reconnect() throws IOException {
        close();
        connect();
    }

    private void connect() throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        in = new BufferedInputStream(socket.getInputStream(), 8 * 1024);
    }

    /** @param headers lower-case names, as {@code name: value} */
    record Answer(int status, List<String> headers, String body) {

        List<String> all(String name) {
            return headers.stream()
                    .filter(line -> line.startsWith(name + ":"))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .toList();
        }

        String location() {
            return all("location").stream().findFirst().orElse("");
        }

        Answer expect(int wanted) {
            if (status != wanted) {
                throw new IllegalStateException(status + " instead of " + wanted + ": " + headers + " " + body);
            }
            return this;
        }

        /** A text of a flat JSON object; the tokens and codes here hold nothing that would be escaped. */
        String text(String name) {
            int start = body.indexOf('"', body.indexOf("\"" + name + "\"") + name.length() + 2) + 1;
            return body.substring(start, body.indexOf('"', start));
        }
    }

    /** The bytes of a request, made once for those that are sent again and again. */
    byte[] request(String method, String path, String body, String... headers) {
        StringBuilder text = new StringBuilder(method + " " + path + " HTTP/1.1\r\nHost: localhost:" + port + "\r\n");
        for (String header : headers) {
            text.append(header).append("\r\n");
        }
        if ("POST".equals(method)) {
            text.append("Content-Type: application/x-www-form-urlencoded\r\nContent-Length: " + body.length() + "\r\n");
        }
        return text.append("\r\n").append(body).toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    Answer send(byte[] request) throws IOException {
        socket.getOutputStream().write(request);
        int status = Integer.parseInt(line().split(" ")[1]);
        List<String> headers = new ArrayList<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            headers.add(line.substring(0, colon).toLowerCase(Locale.ROOT) + line.substring(colon));
        }
        Answer answer = new Answer(status, headers, new String(body(headers), StandardCharsets.UTF_8));
        if (answer.all("connection").contains("close")) { // servers do, every so many requests
            reconnect();
        }
        return answer;
    }

    private byte[] body(List<String> headers) throws IOException {
        for (String header : headers) {
            if (header.startsWith("content-length:")) {
                return exactly(Integer.parseInt(header.substring(15).strip()));
            }
            if (header.startsWith("transfer-encoding:")) {
                return chunks();
            }
        }
        return new byte[0];
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int length = chunk(); length > 0; length = chunk()) {
            all.write(exactly(length));
            line();
        }
        line();
        return all.toByteArray();
    }

    private int chunk() throws IOException {
        return Integer.parseInt(line().strip(), 16);
    }

    private byte[] exactly(int length) throws IOException {
        byte[] bytes = in.readNBytes(Math.min(length, LONGEST_ANSWER));
        if (bytes.length < length) {
            throw new EOFException("The answer ended early, or is too long");
        }
        return bytes;
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder(64);
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("The connection was closed");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
