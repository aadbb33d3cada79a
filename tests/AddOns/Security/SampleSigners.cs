using Infra.AddOns.Security;

namespace Infra.Tests.AddOns.Security;

/// <summary>Whose signatures the stacks of the tests trust. Nobody has the private keys.</summary>
internal static class SampleSigners
{
    public const string Key =
        """
        -----BEGIN PUBLIC KEY-----
        MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEZSUFHg3UyOx7oQ7D6st0tJZiIrCW
        7RpiUami63LjzcrQOacd8gxuN+jWxY3zdKrT5Wmf/C8cTe3Djsxz4DPxdQ==
        -----END PUBLIC KEY-----
        """;

    public const string Authority =
        """
        -----BEGIN CERTIFICATE-----
        MIIBkTCCATegAwIBAgIUdKZGLsAcrx2fmo9Sl+HYwiGk3oEwCgYIKoZIzj0EAwIw
        HTEbMBkGA1UEAwwSQUNNRSBpbWFnZSBzaWduZXJzMCAXDTI2MTEyOTE4NTAwM1oY
        DzIxMjYxMTA1MTg1MDAzWjAdMRswGQYDVQQDDBJBQ01FIGltYWdlIHNpZ25lcnMw
        WTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAAQCMTxMCp36eOfrpFxs2wNMKWA2rcuO
        gfZuo8NlvgVScf7pe2smHGYSQtQYU/CKtGLLTjSQeOiRYw9CHsCAXWPEo1MwUTAd
        BgNVHQ4EFgQUfVMnkAzcECpviW6MtltKwPexmJMwHwYDVR0jBBgwFoAUfVMnkAzc
        ECpviW6MtltKwPexmJMwDwYDVR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNIADBF
        AiArvnZ82k34AmEP286TObHDe5bb1dcNcfgY4dbtmz2eRAIhAOApih1bvbIIDreu
        T4QZZOe23PI3iSWYEQEZhM3zwt5l
        -----END CERTIFICATE-----
        """;

    /// <summary>A signer whom <see cref="Authority"/> has certified.</summary>
    public const string Signer =
        """
        -----BEGIN CERTIFICATE-----
        MIIBMDCB1wIUVpc5oEpJKymXpNZHLL8dQBnghKQwCgYIKoZIzj0EAwIwHTEbMBkG
        A1UEAwwSQUNNRSBpbWFnZSBzaWduZXJzMCAXDTI2MTEyOTE4NTAwM1oYDzIxMjYx
        MTA1MTg1MDAzWjAXMRUwEwYDVQQDDAxBQ01FIGJ1aWxkZXIwWTATBgcqhkjOPQIB
        BggqhkjOPQMBBwNCAASkPVaODvpwpFmXyIgdcGwEebfZ9kYRGd2rGTXR3vYGNS4j
        lO3JmaswA8dmlKAPVoNv4UINORHyVTH1EjpHpwiKMAoGCCqGSM49BAMCA0gAMEUC
        IEMsipUK8RYOp96U8VDQDyxXQH/zHkHCbdvv1LjDOy0VAiEAuH0jpY6SvHVo7A8G
        T5TIzaGbMaQG4/2oAYHbkGi5i6o=
        -----END CERTIFICATE-----
        """;

    public static Ratify Ratify { get; } =
        new() { Repositories = ["registry.acme.example/mirror/acme"], PublicKeys = [Key], Certificates = [Authority] };
}
