using Infra.Rules.Pools;

namespace Infra.Tests.Rules.Pools;

public class PrePulledImagesTests
{
    [Fact]
    public void Accepts_a_sound_fleet() =>
        Assert.Empty(Fleets.Findings<PrePulledImages>(Fleets.Sound));

    [Fact]
    public void Accepts_an_image_of_the_mirror() =>
        Assert.Empty(Fleets.Findings<PrePulledImages>(
            Fleets.Of(Fleets.Eks with { PrePullImages = ["registry.acme.example/mirror/nvidia/pytorch:25.10-py3"] })));

    [Fact]
    public void Rejects_an_image_without_tag() =>
        Assert.Equal(
            [
                "CLU032 error clusters[0].prePullImages[0]: \"registry.acme.example/mirror/pytorch\" is not a full image " +
                "reference. Allowed: host/path with a tag or a digest, such as nvcr.io/nvidia/pytorch:25.10-py3.",
            ],
            Fleets.Findings<PrePulledImages>(Fleets.Of(Fleets.Eks with { PrePullImages = ["registry.acme.example/mirror/pytorch"] })));

    [Fact]
    public void Rejects_an_image_given_twice() =>
        Assert.Equal(
            ["CLU032 error clusters[0].prePullImages[1]: \"registry.acme.example/mirror/a:1\" is given twice. Keep one."],
            Fleets.Findings<PrePulledImages>(Fleets.Of(
                Fleets.Eks with { PrePullImages = ["registry.acme.example/mirror/a:1", "registry.acme.example/mirror/a:1"] })));

    [Fact]
    public void Rejects_an_image_beside_the_mirror() =>
        Assert.Equal(
            [
                "CLU032 error clusters[0].prePullImages[0]: \"nvcr.io/nvidia/pytorch:25.10-py3\" does not come from the mirror. Allowed: " +
                "images from registry.acme.example/mirror.",
            ],
            Fleets.Findings<PrePulledImages>(Fleets.Of(Fleets.Eks with { PrePullImages = ["nvcr.io/nvidia/pytorch:25.10-py3"] })));

    [Fact]
    public void Accepts_an_image_of_the_registry_that_an_AKS_cluster_names() =>
        Assert.Empty(Fleets.Findings<PrePulledImages>(Fleets.Of(Fleets.Aks with
        {
            ContainerRegistry = "/subscriptions/00000000-0000-4000-8000-000000000001/resourceGroups/shared/providers/" +
                "Microsoft.ContainerRegistry/registries/AcmePlatform",
            PrePullImages = ["acmeplatform.azurecr.io/models/llama:70b", "registry.acme.example/mirror/pytorch:25.10"],
        })));

    [Fact]
    public void Rejects_images_where_there_is_no_GPU_node_to_pull_them_to() =>
        Assert.Equal(
            ["CLU032 error clusters[0].prePullImages: images are pre-pulled to GPU nodes, but the cluster has no GPU pool. Leave " +
                "prePullImages out, or add a GPU pool."],
            Fleets.Findings<PrePulledImages>(Fleets.Of(
                Fleets.Eks with { Pools = [], PrePullImages = ["registry.acme.example/mirror/a:1"] })));
}
