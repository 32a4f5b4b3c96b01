package org.gatehouse.audit.testing;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.gatehouse.audit.anchor.Anchor;
import org.gatehouse.audit.anchor.Anchors;

/** Anchors that end with the test. */
public final class MemoryAnchors implements Anchors {

    private final Map<String, Anchor> kept = new ConcurrentHashMap<>();

    @Override
    public Optional<Anchor> find(String log) {
        return Optional.ofNullable(kept.get(log));
    }

    @Override
    public List<String> logs() {
        return List.copyOf(kept.keySet());
    }

    @Override
    public void keep(String log, Anchor anchor) {
        kept.put(log, anchor);
    }

    @Override
    public boolean isForkAccepted(String log) {
        return false;
    }

    @Override
    public void forgetAcceptance(String log) {}

    @Override
    public void putAside(String log) {
        kept.remove(log);
    }
}
