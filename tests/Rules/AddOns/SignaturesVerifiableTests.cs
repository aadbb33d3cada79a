using System.Collections.Immutable;
using Infra.AddOns.Contracts;
using Infra.AddOns.Security;
using Infra.Rules.AddOns;
using Infra.Tests.AddOns.Security;

namespace Infra.Tests.Rules.AddOns;

public class SignaturesVerifiableTests
{
    private static readonly Gatekeeper _said = new()
    {
        Policies = ImmutableSortedDictionary<string, PolicySettings>.Empty.Add("image-signatures", new() { Mode = PolicyEnforcement.Warn }),
    };

    [Fact]
    public void Accepts_a_cluster_on_which_nothing_has_to_be_signed() => Assert.Empty(Findings(new Gatekeeper()));

    [Fact]
    public void Accepts_keys_or_certificates()
    {
        Assert.Empty(Findings(_said, SampleSigners.Ratify));
        Assert.Empty(Findings(_said, SampleSigners.Ratify with { PublicKeys = [] }));
        Assert.Empty(Findings(_said, SampleSigners.Ratify with { Certificates = [] }));
    }

    [Fact]
    public void Rejects_the_policy_without_what_verifies() => Assert.Equal(
        [
            "ADD121 error clusters[0].addOns.gatekeeper.policies.image-signatures: nothing on this cluster verifies signatures, so the " +
            "policy is not there. Turn ratify on with its repositories and keys, or leave the policy out.",
        ],
        Findings(_said));

    [Fact]
    public void Rejects_that_nobody_is_trusted_and_that_nothing_is_meant() => Assert.Equal(
        [
            "ADD121 error clusters[0].addOns.ratify: no signature is trusted, so every image of its repositories would be refused. Give " +
            "public keys of cosign in publicKeys, or certificates of the Notary Project in certificates.",
            "ADD121 error clusters[0].addOns.ratify.repositories: no image has to be signed. Name repositories or folders of them, such " +
            "as registry.acme.example/mirror/acme.",
        ],
        Findings(new Gatekeeper(), new Ratify()));

    // Whose requirement is missing, another rule says.
    [Fact]
    public void Rejects_a_verifier_that_nobody_asks() => Assert.Equal(
        [
            "ADD001 error clusters[0].addOns: ratify needs gatekeeper, which is off on this cluster. Turn gatekeeper on with " +
            "gatekeeper: {}, or turn ratify off with ratify: null.",
        ],
        Fleets.Findings<RequirementsPresent>(Fleets.Of(Fleets.OnPrem with { AddOns = [SampleSigners.Ratify] })));

    private static string[] Findings(params AddOn[] addOns) =>
        Fleets.Findings<SignaturesVerifiable>(Fleets.Of(Fleets.OnPrem with { AddOns = [.. addOns] }));
}
