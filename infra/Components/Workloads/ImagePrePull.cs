using Infra.Facts;
using Infra.Facts.Clusters;
using Infra.Facts.Conventions;
using Infra.Specification;
using Infra.Specification.Clusters;
using Infra.Specification.Pools;
using Pulumi;
using Pulumi.Kubernetes.Apps.V1;
using Pulumi.Kubernetes.Types.Inputs.Apps.V1;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;

namespace Infra.Components.Workloads;

/// <summary>Pulls the images that a cluster lists to every GPU node, so that a workload does not wait for 20 GB. It is one DaemonSet: each
/// image is an init container, one after another; then a pause container keeps the pod, and so the images, on the node.</summary>
/// <remarks> <para>An image may have no shell and no program that exits. Therefore every init container runs the same static program,
/// <c>busybox true</c>, from a volume that the first one fills. Image volumes would need no program, but they are on by default only from
/// Kubernetes 1.35, and they need containerd 2.1; this works on every version.</para> <para>The kubelet's image garbage collection keeps
/// the images of existing containers, including finished containers of a running pod.</para> </remarks>
public sealed class ImagePrePull : ComponentResource
{
    private const string Name = "image-pre-pull";
    private const string Folder = "/ai-platform";
    private const string Tool = Folder + "/busybox";

    /// <summary>A statically linked program that exits successfully at once.</summary>
    public const string ToolImage = Busybox.Image;

    /// <summary>A process that does nothing for as long as the node exists.</summary>
    public const string PauseImage = Pause.Image;

    /// <summary>Creates the DaemonSet, unless the cluster lists no images or has no pool with accelerators.</summary>
    /// <param name="platform">The specification of the stack.</param>
    /// <param name="cluster">The cluster.</param>
    /// <param name="place">Namespace.</param>
    /// <param name="after">What must exist first: the namespace. Children do not inherit what their component waits for.</param>
    /// <param name="options">Parent, and the cluster's Kubernetes provider.</param>
    public ImagePrePull(
        PlatformSpec platform, ClusterSpec cluster, string place, IReadOnlyList<Resource> after, ComponentResourceOptions options)
        : base("infra:workloads:ImagePrePull", $"{cluster.Name}-pre-pull", options)
    {
        var cloud = Clouds.Of(cluster);
        var pools = cluster.NodePools.Where(pool => cloud.AcceleratorTaint(pool) is not null).ToList();
        if (pools.Count > 0 && !cluster.PrePullImages.IsEmpty)
        {
            Create(platform, cloud, pools, place, after);
        }

        RegisterOutputs();
    }

    private void Create(
        PlatformSpec platform, CloudFacts cloud, List<NodePoolSpec> pools, string place, IReadOnlyList<Resource> after)
    {
        InputMap<string> labels = new() { ["app.kubernetes.io/name"] = Name };
        var pod = new PodSpecArgs
        {
            AutomountServiceAccountToken = false,
            EnableServiceLinks = false,
            TerminationGracePeriodSeconds = 0,
            // No image runs with more privileges than it needs to exit at once: never as root, even if the image says so.
            SecurityContext = new PodSecurityContextArgs
            {
                RunAsNonRoot = true,
                RunAsUser = 65534,
                RunAsGroup = 65534,
                SeccompProfile = new SeccompProfileArgs { Type = "RuntimeDefault" },
            },
            ImagePullSecrets = RegistryLogin.References(platform)!,
            Affinity = new AffinityArgs { NodeAffinity = On(pools) },
            Tolerations = Tolerations(cloud),
            // The platform's own two images come from the mirror, if there is one; the listed images keep the name that workloads use.
            InitContainers = { Container("tool", Mirror.Image(platform, ToolImage), ["/bin/busybox", "cp", "/bin/busybox", Tool], true) },
            Containers = { Container("pause", Mirror.Image(platform, PauseImage), null, false) },
            Volumes = { new VolumeArgs { Name = "tool", EmptyDir = new EmptyDirVolumeSourceArgs { SizeLimit = "8Mi" } } },
        };
        foreach (var (image, index) in cloud.Cluster.PrePullImages.Select((image, index) => (image, index)))
        {
            pod.InitContainers.Add(Container($"image-{index}", image, [Tool, "true"], true));
        }

        _ = new DaemonSet($"{cloud.Cluster.Name}-{Name}", new DaemonSetArgs
        {
            Metadata = new ObjectMetaArgs
            {
                Name = Name,
                Namespace = place,
                Labels = labels,
                // A head start, not a condition: an image that takes an hour or does not exist must not delay or fail an update.
                Annotations = { ["pulumi.com/skipAwait"] = "true" },
            },
            Spec = new DaemonSetSpecArgs
            {
                Selector = new LabelSelectorArgs { MatchLabels = labels },
                // A quarter of the nodes at a time pulls a new image, so that the registry can still serve the workloads.
                UpdateStrategy = new DaemonSetUpdateStrategyArgs
                {
                    Type = "RollingUpdate",
                    RollingUpdate = new RollingUpdateDaemonSetArgs { MaxUnavailable = "25%" },
                },
                Template = new PodTemplateSpecArgs { Metadata = new ObjectMetaArgs { Labels = labels }, Spec = pod },
            },
        }, new CustomResourceOptions { Parent = this, DependsOn = [.. after] });
    }

    private static NodeAffinityArgs On(List<NodePoolSpec> pools) => new()
    {
        RequiredDuringSchedulingIgnoredDuringExecution = new NodeSelectorArgs
        {
            NodeSelectorTerms = new NodeSelectorTermArgs
            {
                MatchExpressions = new NodeSelectorRequirementArgs
                {
                    Key = NodeConventions.PoolLabel,
                    Operator = "In",
                    Values = pools.Select(pool => pool.Name).ToArray(),
                },
            },
        },
    };

    private static InputList<TolerationArgs> Tolerations(CloudFacts cloud) =>
        Placement.AcceleratorTaints(cloud).Select(key => new TolerationArgs { Key = key, Operator = "Exists" }).ToArray();

    private static ContainerArgs Container(string name, string image, string[]? command, bool mounts)
    {
        var container = new ContainerArgs
        {
            Name = name,
            Image = image,
            ImagePullPolicy = "IfNotPresent",
            Resources = new ResourceRequirementsArgs
            {
                Requests = { ["cpu"] = "1m", ["memory"] = "8Mi" },
                Limits = { ["memory"] = "16Mi" },
            },
            SecurityContext = new SecurityContextArgs
            {
                AllowPrivilegeEscalation = false,
                ReadOnlyRootFilesystem = true,
                Capabilities = new CapabilitiesArgs { Drop = "ALL" },
            },
        };
        if (command is not null)
        {
            container.Command = command;
        }

        if (mounts)
        {
            container.VolumeMounts = new VolumeMountArgs { Name = "tool", MountPath = Folder };
        }

        return container;
    }
}
