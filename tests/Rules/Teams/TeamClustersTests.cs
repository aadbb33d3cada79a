using System.Collections.Immutable;
using Infra.Facts.Teams;
using Infra.Rules.Teams;
using Infra.Specification.Teams;

namespace Infra.Tests.Rules.Teams;

public class TeamClustersTests
{
    [Fact]
    public void Accepts_a_stack_without_teams() => Assert.Empty(Fleets.Findings<TeamClusters>(Fleets.Sound));

    [Fact]
    public void Accepts_every_way_to_name_clusters()
    {
        Finds("frankfurt, westeurope, berlin", new());
        Finds("frankfurt, berlin", new() { Names = ["berlin", "frankfurt"] });
        Finds("frankfurt, westeurope", new() { Kinds = ["eks", "aks"] });
        Finds("berlin", new() { Regions = ["berlin"] });
        Finds("frankfurt", new() { Labels = Labels(("profile", "full"), ("gpu-l40s", "true")) });
        Finds("westeurope", new() { Kinds = ["aks", "on-prem"], Regions = ["westeurope", "eu-central-1"] });
    }

    [Fact]
    public void Rejects_what_the_stack_does_not_have() => Assert.Equal(
        [
            "TEAM004 error teams[0].clusters.names: \"frankfrut\" is not a cluster of the stack. Did you mean \"frankfurt\"? Allowed: " +
            "berlin, frankfurt, westeurope.",
            "TEAM004 error teams[0].clusters.kinds: \"gke\" is not the kind of a cluster of the stack. Allowed: aks, eks, on-prem.",
            "TEAM004 error teams[0].clusters.regions: \"eu-north-1\" is not the region of a cluster of the stack. Allowed: berlin, " +
            "eu-central-1, westeurope.",
            "TEAM004 error teams[0].clusters.labels: \"gpu-l4\" is not a label of a cluster of the stack. Did you mean \"gpu-l40s\"? " +
            "Allowed: gpu-h100, gpu-h100-nvl, gpu-l40s, kind, profile, region, role.",
        ],
        Of(new() { Names = ["frankfrut"], Kinds = ["gke"], Regions = ["eu-north-1"], Labels = Labels(("gpu-l4", "true")) }));

    [Fact]
    public void Rejects_a_label_with_its_prefix() => Assert.Equal(
        [
            "TEAM004 error teams[0].clusters.labels: \"ai-platform/profile\" is not a label of a cluster of the stack. Allowed: " +
            "gpu-h100, gpu-h100-nvl, gpu-l40s, kind, profile, region, role.",
        ],
        Of(new() { Labels = Labels(("ai-platform/profile", "full")) }));

    [Fact]
    public void Rejects_a_selector_that_finds_nothing()
    {
        string[] nowhere =
        [
            "TEAM004 error teams[0].clusters: no cluster of the stack fits all of it, so the team would be nowhere. Leave out what is " +
            "too much.",
        ];

        Assert.Equal(nowhere, Of(new() { Names = ["frankfurt"], Kinds = ["aks"] }));
        Assert.Equal(nowhere, Of(new() { Labels = Labels(("profile", "edge")) }));
    }

    private static void Finds(string clusters, TeamClustersSpec where)
    {
        Assert.Empty(Of(where));
        Assert.Equal(
            clusters,
            string.Join(", ", TeamPlaces.Of(Fleets.Sound, Fleets.Team with { Clusters = where }).Select(cluster => cluster.Name)));
    }

    private static ImmutableSortedDictionary<string, string> Labels(params (string Name, string Value)[] labels) =>
        labels.ToImmutableSortedDictionary(label => label.Name, label => label.Value);

    private static string[] Of(TeamClustersSpec where) =>
        Fleets.Findings<TeamClusters>(Fleets.Sound.With(Fleets.Team with { Clusters = where }));
}
