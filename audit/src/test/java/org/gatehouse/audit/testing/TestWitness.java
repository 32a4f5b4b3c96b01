package org.gatehouse.audit.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A little witness on its own: it remembers each log's size and root, and checks proofs with its own code (RFC 9162,
 * section 2.1.4.2). It trusts whoever signs; that a log's key is asked for is no matter of the one who is witnessed.
 */
public final class TestWitness implements AutoCloseable {

    private final String name;
    private final KeyPair keys;
    private final HttpServer server;
    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final Map<String, Head> heads = new ConcurrentHashMap<>();
    private final AtomicInteger asked = new AtomicInteger();
    private volatile long time = 1_795_341_600L;
    private volatile Misdeed misdeed = exchange -> false;

    private record Head(long size, byte[] root) {}

    /** Something else than a witness does; true when it was done. */
    public interface Misdeed {
        boolean instead(HttpExchange exchange) throws IOException;
    }

    public TestWitness(String name) {
        this.name = name;
        try {
            keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (GeneralSecurityException ex) {
            throw new IllegalStateException(ex);
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
        server.setExecutor(executor);
        server.createContext("/w/add-checkpoint", this::handle);
        server.start();
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/w");
    }

    /** Its key as C2SP writes it, made by hand. */
    public String vkey() {
        return name + "+" + HexFormat.of().formatHex(id()) + "+"
                + Base64.getEncoder().encodeToString(typed());
    }

    public int asked() {
        return asked.get();
    }

    public long size(String origin) {
        Head head = heads.get(origin);
        return head == null ? 0 : head.size();
    }

    public void misbehave(Misdeed instead) {
        misdeed = instead;
    }

    public void forget() {
        heads.clear();
    }

    public static void answer(HttpExchange exchange, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private void handle(HttpExchange exchange) throws IOException {
        asked.incrementAndGet();
        try (exchange) {
            if (!misdeed.instead(exchange)) {
                add(exchange, new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            }
        } catch (GeneralSecurityException ex) {
            throw new IllegalStateException(ex);
        }
    }

    private synchronized void add(HttpExchange exchange, String body) throws IOException, GeneralSecurityException {
        int blank = body.indexOf("\n\n");
        String[] lines = body.substring(0, blank).split("\n");
        long old = Long.parseLong(lines[0].substring("old ".length()));
        byte[][] proof =
                Arrays.stream(lines).skip(1).map(Base64.getDecoder()::decode).toArray(byte[][]::new);
        String note = body.substring(blank + 2);
        String text = note.substring(0, note.indexOf("\n\n") + 1);
        String[] head = text.split("\n");
        long size = Long.parseLong(head[1]);
        byte[] root = Base64.getDecoder().decode(head[2]);
        Head known = heads.getOrDefault(head[0], new Head(0, new byte[0]));
        if (old > size) {
            answer(exchange, 400, "text/plain", "");
        } else if (old != known.size() || (old == size && !Arrays.equals(root, known.root()))) {
            answer(exchange, 409, "text/x.tlog.size", known.size() + "\n");
        } else if (!consistent(known, size, root, proof)) {
            answer(exchange, 422, "text/plain", "");
        } else {
            heads.put(head[0], new Head(size, root));
            answer(exchange, 200, "text/plain", cosign(text));
        }
    }

    private String cosign(String text) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("Ed25519");
        signature.initSign(keys.getPrivate());
        signature.update(("cosignature/v1\ntime " + time + "\n" + text).getBytes(StandardCharsets.UTF_8));
        byte[] line = ByteBuffer.allocate(76)
                .put(id())
                .putLong(time)
                .put(signature.sign())
                .array();
        return "— " + name + " " + Base64.getEncoder().encodeToString(line) + "\n";
    }

    private static boolean consistent(Head known, long size, byte[] root, byte[][] proof)
            throws GeneralSecurityException {
        if (known.size() == 0 || known.size() == size) {
            return proof.length == 0;
        } else if (proof.length == 0) {
            return false;
        }
        boolean isWhole = Long.bitCount(known.size()) == 1;
        byte[] first = isWhole ? known.root() : proof[0];
        long fn = known.size() - 1;
        long sn = size - 1;
        while ((fn & 1) == 1) {
            fn >>= 1;
            sn >>= 1;
        }
        byte[] fr = first;
        byte[] sr = first;
        for (int i = isWhole ? 0 : 1; i < proof.length; i++) {
            if (sn == 0) {
                return false;
            }
            if ((fn & 1) == 1 || fn == sn) {
                fr = node(proof[i], fr);
                sr = node(proof[i], sr);
                while ((fn & 1) == 0 && fn != 0) {
                    fn >>= 1;
                    sn >>= 1;
                }
            } else {
                sr = node(sr, proof[i]);
            }
            fn >>= 1;
            sn >>= 1;
        }
        return sn == 0 && Arrays.equals(fr, known.root()) && Arrays.equals(sr, root);
    }

    private static byte[] node(byte[] left, byte[] right) throws GeneralSecurityException {
        MessageDigest hash = MessageDigest.getInstance("SHA-256");
        hash.update((byte) 1);
        hash.update(left);
        return hash.digest(right);
    }

    private byte[] typed() {
        byte[] encoded = keys.getPublic().getEncoded();
        byte[] typed = Arrays.copyOfRange(encoded, encoded.length - 33, encoded.length);
        typed[0] = 4;
        return typed;
    }

    private byte[] id() {
        try {
            MessageDigest hash = MessageDigest.getInstance("SHA-256");
            hash.update((name + "\n").getBytes(StandardCharsets.UTF_8));
            return Arrays.copyOf(hash.digest(typed()), 4);
        } catch (GeneralSecurityException ex) {
            throw new IllegalStateException(ex);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        executor.shutdownNow();
    }
}
