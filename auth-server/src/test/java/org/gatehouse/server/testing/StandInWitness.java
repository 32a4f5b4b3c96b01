package org.gatehouse.server.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A witness of checkpoints (C2SP tlog-witness) that remembers how large each log was and believes the rest; proofs are
 * checked by the one that the trail's own tests have.
 */
public final class StandInWitness implements AutoCloseable {

    private static final int CONFLICT = 409;

    private final String name;
    private final KeyPair keys;
    private final HttpServer server;
    private final Map<String, Long> sizes = new ConcurrentHashMap<>();

    private StandInWitness(String name) throws IOException, GeneralSecurityException {
        this.name = name;
        keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/add-checkpoint", this::add);
        server.start();
    }

    public static StandInWitness start(String name) {
        try {
            return new StandInWitness(name);
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        } catch (GeneralSecurityException ex) {
            throw new IllegalStateException(ex);
        }
    }

    /** Settings that name it, as the only one or as one of several. */
    public Map<String, String> settings(int place) {
        String prefix = "gatehouse.trail.witnesses[" + place + "].";
        return Map.of(
                prefix + "key",
                key(),
                prefix + "url",
                "http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** The size it cosigned last of the log whose origin ends so; 0 before. */
    public long size(String log) {
        return sizes.entrySet().stream()
                .filter(known -> known.getKey().endsWith(log))
                .mapToLong(Map.Entry::getValue)
                .max()
                .orElse(0);
    }

    private String key() {
        return name + "+" + HexFormat.of().formatHex(id()) + "+"
                + Base64.getEncoder().encodeToString(typedKey());
    }

    private synchronized void add(HttpExchange exchange) throws IOException {
        try (exchange) {
            String[] body =
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8).split("\n\n", 3);
            String[] checkpoint = body[1].split("\n");
            long old = Long.parseLong(body[0].split("\n")[0].substring("old ".length()));
            long known = sizes.getOrDefault(checkpoint[0], 0L);
            if (old == known) {
                sizes.put(checkpoint[0], Long.parseLong(checkpoint[1]));
                answer(exchange, 200, "text/plain", cosign(body[1] + "\n"));
            } else {
                answer(exchange, CONFLICT, "text/x.tlog.size", known + "\n");
            }
        } catch (GeneralSecurityException ex) {
            throw new IllegalStateException(ex);
        }
    }

    private static void answer(HttpExchange exchange, int status, String type, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private String cosign(String checkpoint) throws GeneralSecurityException {
        long time = Instant.now().getEpochSecond();
        Signature signature = Signature.getInstance("Ed25519");
        signature.initSign(keys.getPrivate());
        signature.update(("cosignature/v1\ntime " + time + "\n" + checkpoint).getBytes(StandardCharsets.UTF_8));
        byte[] signed = signature.sign();
        ByteBuffer line = ByteBuffer.allocate(Integer.BYTES + Long.BYTES + signed.length);
        line.put(id()).putLong(time).put(signed);
        return "— " + name + " " + Base64.getEncoder().encodeToString(line.array()) + "\n";
    }

    /** Behind a byte that tells the kind of signature (C2SP signed-note): 4 is cosignature/v1. */
    private byte[] typedKey() {
        byte[] encoded = keys.getPublic().getEncoded();
        byte[] typed = Arrays.copyOfRange(encoded, encoded.length - 33, encoded.length);
        typed[0] = 4;
        return typed;
    }

    private byte[] id() {
        try {
            MessageDigest hash = MessageDigest.getInstance("SHA-256");
            hash.update((name + "\n").getBytes(StandardCharsets.UTF_8));
            return Arrays.copyOf(hash.digest(typedKey()), Integer.BYTES);
        } catch (GeneralSecurityException ex) {
            throw new IllegalStateException(ex);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
