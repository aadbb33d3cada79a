using System.Text;
using Infra.Catalogue;
using Infra.Facts.Eks;
using Infra.Specification.Gpu;
using Infra.Specification.Pools;
using Infra.Tests.Components.Clusters.Eks;
using Infra.Tests.Components.Clusters.OnPrem;
using Tomlyn;
using Tomlyn.Model;

namespace Infra.Tests.Facts.Eks;

public class EksNodesTests
{
    private static readonly EksScope _scope = new(EksPlan.Platform, EksPlan.Cluster);

    private static readonly EksNodePoolSpec _training =
        new() { Name = "training", Machine = "p5.48xlarge", Max = 4, Interconnect = Interconnect.Efa, Zones = ["a"] };

    [Theory]
    [InlineData("m7i.xlarge", AmiFamily.Al2023, "AL2023_x86_64_STANDARD")]
    [InlineData("m7i.xlarge", AmiFamily.Bottlerocket, "BOTTLEROCKET_x86_64")]
    [InlineData("g6e.xlarge", AmiFamily.Al2023, "AL2023_x86_64_NVIDIA")]
    [InlineData("p6-b200.48xlarge", AmiFamily.Bottlerocket, "BOTTLEROCKET_x86_64_NVIDIA")]
    [InlineData("inf2.xlarge", AmiFamily.Al2023, "AL2023_x86_64_NEURON")]
    [InlineData("trn1.32xlarge", AmiFamily.Bottlerocket, "BOTTLEROCKET_x86_64")]
    public void Takes_the_image_that_fits_the_machine(string machine, AmiFamily family, string image) =>
        Assert.Equal(image, Nodes(machine, family).AmiType);

    // As EKS names them (https://docs.aws.amazon.com/eks/latest/APIReference/API_Nodegroup.html).
    [Theory]
    [InlineData(AmiFamily.Al2023, ProcessorArchitecture.X86, "standard", "AL2023_x86_64_STANDARD")]
    [InlineData(AmiFamily.Al2023, ProcessorArchitecture.X86, "nvidia", "AL2023_x86_64_NVIDIA")]
    [InlineData(AmiFamily.Al2023, ProcessorArchitecture.X86, "neuron", "AL2023_x86_64_NEURON")]
    [InlineData(AmiFamily.Al2023, ProcessorArchitecture.Arm, "standard", "AL2023_ARM_64_STANDARD")]
    [InlineData(AmiFamily.Al2023, ProcessorArchitecture.Arm, "nvidia", "AL2023_ARM_64_NVIDIA")]
    [InlineData(AmiFamily.Bottlerocket, ProcessorArchitecture.X86, "standard", "BOTTLEROCKET_x86_64")]
    [InlineData(AmiFamily.Bottlerocket, ProcessorArchitecture.X86, "nvidia", "BOTTLEROCKET_x86_64_NVIDIA")]
    [InlineData(AmiFamily.Bottlerocket, ProcessorArchitecture.X86, "neuron", "BOTTLEROCKET_x86_64")]
    [InlineData(AmiFamily.Bottlerocket, ProcessorArchitecture.Arm, "standard", "BOTTLEROCKET_ARM_64")]
    [InlineData(AmiFamily.Bottlerocket, ProcessorArchitecture.Arm, "nvidia", "BOTTLEROCKET_ARM_64_NVIDIA")]
    public void Knows_the_image_for_any_processor(AmiFamily family, ProcessorArchitecture processors, string variant, string image) =>
        Assert.Equal(image, EksNodes.AmiTypeOf(family, processors, variant));

    [Fact]
    public void Spreads_over_the_zones_of_the_cluster_unless_the_pool_names_its_own()
    {
        Assert.Equal(["a", "b", "c"], Nodes("m7i.xlarge").Zones.AsEnumerable());
        Assert.Equal(["b"], new EksNodes(_scope, _training with { Zones = ["b"] }).Zones.AsEnumerable());
    }

