using System.Collections.Immutable;
using Infra.AddOns.Security;
using Infra.Rules.AddOns;
using Infra.Tests.AddOns.Security;

namespace Infra.Tests.Rules.AddOns;

public class SignerKeysTests
{
    private const string NoKey =
        "ADD122 error clusters[0].addOns.ratify.publicKeys[0]: the value is not a public key and is not shown. Allowed: one key of ECDSA " +
        "on P-256, P-384 or P-521, RSA or Ed25519 as PEM, which starts with -----BEGIN PUBLIC KEY-----, as in cosign.pub.";

    private const string P384 =
        """
        -----BEGIN PUBLIC KEY-----
        MHYwEAYHKoZIzj0CAQYFK4EEACIDYgAE4VY05lhXYIDZ8SIyRxAeWmHFi5co5T1d
        8OwLt7gkc+WwcSPW6BXTS2bFAM4l4GO1DImn3dc36eWN5S7SsdkL/BxsWPbauik6
        KLIQdHWBpHBWR3laG1o7lVenXRJQ/GfQ
        -----END PUBLIC KEY-----
        """;

    private const string P224 =
        """
        -----BEGIN PUBLIC KEY-----
        ME4wEAYHKoZIzj0CAQYFK4EEACEDOgAE1YlmbHAzTVGqtf+iZoORtBNq8dxBmOvI
        CsnZXScYLtgf1yXRZ6uWo/Yh7prLf8Q4QSulJbJSz68=
        -----END PUBLIC KEY-----
        """;

    private const string Ed25519 =
        """
        -----BEGIN PUBLIC KEY-----
        MCowBQYDK2VwAyEA9PTRsSOodmWloLGWmgJZjF8abTbIiYir79Gxf3OEA00=
        -----END PUBLIC KEY-----
        """;

    // For the exchange of keys, not for signatures.
    private const string X25519 =
        """
        -----BEGIN PUBLIC KEY-----
        MCowBQYDK2VuAyEAiaVqpAdrQVVJtlyQN9SxQhKneY653DOGDWHZRihG3Aw=
        -----END PUBLIC KEY-----
        """;

    private const string Rsa =
        """
        -----BEGIN PUBLIC KEY-----
        MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAuthiF6n8CXxno1sj0rHD
        5ykpNinhiC866MxEnebdDjTd0wiP4i7NU5RSAMwe/t1RoMtruSZKFH5QyzxKno/D
        yv1TBE3zcq9m6uDlEuMeA7sEr4mWy+6fdcJV5zsV/39WW/A2RCQ/XG35vGIQPfd6
        7UaBR8ay/Af+1ottcPx6O5Pm6x5dKnGFXju22Eji7k0P788bGlwBBMAK1CSX/EU7
        w7WuqjNg3746llp4T+flNH+N3PMdkt5+CFYaF8CdnuLDzxU3oOXPPpSdAqUIOkwd
        O5FXRNGDLBfU4wiSlJo9AossmczFEF2wjQ3otNaVsdUSnKxF9sEMRg43g7aT7gjB
        PwIDAQAB
        -----END PUBLIC KEY-----
        """;

    public static TheoryData<string> Others =>
    [
        "", "cosign.pub", "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----", P224, X25519, SampleSigners.Authority,
        $"{SampleSigners.Key}\n{Ed25519}", SampleSigners.Key.Replace("PUBLIC", "PRIVATE", StringComparison.Ordinal),
        SampleSigners.Key.Replace("PUBLIC", "ENCRYPTED COSIGN PRIVATE", StringComparison.Ordinal),
    ];

    [Fact]
    public void Accepts_keys_of_every_algorithm_that_is_verified() =>
        Assert.Empty(Findings([SampleSigners.Key, P384, Ed25519, Rsa], []));

    [Fact]
    public void Accepts_an_authority_and_a_signer_who_has_signed_itself() =>
        Assert.Empty(Findings([], [SampleSigners.Authority, Infra.Tests.Rules.Secrets.SampleAuthorities.Root]));

    [Theory]
    [MemberData(nameof(Others))]
    public void Rejects_what_is_not_one_public_key_and_shows_nothing_of_it(string pem) => Assert.Equal([NoKey], Findings([pem], []));

    [Fact]
    public void Rejects_a_key_in_the_place_of_a_certificate() => Assert.Equal(
        [
            "ADD122 error clusters[0].addOns.ratify.certificates[1]: the value contains something other than certificates and is not " +
            "shown. Allowed: PEM certificates, each starting with -----BEGIN CERTIFICATE-----.",
        ],
        Findings([], [SampleSigners.Authority, SampleSigners.Key]));

    [Fact]
    public void Rejects_a_signer_whom_another_has_certified() => Assert.Equal(
        [
            "ADD122 error clusters[0].addOns.ratify.certificates[0]: CN=ACME builder is not an authority, and CN=ACME image signers has " +
            "signed it, so it would be left out. Allowed: certificates of authorities, and of signers that have signed themselves.",
        ],
        Findings([], [SampleSigners.Signer]));

    private static string[] Findings(ImmutableArray<string> keys, ImmutableArray<string> certificates) =>
        Fleets.Findings<SignerKeys>(Fleets.Of(Fleets.OnPrem with
        {
            AddOns = [new Ratify { PublicKeys = keys, Certificates = certificates }],
        }));
}
