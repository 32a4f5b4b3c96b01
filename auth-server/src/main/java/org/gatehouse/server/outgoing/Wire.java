package org.gatehouse.server.outgoing;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.BasicHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.config.Lookup;
import org.apache.hc.core5.http.config.RegistryBuilder;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.util.Timeout;
import org.gatehouse.server.outgoing.OutgoingException.Reason;
import org.jspecify.annotations.Nullable;

/**
 * One call over a connection of its own, to an address that was checked: nothing of a call (cookie, connection, login,
 * address) is there in the next. Proxies of the environment are not asked, because they would look the host up again.
 */
final class Wire {

    private static final String USER_AGENT = "gatehouse";

    /** Compressed answers are not asked for and not read: no small answer becomes a large one. */
    private static final String PLAIN = "identity";

    private static final Http1Config BOUNDS =
            Http1Config.custom().setMaxLineLength(8192).setMaxHeaderCount(100).build();

    private final Lookup<TlsSocketStrategy> tls = RegistryBuilder.<TlsSocketStrategy>create()
            .register("https", DefaultClientTlsStrategy.createDefault())
            .build();
    private final ManagedHttpClientConnectionFactory connections =
            ManagedHttpClientConnectionFactory.builder().http1Config(BOUNDS).build();
    private final RequestConfig limits;
    private final ConnectionConfig connecting;

    Wire(Duration connectTimeout, Duration timeout) {
        this.limits = RequestConfig.custom()
                .setResponseTimeout(Timeout.of(timeout))
                .setRedirectsEnabled(false)
                .setAuthenticationEnabled(false)
                .setContentCompressionEnabled(false)
                .setProtocolUpgradeEnabled(false)
                .setHardCancellationEnabled(true)
                .build();
        this.connecting = ConnectionConfig.custom()
                .setConnectTimeout(Timeout.of(connectTimeout))
                .setSocketTimeout(Timeout.of(timeout))
                .build();
    }

    /** The message to send; cancelling it ends the call wherever it is. */
    HttpUriRequestBase message(OutgoingRequest request) {
        boolean isPost = request.body() != null;
        HttpUriRequestBase message = new HttpUriRequestBase(isPost ? "POST" : "GET", request.target());
        message.setConfig(limits);
        message.setHeader(HttpHeaders.ACCEPT, request.accept());
        message.setHeader(HttpHeaders.ACCEPT_ENCODING, PLAIN);
        request.headers().forEach(message::setHeader);
        if (request.body() != null) {
            byte[] body = request.body().getBytes(StandardCharsets.UTF_8);
            message.setEntity(new ByteArrayEntity(body, ContentType.parse(request.contentType())));
        }
        return message;
    }

    OutgoingResponse call(HttpUriRequestBase message, OutgoingRequest request, Destination destination)
            throws IOException {
        try (CloseableHttpClient client = clientTo(destination)) {
            return client.execute(message, answer -> read(answer, message, request));
        }
    }

    private CloseableHttpClient clientTo(Destination destination) {
        BasicHttpClientConnectionManager manager =
                BasicHttpClientConnectionManager.create(null, new Checked(destination), tls, connections);
        manager.setConnectionConfig(connecting);
        return HttpClients.custom()
                .setConnectionManager(manager)
                .setUserAgent(USER_AGENT)
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .build();
    }

    private static OutgoingResponse read(
            ClassicHttpResponse answer, HttpUriRequestBase message, OutgoingRequest request) throws IOException {
        URI target = request.target();
        int status = answer.getCode();
        if (status >= 300 && status < 400) {
            message.cancel();
            throw new OutgoingException(Reason.REDIRECTED, Address.shown(target));
        }
        byte[] body = body(answer.getEntity(), request.limit());
        if (body.length > request.limit()) {
            message.cancel(); // or the rest would be read to keep a connection that is not kept
            throw new OutgoingException(Reason.TOO_LARGE, Address.shown(target));
        }
        Header type = answer.getFirstHeader(HttpHeaders.CONTENT_TYPE);
        return new OutgoingResponse(target, status, type == null ? null : type.getValue(), body);
    }

    /** One byte more than the limit when there is more; the rest is never read. */
    private static byte[] body(@Nullable HttpEntity entity, int limit) throws IOException {
        if (entity == null) {
            return new byte[0];
        }
        InputStream content = entity.getContent(); // closing it would read to its end
        return content.readNBytes(limit + 1);
    }

    /** Answers with what was checked, whatever name is asked for. */
    private record Checked(Destination destination) implements DnsResolver {

        @Override
        public InetAddress[] resolve(String host) {
            return destination.addresses().toArray(InetAddress[]::new);
        }

        @Override
        public String resolveCanonicalHostname(String host) throws UnknownHostException {
            throw new UnknownHostException(host);
        }
    }
}
