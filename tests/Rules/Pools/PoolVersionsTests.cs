using Infra.Findings;
using Infra.Rules;
using Infra.Rules.Pools;
using Infra.Specification;
using Infra.Specification.Clusters;
using Infra.Tests.Stacks;

namespace Infra.Tests.Rules.Pools;

public class PoolVersionsTests
{
    [Fact]
    public void Accepts_pools_that_state_none() => Assert.Empty(Fleets.Findings<PoolVersions>(Fleets.Sound));

    [Theory]
    [InlineData("1.36")]
    [InlineData("1.35")]
    [InlineData("1.33")]
    public void Accepts_the_version_of_the_cluster_and_up_to_three_older(string version) =>
        Assert.Empty(Fleets.Findings<PoolVersions>(Fleets.Of(Eks("1.36", version), Aks("1.36", version))));

    [Fact]
    public void Rejects_a_version_newer_than_the_clusters() => Assert.Equal(
        [
            "CLU084 error clusters[0].pools[0].version: \"1.36\" is newer than the cluster's version 1.35. Allowed: 1.33, 1.34, 1.35.",
            "CLU084 error clusters[1].pools[0].version: \"1.35\" is newer than the cluster's version 1.34. Allowed: 1.33, 1.34.",
        ],
        Fleets.Findings<PoolVersions>(Fleets.Of(Eks("1.35", "1.36"), Aks("1.34", "1.35"))));

    [Fact]
    public void Rejects_a_version_more_than_three_older_than_the_clusters() => Assert.Equal(
        [
            "CLU084 error clusters[0].pools[0].version: \"1.32\" is more than three minor versions older than the cluster's version " +
            "1.36. Allowed: 1.33, 1.34, 1.35, 1.36.",
        ],
        Fleets.Findings<PoolVersions>(Fleets.Of(Eks("1.36", "1.32"))));

    [Theory]
    [InlineData("1.32")]
    [InlineData("1.34.2")]
    [InlineData("latest")]
    [InlineData("")]
    public void Rejects_a_version_that_the_catalogue_does_not_know(string version) => Assert.Equal(
        [$"CLU084 error clusters[0].pools[0].version: \"{version}\" is not supported. Allowed: 1.33, 1.34, 1.35."],
        Fleets.Findings<PoolVersions>(Fleets.Of(Aks("1.35", version))));

    [Fact]
    public void Says_nothing_that_only_follows_from_a_wrong_version_of_the_cluster() => Assert.Equal(
        ["CLU007 error clusters[0].version: \"1.29\" is not supported. Allowed: 1.33, 1.34, 1.35, 1.36."],
        Told(Fleets.Of(Eks("1.29", "1.35"))));

    [Fact]
    public void Says_of_a_version_that_is_wrong_by_itself_what_there_is() => Assert.Equal(
        [
            "CLU007 error clusters[0].version: \"1.29\" is not supported. Allowed: 1.33, 1.34, 1.35, 1.36.",
            "CLU084 error clusters[0].pools[0].version: \"latest\" is not supported. Allowed: 1.33, 1.34, 1.35, 1.36.",
        ],
        Told(Fleets.Of(Eks("1.29", "latest"))));

    private static IEnumerable<string> Told(PlatformSpec platform) =>
        SoundStack.Others(RuleSet.Check(new SpecReading(platform, []))).Where(finding => finding.Severity == Severity.Error)
            .Select(finding => finding.ToString());

    private static EksClusterSpec Eks(string cluster, string pool) =>
        Fleets.Eks with { Version = cluster, Pools = [Fleets.EksPool with { Version = pool }] };

    private static AksClusterSpec Aks(string cluster, string pool) =>
        Fleets.Aks with { Version = cluster, Pools = [Fleets.AksPool with { Version = pool }] };
}
