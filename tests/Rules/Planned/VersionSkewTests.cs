using Infra.Planning;
using static Infra.Tests.Rules.Planned.PlannedResources;

namespace Infra.Tests.Rules.Planned;

public sealed class VersionSkewTests
{
    [Theory]
    [InlineData("1.35")]
    [InlineData("1.33.4")]
    [InlineData("1.32")]
    public void Accepts_a_pool_of_the_version_of_its_control_plane_or_up_to_three_older(string version) => Assert.Empty(Pool(version));

    [Theory]
    [InlineData("1.36")]
    [InlineData("1.31")]
    public void Rejects_a_pool_that_is_newer_or_older_than_that(string version) => Assert.Equal(
        [$"PLN011 error pool.version: \"{version}\" is not compatible with a control plane of version 1.35. Allowed: 1.32 to 1.35."],
        Pool(version));

    [Fact]
    public void Rejects_pools_of_AKS_inside_the_cluster_and_beside_it()
    {
        var owner = Cluster("sweden");
        var cluster = Resource(
            "azure-native:containerservice:ManagedCluster", "cluster",
            """{ "kubernetesVersion": "1.35", "agentPoolProfiles": [{ "orchestratorVersion": "1.36" }] }""");
        var pool = Resource("azure-native:containerservice:AgentPool", "pool", """{ "orchestratorVersion": "1.30.2" }""");

        Assert.Equal(
            [
                "PLN011 error pool.orchestratorVersion: \"1.30.2\" is not compatible with a control plane of version 1.35. Allowed: 1.32 " +
                "to 1.35.",
                "PLN011 error cluster.agentPoolProfiles[0].orchestratorVersion: \"1.36\" is not compatible with a control plane of " +
                "version 1.35. Allowed: 1.32 to 1.35.",
            ],
            Check(Lax, owner, cluster with { Parent = owner.Urn, Protect = true }, pool with { Parent = owner.Urn }));
    }

    // The control plane of another cluster is no measure.
    private static IEnumerable<string> Pool(string version)
    {
        var (owner, other) = (Cluster("frankfurt"), Cluster("stockholm"));
        return Check(
            Lax, owner, other,
            Of(other, Resource("aws:eks/cluster:Cluster", "other", """{ "version": "1.33" }""")),
            Of(owner, Resource("aws:eks/cluster:Cluster", "cluster", """{ "version": "1.35" }""")),
            Of(owner, Resource("aws:eks/nodeGroup:NodeGroup", "pool", $$"""{ "version": "{{version}}" }""")));
    }

    private static PlannedResource Of(PlannedResource owner, PlannedResource resource) =>
        resource with { Parent = owner.Urn, Protect = true };
}
