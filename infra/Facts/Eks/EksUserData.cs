using System.Text;
using Infra.Facts.Clusters;
using Infra.Facts.Documents;
using Infra.Specification.Gpu;
using Infra.Specification.Pools;
using Tomlyn;
using Tomlyn.Model;

namespace Infra.Facts.Eks;

/// <summary>The boot configuration of a node, in addition to that of EKS: how to pull large images (docs/large-images.md), whom to
/// trust, and on Bottlerocket what EFA and shared GPUs need. Pure.</summary>
public static class EksUserData
{
    /// <summary>The user data of a pool in base64, as a launch template takes it.</summary>
    public static string Base64(EksNodes nodes) => Convert.ToBase64String(Encoding.UTF8.GetBytes(Text(nodes)));

    /// <summary>The user data of a pool.</summary>
    /// <exception cref="ArgumentException">The image does not support the requested GPU sharing.</exception>
    public static string Text(EksNodes nodes) =>
        nodes.Pool.Ami == AmiFamily.Bottlerocket ? Bottlerocket(nodes) : $"""
            MIME-Version: 1.0
            Content-Type: multipart/mixed; boundary="NODECONFIG"

            --NODECONFIG
            Content-Type: application/node.eks.aws

            {NodeConfig(nodes)}
            {MirrorAuthority(nodes)}--NODECONFIG--

            """;

    // Programs read the authorities of the system once: containerd, the snapshotter and the kubelet start after the scripts of cloud-init
    // (nodeadm-run.service of awslabs/amazon-eks-ami). The login of the mirror is not here: whoever may describe machines reads user data.
    private static string MirrorAuthority(EksNodes nodes) => Authority(nodes) is not { } authority ? "" : $"""
        --NODECONFIG
        Content-Type: text/x-shellscript

        #!/usr/bin/env bash
        set -euo pipefail
        cat >/etc/pki/ca-trust/source/anchors/ai-platform-mirror.pem {Shell.Document(authority, "AI_PLATFORM_PEM")}
        update-ca-trust

        """ + "\n";

    private static string? Authority(EksNodes nodes) =>
        nodes.Scope.Platform.Sovereignty.RegistryAccess?.CaCertificate?.Replace("\r", "", StringComparison.Ordinal);

    /// <summary>The platform's part of nodeadm's configuration; EKS merges it with its own
    /// (https://awslabs.github.io/amazon-eks-ami/nodeadm/doc/api/). FastImagePull is the parallel pull and unpack of SOCI. containerd
    /// cancels a pull after 5 minutes without progress, and unpacking a large layer can take that long
    /// (containerd/containerd#13909). The local disks hold what containerd, SOCI and the kubelet store (setup-local-disks of
    /// awslabs/amazon-eks-ami).</summary>
    public static string NodeConfig(EksNodes nodes) => $"""
        apiVersion: node.eks.aws/v1alpha1
        kind: NodeConfig
        spec:
          featureGates:
            FastImagePull: true
          kubelet:
            config:
              serializeImagePulls: false
              maxParallelImagePulls: {nodes.Scope.Cluster.PullsAtOnce}
          containerd:
            config: |
              [plugins."io.containerd.cri.v1.images"]
              image_pull_progress_timeout = "30m"
        """ + (MountsLocalDisks(nodes) ? """

          instance:
            localStorage:
              strategy: RAID0
        """ : "");

    // Karpenter mounts the disks itself (instanceStorePolicy), and asks that nobody else does.
    private static bool MountsLocalDisks(EksNodes nodes) =>
        nodes.UsesLocalDisks && nodes.Pool.Provisioner == Provisioner.Managed;

    // https://bottlerocket.dev/en/os/latest/#/api/settings/container-runtime-plugins/: parallel pull and unpack of SOCI, with the values
    // for Amazon ECR from the snapshotter's tuning guide. Bottlerocket's kubelet already pulls images in parallel.
    private static string Bottlerocket(EksNodes nodes)
    {
        const string pulling = """
            [settings.container-runtime]
            snapshotter = "soci"

            [settings.container-runtime-plugins.soci-snapshotter]
            pull-mode = "parallel-pull-unpack"

            [settings.container-runtime-plugins.soci-snapshotter.parallel-pull-unpack]
            max-concurrent-downloads-per-image = 10
            concurrent-download-chunk-size = "16mb"
            max-concurrent-unpacks-per-image = 10
            discard-unpacked-layers = true

            """;
        return pulling + Trust(nodes) + LocalStorage(nodes) + HugePages(nodes) + (nodes.Gpu is { } gpu ? Sharing(gpu) : "");
    }

    // https://bottlerocket.dev/en/os/latest/#/api/settings/pki/
    private static string Trust(EksNodes nodes) => Authority(nodes) is not { } authority ? "" : $"""

        [settings.pki.ai-platform-mirror]
        data = "{Convert.ToBase64String(Encoding.UTF8.GetBytes(authority))}"
        trusted = true

        """;

    // https://bottlerocket.dev/en/os/latest/#/concepts/bootstrap-commands/: what Karpenter writes for the same purpose (bottlerocket.go in
    // pkg/providers/amifamily/bootstrap of aws/karpenter-provider-aws). Without names, all folders are bound that may be.
    private static string LocalStorage(EksNodes nodes) => !MountsLocalDisks(nodes) ? "" : """

        [settings.bootstrap-commands.000-mount-instance-storage]
        commands = [["apiclient", "ephemeral-storage", "init"], ["apiclient", "ephemeral-storage", "bind"]]
        essential = true
        mode = "always"

        """;

    private static string HugePages(EksNodes nodes) => nodes.HugePages == 0 ? "" : $"""

        [settings.kernel.sysctl]
        "vm.nr_hugepages" = "{nodes.HugePages}"

        """;

    // https://bottlerocket.dev/en/os/latest/#/api/settings/kubelet-device-plugins/
    private static string Sharing(GpuNode gpu) => gpu.Sharing switch
    {
        TimeSlicedGpu slices => $"""

            [settings.kubelet-device-plugins.nvidia]
            device-sharing-strategy = "time-slicing"

            [settings.kubelet-device-plugins.nvidia.time-slicing]
            replicas = {slices.Replicas}
            rename-by-default = true

            """,
        MpsGpu slices => $"""

            [settings.kubelet-device-plugins.nvidia]
            device-sharing-strategy = "mps"

            [settings.kubelet-device-plugins.nvidia.mps]
            replicas = {slices.Replicas}
            rename-by-default = true

            """,
        MigGpu mig => $"""

            [settings.kubelet-device-plugins.nvidia]
            device-partitioning-strategy = "mig"

            [settings.kubelet-device-plugins.nvidia.mig.profile]
            {TomlSerializer.Serialize(new TomlTable
            {
                [gpu.Model.BottlerocketName ?? throw new ArgumentException(
                    $"Bottlerocket does not support MIG on {gpu.Model.Title}; use the AMI family al2023 for this pool.")] = mig.Profile,
            })}
            """,
        _ => "",
    };
}
