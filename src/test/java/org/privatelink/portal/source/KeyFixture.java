package org.privatelink.portal.source;

import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** Private keys made at run time, in the forms in which people have them. */
public final class KeyFixture {

    static final KeyPair RSA = pair("RSA", 2048);

    private KeyFixture() {}

    /** As Platform takes it. */
    public static String key() {
        return encoded(pem("PRIVATE KEY", RSA.getPrivate().getEncoded()));
    }

    /** As Platform takes it together with the passphrase. */
    public static String encryptedKey(String passphrase) {
        return encoded(pem("ENCRYPTED PRIVATE KEY", encrypted(RSA.getPrivate().getEncoded(), passphrase)));
    }

    static KeyPair pair(String algorithm, int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static String pem(String label, byte[] content) {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----";
    }

    static String encoded(String file) {
        return Base64.getEncoder().encodeToString(file.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static byte[] encrypted(byte[] content, String passphrase) {
        try {
            String algorithm = "PBEWithSHA1AndDESede";
            Cipher cipher = Cipher.getInstance(algorithm);
            cipher.init(Cipher.ENCRYPT_MODE, SecretKeyFactory.getInstance(algorithm).generateSecret(new PBEKeySpec(passphrase.toCharArray())));
            AlgorithmParameters parameters = cipher.getParameters();
            return new EncryptedPrivateKeyInfo(parameters, cipher.doFinal(content)).getEncoded();
        } catch (GeneralSecurityException | java.io.IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
