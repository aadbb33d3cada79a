using System.Collections.Immutable;

namespace Infra.Catalogue;

/// <summary>The pinned versions for one Kubernetes minor version. Pure. AMI releases are listed at
/// github.com/awslabs/amazon-eks-ami/releases and github.com/bottlerocket-os/bottlerocket/releases; add-on versions are those that <c>aws
/// eks describe-addon-versions</c> offered in August 2026, according to public configurations of that month. docs/eks.md describes how to
/// update them.</summary>
/// <param name="Kubernetes">Minor version, for example <c>1.35</c>.</param>
/// <param name="Al2023">Release of the Amazon Linux 2023 AMIs, including the NVIDIA variant; newer than the release of April 2026 whose
/// toolkit setting broke device plugins (awslabs/amazon-eks-ami#2706).</param>
/// <param name="Bottlerocket">Release of the Bottlerocket AMIs, the same for every variant.</param>
/// <param name="AddOns">Version of each managed add-on by its name in EKS.</param>
public sealed record EksVersions(string Kubernetes, string Al2023, string Bottlerocket, ImmutableSortedDictionary<string, string> AddOns)
{
    private const string BottlerocketRelease = "1.66.0-1ad6b4a4";

    private static readonly EksVersions[] _all =
    [
        new("1.33", "1.33.13-20260810", BottlerocketRelease, AddOnsWith("v1.13.2-eksbuild.10", "v1.33.10-eksbuild.18")),
        new("1.34", "1.34.9-20260810", BottlerocketRelease, AddOnsWith("v1.13.2-eksbuild.11", "v1.34.6-eksbuild.18")),
        new("1.35", "1.35.6-20260810", BottlerocketRelease, AddOnsWith("v1.14.3-eksbuild.3", "v1.35.3-eksbuild.18")),
        new("1.36", "1.36.2-20260810", BottlerocketRelease, AddOnsWith("v1.14.3-eksbuild.14", "v1.36.0-eksbuild.17")),
    ];

    /// <summary>The public parameter of Systems Manager with the id of the Amazon Linux 2023 AMI
    /// (https://docs.aws.amazon.com/eks/latest/userguide/retrieve-ami-id.html).</summary>
    /// <param name="processors">Instruction set of the machine.</param>
    /// <param name="variant">The driver that it includes: <c>nvidia</c>, <c>neuron</c>, or <c>standard</c> without one.</param>
    public string Al2023Parameter(ProcessorArchitecture processors, string variant)
    {
        var architecture = Name(processors);
        var date = Al2023[(Al2023.IndexOf('-', StringComparison.Ordinal) + 1)..];
        return $"/aws/service/eks/optimized-ami/{Kubernetes}/amazon-linux-2023/{architecture}/{variant}/" +
            $"amazon-eks-node-al2023-{architecture}-{variant}-{Kubernetes}-v{date}/image_id";
    }

    /// <summary>The public parameter of Systems Manager with the id of the Bottlerocket AMI
    /// (https://docs.aws.amazon.com/eks/latest/userguide/retrieve-ami-id-bottlerocket.html). Its standard variant also includes the Neuron
    /// driver (https://docs.aws.amazon.com/eks/latest/userguide/ml-eks-optimized-ami.html).</summary>
    /// <param name="processors">Instruction set of the machine.</param>
    /// <param name="nvidia">Whether it is the variant with NVIDIA's driver.</param>
    public string BottlerocketParameter(ProcessorArchitecture processors, bool nvidia) =>
        $"/aws/service/bottlerocket/aws-k8s-{Kubernetes}{(nvidia ? "-nvidia" : "")}/{Name(processors)}/" +
        $"{Bottlerocket[..Bottlerocket.IndexOf('-', StringComparison.Ordinal)]}/image_id";

    /// <summary>Minor versions with pins, oldest first.</summary>
    public static IEnumerable<string> Supported => _all.Select(versions => versions.Kubernetes);

    /// <summary>The pins of a Kubernetes minor version.</summary>
    /// <exception cref="ArgumentException">Nothing is pinned for that version.</exception>
    public static EksVersions For(string kubernetes) => Array.Find(_all, versions => versions.Kubernetes == kubernetes)
        ?? throw new ArgumentException(
            $"No EKS versions are pinned for Kubernetes \"{kubernetes}\". Pinned: {string.Join(", ", Supported)}.");

    private static string Name(ProcessorArchitecture processors) => processors == ProcessorArchitecture.Arm ? "arm64" : "x86_64";

    // CoreDNS and kube-proxy follow the minor version; one build of the others serves all four.
    private static ImmutableSortedDictionary<string, string> AddOnsWith(string coreDns, string kubeProxy) =>
        ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal, new Dictionary<string, string>
        {
            ["aws-ebs-csi-driver"] = "v1.63.1-eksbuild.1",
            ["aws-efs-csi-driver"] = "v3.4.1-eksbuild.1",
            ["aws-fsx-csi-driver"] = "v1.9.0-eksbuild.1",
            ["aws-mountpoint-s3-csi-driver"] = "v2.7.0-eksbuild.1",
            ["coredns"] = coreDns,
            ["eks-node-monitoring-agent"] = "v1.7.0-eksbuild.1",
            ["eks-pod-identity-agent"] = "v1.3.10-eksbuild.3",
            ["kube-proxy"] = kubeProxy,
            ["metrics-server"] = "v0.9.0-eksbuild.8",
            ["snapshot-controller"] = "v8.6.0-eksbuild.4",
            ["vpc-cni"] = "v1.22.4-eksbuild.3",
        });
}
