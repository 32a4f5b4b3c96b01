package org.gatehouse.server.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGeneratorSpi;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.Security;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * RSA keys for tests: each is another one, but primes are used in several and stand in {@code primes.txt}, because looking
 * for primes was half of all that the tests' processors did. Everybody can tell such a key: never outside of tests.
 */
public final class QuickRsaKeys implements BeforeAllCallback {

    private static final Map<Integer, Primes> BY_SIZE = new ConcurrentHashMap<>();
    private static final List<BigInteger> FOUND = found();

    static {
        Security.insertProviderAt(new Quick(), 1);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        // loaded, and so installed, before the first class
    }

    private static List<BigInteger> found() {
        try (InputStream primes = QuickRsaKeys.class.getResourceAsStream("/primes.txt")) {
            return new String(primes.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .map(prime -> new BigInteger(prime, 16))
                    .toList();
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    /** Every pair of primes once; a new prime when those there are have all met. */
    private static final class Primes {

        private final int bits;
        private final List<BigInteger> primes = new ArrayList<>();
        private int first;
        private int second = 1;

        Primes(int bits) {
            this.bits = bits;
            FOUND.stream().filter(prime -> prime.bitLength() == bits).forEach(primes::add);
        }

        synchronized KeyPair next() {
            while (primes.size() <= second) {
                primes.add(prime());
            }
            KeyPair key = pair(primes.get(first), primes.get(second));
            if (++first == second) {
                first = 0;
                second++;
            }
            return key;
        }

        /** With the two highest bits, so that the product has all of its bits. */
        private BigInteger prime() {
            while (true) {
                BigInteger prime = BigInteger.probablePrime(bits, new SecureRandom());
                if (prime.testBit(bits - 2) && coprime(prime)) {
                    return prime;
                }
            }
        }

        private static boolean coprime(BigInteger prime) {
            return prime.subtract(BigInteger.ONE).gcd(RSAKeyGenParameterSpec.F4).equals(BigInteger.ONE);
        }

        private static KeyPair pair(BigInteger p, BigInteger q) {
            BigInteger e = RSAKeyGenParameterSpec.F4;
            BigInteger beforeP = p.subtract(BigInteger.ONE);
            BigInteger beforeQ = q.subtract(BigInteger.ONE);
            BigInteger d = e.modInverse(beforeP.multiply(beforeQ));
            try {
                KeyFactory factory = KeyFactory.getInstance("RSA");
                return new KeyPair(
                        factory.generatePublic(new RSAPublicKeySpec(p.multiply(q), e)),
                        factory.generatePrivate(new RSAPrivateCrtKeySpec(
                                p.multiply(q), e, d, p, q, d.mod(beforeP), d.mod(beforeQ), q.modInverse(p))));
            } catch (GeneralSecurityException ex) {
                throw new IllegalStateException(ex);
            }
        }
    }

    /** In the place of the platform's generator. */
    public static final class Generator extends KeyPairGeneratorSpi {

        private int bits = 2048;

        @Override
        public void initialize(int bits, SecureRandom random) {
            this.bits = bits;
        }

        @Override
        public void initialize(AlgorithmParameterSpec parameters, SecureRandom random)
                throws InvalidAlgorithmParameterException {
            if (!(parameters instanceof RSAKeyGenParameterSpec rsa)
                    || !rsa.getPublicExponent().equals(RSAKeyGenParameterSpec.F4)) {
                throw new InvalidAlgorithmParameterException("not with " + parameters);
            }
            bits = rsa.getKeysize();
        }

        @Override
        public KeyPair generateKeyPair() {
            return BY_SIZE.computeIfAbsent(bits / 2, Primes::new).next();
        }
    }

    private static final class Quick extends Provider {

        private static final long serialVersionUID = 1;

        Quick() {
            super("QuickRsaKeys", "1", "RSA keys of recurring primes");
            put("KeyPairGenerator.RSA", Generator.class.getName());
        }
    }
}
