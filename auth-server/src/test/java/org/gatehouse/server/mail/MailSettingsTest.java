package org.gatehouse.server.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.gatehouse.server.StartRefusedException;
import org.gatehouse.server.mail.MailProperties.Tls;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A start with mail settings that cannot be used says so at once, and never repeats a secret. */
class MailSettingsTest {

    private static final String FROM = "no-reply@gatehouse.example";

    @Test
    void passwordWhenLiteralThenRefusedAndNotRepeated() {
        assertThatThrownBy(() -> settings(Tls.STARTTLS, "mailer", "hunter2-the-password", FROM))
                .isInstanceOf(StartRefusedException.class)
                .hasMessageContaining("GATEHOUSE_MAIL_PASSWORD")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void passwordWhenReferenceLeadsNowhereThenRefused() {
        assertThatThrownBy(() -> settings(Tls.STARTTLS, "mailer", "env:ABSENT", FROM))
                .isInstanceOf(StartRefusedException.class)
                .hasMessageContaining("env:ABSENT");
    }

    @Test
    void passwordWhenInClearTextOverANetworkThenRefused() {
        assertThatThrownBy(() -> settings(Tls.NONE, "mailer", "env:MAIL_PASSWORD", FROM))
                .isInstanceOf(StartRefusedException.class)
                .hasMessageContaining("clear text");
    }

    @Test
    void userWithoutPasswordThenRefused() {
        assertThatThrownBy(() -> settings(Tls.STARTTLS, "mailer", null, FROM)).hasMessageContaining("or neither");
        assertThatThrownBy(() -> settings(Tls.STARTTLS, null, "env:MAIL_PASSWORD", FROM))
                .hasMessageContaining("or neither");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "nobody", "a@b.example,c@d.example", "a@b.example\r\nBcc: c@d.example", "Me <a@b.example>"})
    void senderWhenNotOneAddressThenRefused(String from) {
        assertThatThrownBy(() -> settings(Tls.STARTTLS, null, null, from))
                .isInstanceOf(StartRefusedException.class)
                .hasMessageContaining("GATEHOUSE_MAIL_FROM");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT0.5S", "PT31S", "PT1H"})
    void timeoutWhenNoneOrLongerThanALetterIsTakenThenRefused(String timeout) {
        assertThatThrownBy(() -> MailSettings.of(
                        new MailProperties("h", null, Tls.STARTTLS, null, null, FROM, Duration.parse(timeout)),
                        name -> null,
                        Path.of("")))
                .isInstanceOf(StartRefusedException.class)
                .hasMessageContaining("GATEHOUSE_MAIL_TIMEOUT");
    }

    @Test
    void starttlsThenDemandedAndNotOnlyHopedFor() {
        MailSettings settings = settings(Tls.STARTTLS, "mailer", "env:MAIL_PASSWORD", FROM);

        assertThat(settings.port()).isEqualTo(587);
        assertThat(settings.session())
                .containsEntry("mail.smtp.starttls.required", "true")
                .containsEntry("mail.smtp.ssl.checkserveridentity", "true")
                .containsEntry("mail.smtp.timeout", "10000")
                .containsEntry("mail.smtp.auth", "true");
        assertThat(settings.toString()).doesNotContain("the-password");
        assertThat(settings.password()).isEqualTo("the-password");
    }

    @Test
    void implicitThenTlsFromTheFirstByte() {
        MailSettings settings = settings(Tls.IMPLICIT, null, null, FROM);

        assertThat(settings.port()).isEqualTo(465);
        assertThat(settings.session()).containsEntry("mail.smtp.ssl.enable", "true");
    }

    private static MailSettings settings(Tls tls, String user, String password, String from) {
        return MailSettings.of(
                new MailProperties("mail.example.org", null, tls, user, password, from, Duration.ofSeconds(10)),
                Map.of("MAIL_PASSWORD", "the-password")::get,
                Path.of(""));
    }
}