    [Theory]
    [InlineData(Capacity.OnDemand, null, true, "acme-test-frankfurt-training")]
    [InlineData(Capacity.Spot, null, true, "acme-test-frankfurt-training")]
    [InlineData(Capacity.Reserved, null, false, null)]
    [InlineData(Capacity.Reserved, "acme-training", false, "acme-training")]
    [InlineData(Capacity.CapacityBlock, null, false, null)]
    public void Places_training_machines_together_and_reserved_ones_where_their_reservation_is(
        Capacity capacity, string? named, bool owned, string? group)
    {
        var nodes = new EksNodes(_scope, _training with { Capacity = capacity, PlacementGroup = named });

        Assert.Equal(owned, nodes.OwnsPlacementGroup);
        Assert.Equal(group, nodes.PlacementGroup);
    }

    [Fact]
    public void Places_no_other_machines_together() => Assert.Null(Nodes("m7i.xlarge").PlacementGroup);

    [Fact]
    public void Tells_the_autoscaler_of_EFA_and_its_huge_pages_on_a_node_that_does_not_exist_yet()
    {
        var tags = new EksNodes(_scope, _training).ScaleFromZeroTags;

        Assert.Equal("32", tags["k8s.io/cluster-autoscaler/node-template/resources/vpc.amazonaws.com/efa"]);
        Assert.Equal("10256Mi", tags["k8s.io/cluster-autoscaler/node-template/resources/hugepages-2Mi"]);
        Assert.Equal("8", tags["k8s.io/cluster-autoscaler/node-template/resources/nvidia.com/gpu"]);
    }

    [Theory]
    [InlineData("g6e.4xlarge", 110)]
    [InlineData("g6e.8xlarge", 250)]
    [InlineData("p5.48xlarge", 250)]
    public void Takes_as_many_pods_as_AWS_advises_with_prefix_delegation(string machine, int pods) =>
        Assert.Equal(pods, Nodes(machine).MaxPods);

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
    public void Pulls_as_many_images_at_once_as_the_specification_says() => Assert.Contains(
        "      maxParallelImagePulls: 8\n", EksUserData.NodeConfig(
            Nodes("g6e.12xlarge") with { Scope = _scope with { Cluster = EksPlan.Cluster with { ParallelPulls = 8 } } }),
        StringComparison.Ordinal);

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

        [settings.bootstrap-commands.000-mount-instance-storage]
        commands = [["apiclient", "ephemeral-storage", "init"], ["apiclient", "ephemeral-storage", "bind"]]
        essential = true
        mode = "always"

        [settings.kubelet-device-plugins.nvidia]
        device-sharing-strategy = "time-slicing"

        [settings.kubelet-device-plugins.nvidia.time-slicing]
        replicas = 4
        rename-by-default = true

        """,
        EksUserData.Text(Nodes("g6e.xlarge", AmiFamily.Bottlerocket, new GpuSpec { Sharing = new TimeSlicedGpu { Replicas = 4 } })));

    [Fact]
    public void Sets_huge_pages_aside_for_EFA_on_a_Bottlerocket_node() => Assert.EndsWith(
        """

        [settings.kernel.sysctl]
        "vm.nr_hugepages" = "5128"

        """,
        EksUserData.Text(new EksNodes(_scope, _training with { Ami = AmiFamily.Bottlerocket })),
        StringComparison.Ordinal);

    [Fact]
    public void Trusts_the_authority_of_the_mirror_before_anything_is_pulled_and_knows_no_login()
    {
        var scope = _scope with { Platform = OnPremSamples.Guarded };

        Assert.EndsWith(
            $"""
            --NODECONFIG
            Content-Type: text/x-shellscript

            #!/usr/bin/env bash
            set -euo pipefail
            cat >/etc/pki/ca-trust/source/anchors/ai-platform-mirror.pem <<'AI_PLATFORM_PEM'
            {OnPremSamples.Authority.TrimEnd()}
            AI_PLATFORM_PEM
            update-ca-trust

            --NODECONFIG--

            """,
            EksUserData.Text(Nodes("m7i.xlarge") with { Scope = scope }),
            StringComparison.Ordinal);
        Assert.Contains(
            $"""

