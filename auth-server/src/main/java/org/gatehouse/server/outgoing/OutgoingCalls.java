package org.gatehouse.server.outgoing;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.SocketException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.gatehouse.server.outgoing.OutgoingException.Reason;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;

/**
 * Makes calls to addresses that others chose: HTTPS to public addresses, and what an operator has allowed beyond. No
 * redirect is followed, no cookie kept, no proxy asked; time and size are bounded. Nothing is repeated: whoever calls
 * knows what may be.
 */
@Component
@EnableConfigurationProperties(OutgoingProperties.class)
public class OutgoingCalls implements DisposableBean {

    /** Servers that hang hold this many threads at most, each a few ({@link Lanes}); further calls fail at once. */
    private static final int AT_ONCE = 128;

    private static final Duration IDLE = Duration.ofSeconds(30);

    private final Egress egress;
    private final Wire wire;
    private final Duration timeout;
    private final Lanes lanes = new Lanes(System::nanoTime);
    private final ThreadPoolExecutor callers =
            new ThreadPoolExecutor(0, AT_ONCE, IDLE.toSeconds(), TimeUnit.SECONDS, new SynchronousQueue<>(), threads());

    @Autowired
    OutgoingCalls(OutgoingProperties properties) {
        this(properties, InetAddress::getAllByName);
    }

    OutgoingCalls(OutgoingProperties properties, Egress.NameService names) {
        this.egress = new Egress(new AllowedTargets(properties.allow()), names);
        this.wire = new Wire(properties.connectTimeout(), properties.timeout());
        this.timeout = properties.timeout();
    }

    /**
     * @return an answer of any status but a redirect
     * @throws OutgoingException when the address must not be called, or there was no such answer in time
     */
    public OutgoingResponse send(OutgoingRequest request) {
        Address.check(request.target());
        Duration patience = Deadline.sooner(timeout);
        if (patience.isZero()) {
            throw new OutgoingException(Reason.TIMED_OUT, Address.shown(request.target()));
        }
        HttpUriRequestBase message = wire.message(request);
        Lanes.Lane lane = lanes.enter(request.target());
        Future<OutgoingResponse> answer = begin(lane, message, request);
        try {
            OutgoingResponse response = answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            lane.answered();
            return response;
        } catch (ExecutionException ex) {
            throw failed(lane, patience, failure(request.target(), ex.getCause() == null ? ex : ex.getCause()));
        } catch (TimeoutException ex) {
            lane.hung(patience);
            throw new OutgoingException(Reason.TIMED_OUT, Address.shown(request.target()), ex);
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new OutgoingException(Reason.TIMED_OUT, Address.shown(request.target()), ex);
        } finally {
            message.cancel();
        }
    }

    /**
     * Checks an address somebody wants to be called later, as it would be now; nothing is called but name servers.
     *
     * @throws OutgoingException when it must not be called
     */
    public void check(URI target) {
        egress.check(target);
    }

    /** The place is given back by the thread itself: who waits for it gives up sooner. */
    private Future<OutgoingResponse> begin(Lanes.Lane lane, HttpUriRequestBase message, OutgoingRequest request) {
        try {
            return callers.submit(() -> {
                try {
                    return wire.call(message, request, egress.check(request.target()));
                } finally {
                    lane.leave();
                }
            });
        } catch (RejectedExecutionException ex) {
            lane.leave();
            throw new OutgoingException(Reason.BUSY, Address.shown(request.target()), ex);
        }
    }

    private static OutgoingException failed(Lanes.Lane lane, Duration patience, OutgoingException failure) {
        if (failure.reason() == Reason.TIMED_OUT) {
            lane.hung(patience);
        } else {
            lane.answered();
        }
        return failure;
    }

    private static OutgoingException failure(URI target, Throwable cause) {
        if (cause instanceof OutgoingException known) {
            return known;
        }
        return new OutgoingException(reason(cause), Address.shown(target), cause);
    }

    private static Reason reason(Throwable cause) {
        if (cause instanceof SSLException) {
            return Reason.UNTRUSTED;
        }
        if (cause instanceof InterruptedIOException) { // connecting or reading took too long
            return Reason.TIMED_OUT;
        }
        if (cause instanceof SocketException) {
            return Reason.UNREACHABLE;
        }
        if (cause instanceof IOException) {
            return Reason.BROKEN;
        }
        throw new IllegalStateException("A call failed in a way nobody thought of", cause);
    }

    private static CustomizableThreadFactory threads() {
        CustomizableThreadFactory threads = new CustomizableThreadFactory("outgoing-");
        threads.setDaemon(true);
        return threads;
    }

    /**
     * Names the server an address is at: host in lower case and port, however the address is written.
     *
     * @throws OutgoingException when it is no address that may be called
     */
    public static String server(URI target) {
        Address.check(target);
        return Address.server(target);
    }

    @Override
    public void destroy() {
        callers.shutdownNow();
    }
}
