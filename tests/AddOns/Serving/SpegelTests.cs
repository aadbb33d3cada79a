using Infra.AddOns;
using Infra.AddOns.Contracts;
using Infra.Facts;
using Infra.Specification.Clusters;
using Infra.Tests.Components.Clusters.OnPrem;

namespace Infra.Tests.AddOns.Serving;

/// <summary>Nodes that get images from each other.</summary>
public class SpegelTests
{
    private static readonly AddOn _spegel = AddOnList.All.Single(listing => listing.Key == "spegel");

    [Fact]
    public void Is_there_only_where_the_stack_asks_for_it_and_nothing_else_does_it()
    {
        Assert.All([Fleet.Aks, Fleet.Kubeadm], (ClusterSpec cluster) =>
        {
            Assert.False(_spegel.OnByDefault(Clouds.Of(cluster)));
            Assert.True(_spegel.OnByDefault(Clouds.Of(cluster with { ShareImages = true })));
        });
        Assert.All(
            [Fleet.Eks, Fleet.OpenShift, Fleet.Rke2, OnPremSamples.Rke2, OnPremSamples.Edge],
            (ClusterSpec cluster) => Assert.False(_spegel.OnByDefault(Clouds.Of(cluster with { ShareImages = true }))));
    }

    [Fact]
    public void Rejects_a_second_one_and_nodes_that_keep_nothing_to_share()
    {
        Assert.Equal(
            "the distribution has Spegel in itself: set shareImages: true on the cluster, and remove the add-on here.",
            _spegel.Obstacle(Clouds.Of(OnPremSamples.Rke2)));
        Assert.Equal(
            "nodes of EKS pull with SOCI, which keeps no layer that another node could take " +
            "(https://github.com/spegel-org/spegel/issues/176); remove the add-on here.",
            _spegel.Obstacle(Clouds.Of(Fleet.Eks)));
        Assert.Equal(
            "OpenShift runs CRI-O, and Spegel needs containerd; remove the add-on here.", _spegel.Obstacle(Clouds.Of(Fleet.OpenShift)));
    }

    [Fact]
    public void Takes_nothing_by_a_tag_from_a_neighbour_and_with_a_mirror_only_what_is_from_there()
    {
        var open = ChartValues.Of(_spegel, Fleet.In(Fleet.Platform, Fleet.Aks))["spegel"]!;
        Assert.Equal("""{"resolveTags":false,"debugWebEnabled":false,"prependExisting":true}""", open.ToJsonString());
        var mirrored = ChartValues.Of(_spegel, Fleet.In(Fleet.Mirrored, Fleet.Aks));
        Assert.Equal("""["https://registry.acme.example"]""", mirrored["spegel"]!["mirroredRegistries"]!.ToJsonString());
        Assert.Equal("registry.acme.example/mirror/spegel-org/spegel", (string?)mirrored["image"]!["repository"]);
    }
}
