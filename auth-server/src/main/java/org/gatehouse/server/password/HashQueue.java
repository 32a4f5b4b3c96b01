package org.gatehouse.server.password;

import jakarta.annotation.PreDestroy;
import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Publishes how busy hashing is as {@code org.gatehouse:type=HashQueue}. */
@Component
class HashQueue implements HashQueueMXBean {

    private static final Logger LOG = LoggerFactory.getLogger(HashQueue.class);

    private final PasswordHashing hashing;
    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    private final ObjectName name;
    private final boolean published;

    HashQueue(PasswordHashing hashing) throws JMException {
        this.hashing = hashing;
        this.name = new ObjectName("org.gatehouse:type=HashQueue");
        this.published = !server.isRegistered(name); // a second service in this process is not watched
        if (published) {
            server.registerMBean(this, name);
        }
    }

    @PreDestroy
    void withdraw() {
        try {
            if (published) {
                server.unregisterMBean(name);
            }
        } catch (JMException ex) {
            LOG.debug("The hash queue was not withdrawn", ex);
        }
    }

    @Override
    public int getRunning() {
        return hashing.running();
    }

    @Override
    public int getAtMost() {
        return hashing.atMost();
    }

    @Override
    public int getWaiting() {
        return hashing.waiting();
    }

    @Override
    public long getRefused() {
        return hashing.refused();
    }

    @Override
    public long getComputed() {
        return hashing.calls();
    }
}