            [settings.pki.ai-platform-mirror]
            data = "{Convert.ToBase64String(Encoding.UTF8.GetBytes(OnPremSamples.Authority))}"
            trusted = true

            """,
            EksUserData.Text(Nodes("m7i.xlarge", AmiFamily.Bottlerocket) with { Scope = scope }),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Cuts_GPUs_of_Bottlerocket_nodes_at_boot() => Assert.Contains(
        """
        [settings.kubelet-device-plugins.nvidia.mig.profile]
        "h100.80gb" = "1g.10gb"
        """,
        EksUserData.Text(Nodes("p5.48xlarge", AmiFamily.Bottlerocket, new GpuSpec { Sharing = new MigGpu { Profile = "1g.10gb" } })),
        StringComparison.Ordinal);

    [Fact]
    public void Tells_Bottlerocket_the_layout_of_a_GPU_as_it_is()
    {
        const string Profile = "\"\\ # '1g'";
        var toml = EksUserData.Text(
            Nodes("p5.48xlarge", AmiFamily.Bottlerocket, new GpuSpec { Sharing = new MigGpu { Profile = Profile } }));
        var profiles = TomlSerializer.Deserialize<TomlTable>(toml)!;
        foreach (var name in (string[])["settings", "kubelet-device-plugins", "nvidia", "mig", "profile"])
        {
            profiles = (TomlTable)profiles[name];
        }

        Assert.Equal(Profile, profiles["h100.80gb"]);
    }

    [Fact]
    public void Rejects_MIG_on_a_GPU_that_Bottlerocket_cannot_cut()
    {
        var nodes = Nodes("p6-b200.48xlarge", AmiFamily.Bottlerocket, new GpuSpec { Sharing = new MigGpu { Profile = "1g.23gb" } });

        Assert.Equal(
            "Bottlerocket does not support MIG on B200 180 GB; use the AMI family al2023 for this pool.",
            Assert.Throws<ArgumentException>(() => EksUserData.Text(nodes)).Message);
    }

    [Fact]
    public void Gives_a_training_machine_one_ordinary_interface_and_one_for_EFA_on_each_card()
    {
        var p5 = EfaInterface.Of(AwsProfile.Profile.Machines["p5.48xlarge"]);

        Assert.Equal(33, p5.Length);
        Assert.Equal([new(0, 0, "interface"), new(0, 1, "efa-only"), new(1, 0, "efa-only")], p5.Take(3));
        Assert.Equal(new EfaInterface(31, 0, "efa-only"), p5[^1]);
    }

    [Fact]
    public void Gives_the_first_card_of_a_B300_no_interface_for_EFA()
    {
        var b300 = EfaInterface.Of(AwsProfile.Profile.Machines["p6-b300.48xlarge"]);

        Assert.Equal([new(0, 0, "interface"), new(1, 0, "efa-only")], b300.Take(2));
        Assert.Equal((17, new EfaInterface(16, 0, "efa-only")), (b300.Length, b300[^1]));
    }

    [Theory]
    [InlineData("g6e.12xlarge", 200, true, "3800G")]
    [InlineData("g6e.xlarge", 200, true, "250G")]
    [InlineData("g6e.xlarge", 232, true, "250G")]
    [InlineData("g6e.xlarge", 233, false, "233Gi")]
    [InlineData("g4dn.xlarge", 200, false, "200Gi")]
    [InlineData("m7i.2xlarge", 200, false, "200Gi")]
    public void Uses_local_disks_that_are_at_least_as_large_as_the_root_disk(string machine, int disk, bool uses, string room)
    {
        var nodes = Nodes(machine);
        nodes = nodes with { Pool = nodes.Pool with { DiskGiB = disk } };

        Assert.Equal(uses, nodes.UsesLocalDisks);
        Assert.Equal(room, nodes.ScaleFromZeroTags["k8s.io/cluster-autoscaler/node-template/resources/ephemeral-storage"]);
        Assert.Equal(
            uses,
            EksUserData.Text(nodes).Contains("\n  instance:\n    localStorage:\n      strategy: RAID0\n", StringComparison.Ordinal));
    }

    [Fact]
    public void Leaves_local_disks_alone_where_the_pool_says_so()
    {
        var nodes = Nodes("g6e.12xlarge");
        nodes = nodes with { Pool = nodes.Pool with { LocalDisks = LocalDisks.Unused } };

        Assert.False(nodes.UsesLocalDisks);
        Assert.Equal("200Gi", nodes.ScaleFromZeroTags["k8s.io/cluster-autoscaler/node-template/resources/ephemeral-storage"]);
    }

    [Fact]
    public void Mounts_local_disks_of_Bottlerocket_when_it_boots()
    {
        var settings = TomlSerializer.Deserialize<TomlTable>(EksUserData.Text(Nodes("g6e.12xlarge", AmiFamily.Bottlerocket)))!;
        var command = (TomlTable)((TomlTable)((TomlTable)settings["settings"])["bootstrap-commands"])["000-mount-instance-storage"];

        Assert.Equal(
            ["apiclient ephemeral-storage init", "apiclient ephemeral-storage bind"],
            ((TomlArray)command["commands"]).Select(words => string.Join(' ', (TomlArray)words!)));
        Assert.Equal((true, "always"), ((bool)command["essential"], (string)command["mode"]));
    }

    [Theory]
    [InlineData(AmiFamily.Al2023)]
    [InlineData(AmiFamily.Bottlerocket)]
    public void Leaves_local_disks_of_Karpenter_to_Karpenter(AmiFamily family)
    {
        var nodes = Nodes("g6e.12xlarge", family);
        var text = EksUserData.Text(nodes with { Pool = nodes.Pool with { Provisioner = Provisioner.Karpenter } });

        Assert.DoesNotContain("RAID0", text, StringComparison.Ordinal);
        Assert.DoesNotContain("ephemeral-storage", text, StringComparison.Ordinal);
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
    public void Finds_images_where_AWS_publishes_them()
    {
        Assert.Equal(
            "/aws/service/eks/optimized-ami/1.35/amazon-linux-2023/x86_64/nvidia/" +
            "amazon-eks-node-al2023-x86_64-nvidia-1.35-v20260810/image_id",
            Nodes("g6e.12xlarge").AmiParameter);
        Assert.Equal(
            "/aws/service/eks/optimized-ami/1.35/amazon-linux-2023/arm64/standard/" +
            "amazon-eks-node-al2023-arm64-standard-1.35-v20260810/image_id",
            EksVersions.For("1.35").Al2023Parameter(ProcessorArchitecture.Arm, "standard"));
        Assert.Equal(
            "/aws/service/bottlerocket/aws-k8s-1.35-nvidia/x86_64/1.66.0/image_id",
            Nodes("g6e.12xlarge", AmiFamily.Bottlerocket).AmiParameter);
        Assert.Equal(
            "/aws/service/eks/optimized-ami/1.35/amazon-linux-2023/x86_64/neuron/" +
            "amazon-eks-node-al2023-x86_64-neuron-1.35-v20260810/image_id",
            Nodes("inf2.xlarge").AmiParameter);
        Assert.Equal(
            "/aws/service/bottlerocket/aws-k8s-1.35/x86_64/1.66.0/image_id", Nodes("inf2.xlarge", AmiFamily.Bottlerocket).AmiParameter);
        Assert.Equal(
            "/aws/service/bottlerocket/aws-k8s-1.35/arm64/1.66.0/image_id",
            EksVersions.For("1.35").BottlerocketParameter(ProcessorArchitecture.Arm, nvidia: false));
    }

    [Fact]
    public void Rejects_a_Kubernetes_version_without_pins() => Assert.Equal(
        """No EKS versions are pinned for Kubernetes "1.20". Pinned: 1.33, 1.34, 1.35, 1.36.""",
        Assert.Throws<ArgumentException>(() => EksVersions.For("1.20")).Message);

    private static EksNodes Nodes(string machine, AmiFamily family = AmiFamily.Al2023, GpuSpec? gpu = null) =>
        new(_scope, new EksNodePoolSpec { Name = "pool", Machine = machine, Max = 1, Ami = family, Gpu = gpu });
}
