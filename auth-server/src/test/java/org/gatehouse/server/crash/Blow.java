package org.gatehouse.server.crash;

import java.time.Duration;
import java.util.List;
import java.util.Random;

/** What is killed, each with signal 9: no chance to write anything. Only this installation's own processes ever are. */
enum Blow {
    /** The service; its database notices and ends by itself. */
    SERVER {
        @Override
        void strike(Installation installation, Random random) {
            installation.server().kill();
        }
    },

    /** The database's main process; the service lives and starts another. */
    DATABASE {
        @Override
        void strike(Installation installation, Random random) {
            installation.postmaster().destroyForcibly();
        }
    },

    /** One process among the database's: the others throw away what they share and recover. */
    BACKEND {
        @Override
        void strike(Installation installation, Random random) {
            List<ProcessHandle> backends = installation.postmaster().children().toList();
            backends.get(random.nextInt(backends.size())).destroyForcibly();
        }
    },

    /** Every process of the installation, as when the machine's power goes. */
    EVERYTHING {
        @Override
        void strike(Installation installation, Random random) {
            List<ProcessHandle> database =
                    installation.server().process().descendants().toList();
            database.forEach(ProcessHandle::destroyForcibly);
            installation.server().kill();
        }
    },

    /** Everything, and again while it recovers. */
    TWICE {
        @Override
        void strike(Installation installation, Random random) {
            EVERYTHING.strike(installation, random);
            installation.startAgain();
            installation.server().isReadyWithin(Duration.ofMillis(random.nextInt(LONGEST_START_MILLIS)));
            EVERYTHING.strike(installation, random);
        }
    };

    /** From the first sign of life to almost ready. */
    private static final int LONGEST_START_MILLIS = 4_000;

    abstract void strike(Installation installation, Random random);
}
