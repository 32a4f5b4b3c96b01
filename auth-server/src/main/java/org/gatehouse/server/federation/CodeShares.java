package org.gatehouse.server.federation;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.gatehouse.server.request.Subscriber;
import org.springframework.stereotype.Component;

/**
 * Who may redeem a code at a provider's server next. Anybody can have themselves sent away and come back with a code that is
 * none, and the calls there are to one server must not all be theirs:
 *
 * <ul>
 *   <li>all networks together redeem 12 at once, of the 16 calls there are to one server;
 *   <li>one network 4;
 *   <li>those from where no code was good within a week, 8 together;
 *   <li>of these, those whose last code the provider refused, within ten minutes, 4 together, whatever they come from.
 * </ul>
 *
 * Whoever finds no place waits a second, first come, first served. So a flood costs its networks one call each before they
 * share four places, and nobody is refused for what others in their network did unless these do it now. A flood from
 * thousands of networks that have never been refused finds eight, and leaves four to people who come from where somebody
 * came from before. What is left is whoever comes from a new place while it lasts: they are told that the provider cannot be
 * reached now, and are offered the other ways in.
 */
@Component
class CodeShares {

    /** Of the calls there are to one server ({@code outgoing.Lanes}); the others are for its keys and what it says of people. */
    static final int OF_ALL = 12;

    static final int OF_A_NETWORK = 4;

    /** Of everybody from where nobody had a good code lately. */
    static final int OF_NEW = 8;

    /** Of everybody the provider has just refused a code. */
    static final int OF_REFUSED = 4;

    static final Duration REMEMBERED = Duration.ofMinutes(10);

    /** Over a weekend and some days off. */
    static final Duration GOOD = Duration.ofDays(7);

    /** Less than a person waits for a page; a thread is held meanwhile. */
    private static final Duration WAIT = Duration.ofSeconds(1);

    private static final int MOST_NETWORKS = 100_000;

    /** Of an IPv6 address: what a site gets, which has thousands of networks. */
    private static final int SITE_GROUPS = 3;

    private final Cache<String, Semaphore> shares = Caffeine.newBuilder()
            .maximumSize(MOST_NETWORKS)
            .expireAfterAccess(Duration.ofMinutes(1)) // longer than a call lasts
            .build();
    private final Cache<String, Boolean> refused = Caffeine.newBuilder()
            .maximumSize(MOST_NETWORKS)
            .expireAfterWrite(REMEMBERED)
            .build();

    private final Cache<String, Boolean> good = Caffeine.newBuilder()
            .maximumSize(MOST_NETWORKS)
            .expireAfterWrite(GOOD)
            .build();

    /**
     * @param address whoever comes back comes from
     * @param server of the provider, as {@link org.gatehouse.server.outgoing.OutgoingCalls#server} names it
     * @throws UpstreamRefusedException when too many others are at it
     */
    <T> T within(String address, String server, Supplier<T> redeeming) {
        String site = server + " of " + site(address);
        Deque<Semaphore> entered = new ArrayDeque<>();
        try {
            enter(entered, places(server, address, site));
            T redeemed = redeeming.get();
            refused.invalidate(site);
            good.put(site, true);
            return redeemed;
        } catch (UpstreamRefusedException ex) {
            if (ex.reason().equals(Refusal.CODE)) {
                refused.put(site, true);
                good.invalidate(site);
            }
            throw ex;
        } finally {
            entered.forEach(Semaphore::release);
        }
    }

    /** The narrowest first, so that nobody holds a place others want while they wait for one of their own. */
    private List<Semaphore> places(String server, String address, String site) {
        List<Semaphore> places = new ArrayList<>();
        places.add(share(server + " from " + Subscriber.network(address), OF_A_NETWORK));
        if (refused.getIfPresent(site) != null) {
            places.add(share(server + " of refused", OF_REFUSED));
        }
        if (good.getIfPresent(site) == null) {
            places.add(share(server + " of new", OF_NEW));
        }
        places.add(share(server, OF_ALL));
        return places;
    }

    private Semaphore share(String name, int places) {
        return shares.get(name, key -> new Semaphore(places, true));
    }

    private static void enter(Deque<Semaphore> entered, List<Semaphore> places) {
        long end = System.nanoTime() + WAIT.toNanos(); // what is bounded is real waiting
        for (Semaphore place : places) {
            if (!isIn(place, end - System.nanoTime())) {
                throw new UpstreamRefusedException(
                        Refusal.UNREACHABLE, "Too many answers wait for the provider at once");
            }
            entered.push(place);
        }
    }

    private static boolean isIn(Semaphore place, long nanos) {
        try {
            return place.tryAcquire(Math.max(nanos, 0), TimeUnit.NANOSECONDS);
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static String site(String address) {
        List<String> groups = List.of(address.split(":"));
        return String.join(":", groups.subList(0, Math.min(SITE_GROUPS, groups.size())));
    }
}
