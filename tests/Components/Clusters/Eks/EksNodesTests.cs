using Infra.Catalogue;
using Infra.Components.Clusters.Eks;
using Infra.Specification;

namespace Infra.Tests.Components.Clusters.Eks;

public class EksNodesTests
{
    private static readonly EksScope _scope = new(EksPlan.Platform, EksPlan.Cluster);

    [Theory]
    [InlineData("m7i.xlarge", AmiFamily.Al2023, "AL2023_x86_64_STANDARD")]
    [InlineData("m7g.xlarge", AmiFamily.Al2023, "AL2023_ARM_64_STANDARD")]
    [InlineData("c8gn.4xlarge", AmiFamily.Bottlerocket, "BOTTLEROCKET_ARM_64")]
    [InlineData("m7i.xlarge", AmiFamily.Bottlerocket, "BOTTLEROCKET_x86_64")]
    [InlineData("g6e.xlarge", AmiFamily.Al2023, "AL2023_x86_64_NVIDIA")]
    [InlineData("p6-b200.48xlarge", AmiFamily.Bottlerocket, "BOTTLEROCKET_x86_64_NVIDIA")]
    public void Takes_the_image_that_fits_the_machine(string machine, AmiFamily family, string image) =>
        Assert.Equal(image, Nodes(machine, family).AmiType);

    [Fact]
    public void Takes_a_plain_image_where_the_operator_owns_the_driver()
    {
        var nodes = Nodes("g6e.xlarge", gpu: new GpuSpec { Driver = GpuDriverOwner.Operator });

        Assert.Equal("AL2023_x86_64_STANDARD", nodes.AmiType);
    }

    [Fact]
    public void Confines_EFA_to_the_first_zone_where_the_pool_names_none()
    {
        Assert.Equal(["a", "b", "c"], Nodes("m7i.xlarge").Zones.AsEnumerable());
        Assert.Equal(["a"], new EksNodes(_scope, new() { Name = "x", Machine = "p5.48xlarge", Max = 1, Interconnect = Interconnect.Efa }).Zones.AsEnumerable());
    }

    [Fact]
    public void Labels_MIG_pools_with_their_layout()
    {
        var labels = Nodes("p5.48xlarge", gpu: new GpuSpec { Sharing = new MigGpu { Profile = "1g.10gb" } }).Labels;

        Assert.Equal("all-1g.10gb", labels["nvidia.com/mig.config"]);
        Assert.Equal("exclusive", labels["nvidia.com/device-plugin.config"]);
    }

    [Fact]
    public void Tells_an_AL2023_node_to_pull_large_images_in_parallel() => Assert.Equal(
        """
        MIME-Version: 1.0
        Content-Type: multipart/mixed; boundary="NODECONFIG"

        --NODECONFIG
        Content-Type: application/node.eks.aws

        apiVersion: node.eks.aws/v1alpha1
        kind: NodeConfig
        spec:
          featureGates:
            FastImagePull: true
          kubelet:
            config:
              serializeImagePulls: false
              maxParallelImagePulls: 4
          containerd:
            config: |
              [plugins."io.containerd.cri.v1.images"]
              image_pull_progress_timeout = "30m"
        --NODECONFIG--

        """,
        EksUserData.Text(Nodes("m7i.xlarge")));

    [Fact]
    public void Tells_a_Bottlerocket_node_to_pull_large_images_in_parallel_and_to_share_its_GPU() => Assert.Equal(
        """
        [settings.container-runtime]
        snapshotter = "soci"

        [settings.container-runtime-plugins.soci-snapshotter]
        pull-mode = "parallel-pull-unpack"

        [settings.container-runtime-plugins.soci-snapshotter.parallel-pull-unpack]
        max-concurrent-downloads-per-image = 10
        concurrent-download-chunk-size = "16mb"
        max-concurrent-unpacks-per-image = 10
        discard-unpacked-layers = true

        [settings.kubelet-device-plugins.nvidia]
        device-sharing-strategy = "time-slicing"

        [settings.kubelet-device-plugins.nvidia.time-slicing]
        replicas = 4
        rename-by-default = true

        """,
        EksUserData.Text(Nodes("g6e.xlarge", AmiFamily.Bottlerocket, new GpuSpec { Sharing = new TimeSlicedGpu { Replicas = 4 } })));

    [Fact]
    public void Cuts_GPUs_of_Bottlerocket_nodes_at_boot() => Assert.Contains(
        """
        [settings.kubelet-device-plugins.nvidia.mig.profile]
        "h100.80gb" = "1g.10gb"
        """,
        EksUserData.Text(Nodes("p5.48xlarge", AmiFamily.Bottlerocket, new GpuSpec { Sharing = new MigGpu { Profile = "1g.10gb" } })),
        StringComparison.Ordinal);

    [Fact]
    public void Rejects_MIG_on_a_GPU_that_Bottlerocket_cannot_cut()
    {
        var nodes = Nodes("p6-b200.48xlarge", AmiFamily.Bottlerocket, new GpuSpec { Sharing = new MigGpu { Profile = "1g.23gb" } });

        Assert.Equal(
            "Bottlerocket cuts no B200 180 GB into MIG instances; use the AMI family al2023 for this pool.",
            Assert.Throws<ArgumentException>(() => EksUserData.Text(nodes)).Message);
    }

    [Fact]
    public void Gives_each_network_card_of_a_training_machine_one_EFA_interface()
    {
        var p5 = EfaInterface.Of(AwsProfile.Profile.Machines["p5.48xlarge"]);
        var b300 = EfaInterface.Of(AwsProfile.Profile.Machines["p6-b300.48xlarge"]);

        Assert.Equal(32, p5.Length);
        Assert.Equal(new EfaInterface(0, 0, "efa"), p5[0]);
        Assert.Equal(17, b300.Length);
        Assert.Equal(new EfaInterface(0, 0, "interface"), b300[0]);
        Assert.Equal(16, b300.Count(card => card.Type == "efa-only"));
    }

    [Fact]
    public void Pins_every_Kubernetes_version_of_the_catalogue()
    {
        Assert.Equal(AwsProfile.Profile.Versions, EksVersions.Supported);
        Assert.All(EksVersions.Supported, version =>
        {
            var pins = EksVersions.For(version);
            Assert.StartsWith($"{version}.", pins.Al2023, StringComparison.Ordinal);
            Assert.StartsWith($"v{version}.", pins.AddOns["kube-proxy"], StringComparison.Ordinal);
            Assert.All(pins.AddOns.Values, build => Assert.Matches(@"^v\d+\.\d+\.\d+-eksbuild\.\d+$", build));
        });
    }

    [Fact]
    public void Names_images_as_Karpenter_selects_them()
    {
        Assert.Equal("al2023@v20260810", EksVersions.For("1.35").Al2023Alias);
        Assert.Equal("bottlerocket@v1.66.0", EksVersions.For("1.35").BottlerocketAlias);
    }

    [Fact]
    public void Rejects_a_Kubernetes_version_without_pins() => Assert.Equal(
        """No EKS versions are pinned for Kubernetes "1.20". Pinned: 1.33, 1.34, 1.35, 1.36.""",
        Assert.Throws<ArgumentException>(() => EksVersions.For("1.20")).Message);

    private static EksNodes Nodes(string machine, AmiFamily family = AmiFamily.Al2023, GpuSpec? gpu = null) =>
        new(_scope, new EksNodePoolSpec { Name = "pool", Machine = machine, Max = 1, Ami = family, Gpu = gpu });
}
