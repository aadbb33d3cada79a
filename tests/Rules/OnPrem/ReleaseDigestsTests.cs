using System.Collections.Immutable;
using Infra.Catalogue;
using Infra.Rules.OnPrem;

namespace Infra.Tests.Rules.OnPrem;

public class ReleaseDigestsTests
{
    [Fact]
    public void Accepts_a_sound_fleet() => Assert.Empty(Fleets.Findings<ReleaseDigests>(Fleets.Sound));

    [Fact]
    public void Accepts_digests_of_one_architecture_or_both()
    {
        Assert.Empty(Findings(Fleets.Installed.Install!.Digests));
        Assert.Empty(Findings(Fleets.Installed.Install!.Digests.Remove("amd64")));
    }

    [Fact]
    public void Rejects_a_release_without_a_digest_and_says_where_it_is() => Assert.Equal(
        [
            "CLU162 error clusters[0].install.digests: the digest of v1.35.1+rke2r1 is missing; whoever replaces the release on its way " +
            "would be root on every host. Read it where you trust it: curl -fsSL https://github.com/rancher/rke2/releases/download/" +
            "v1.35.1%2Brke2r1/sha256sum-amd64.txt | grep ' rke2.linux-amd64.tar.gz$'",
        ],
        Findings(ImmutableSortedDictionary<string, string>.Empty));

    [Fact]
    public void Rejects_what_is_no_digest_and_what_no_host_is() => Assert.Equal(
        [
            "CLU162 error clusters[0].install.digests.amd64: \"sha256:0\" is not a SHA-256 digest. Allowed: 64 digits and letters from a " +
            "to f.",
            "CLU162 error clusters[0].install.digests: \"x86_64\" is not an architecture of hosts. Allowed: amd64, arm64.",
        ],
        Findings(ImmutableSortedDictionary<string, string>.Empty.Add("amd64", "sha256:0").Add("x86_64", new string('0', 64))));

    [Fact]
    public void Accepts_a_distribution_that_is_not_installed_because_another_rule_refuses_it() => Assert.Empty(
        Fleets.Findings<ReleaseDigests>(Fleets.Of(Fleets.Installed with { Distribution = Distribution.OpenShift })));

    private static string[] Findings(ImmutableSortedDictionary<string, string> digests) => Fleets.Findings<ReleaseDigests>(
        Fleets.Of(Fleets.Installed with { Install = Fleets.Installed.Install! with { Digests = digests } }));
}
