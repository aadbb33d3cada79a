using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Infra.AddOns.Contracts;
using Infra.Catalogue;
using Infra.Facts.Clusters;
using Infra.Facts.Conventions;
using Infra.Specification.Gpu;

namespace Infra.AddOns.Gpu;

/// <summary>NVIDIA network operator: drivers of InfiniBand and Ethernet adapters, and the device plugin that gives them to pods.</summary>
/// <seealso href="https://azure.github.io/aks-rdma-infiniband/configurations/network-operator"/>
public sealed record NetworkOperator : AddOn
{
    private const string Release = "network-operator-v26.4.1", Driver = "doca3.4.1-26.04-1.1.0.0-1";

    // NVIDIA's vendor id for network adapters, in the labels of node feature discovery.
    private const string Vendor = "15b3";

    // The package is in the catalogues of OpenShift 4.17 to 4.20 (bundle/metadata/annotations.yaml of Mellanox/network-operator v26.4.1).
    private const string OpenShiftPackage = "nvidia-network-operator";
    private const int LastOpenShiftMinor = 33, Webhook = 9443;

    /// <summary>Who installs the network drivers (DOCA-OFED): the operator, compiled for the kernel of each node, or the image or host of
    /// the nodes.</summary>
    /// <value>operator</value>
    public GpuDriverOwner Drivers { get; init; } = GpuDriverOwner.Operator;

    /// <summary>How pods get adapters.</summary>
    /// <value>shared</value>
    public RdmaDevices Devices { get; init; } = RdmaDevices.Shared;

    /// <summary>Catalogue from which OpenShift installs the operator; a mirrored catalogue has another name, for example
    /// <c>cs-certified-operator-index-v4-20</c>.</summary>
    /// <value>certified-operators</value>
    public string OpenShiftCatalog { get; init; } = "certified-operators";

    /// <inheritdoc/>
    public override string Key => "network-operator";

    /// <inheritdoc/>
    public override bool OnByDefault(CloudFacts cloud) => Obstacle(cloud) is null;

    /// <inheritdoc/>
    public override string OnByDefaultText =>
        "AKS and a site, with a pool of `interconnect: infiniband` or `roce`; on OpenShift until 4.20";

    /// <inheritdoc/>
    public override string Highlights =>
        "drivers and a device plugin on those pools alone, in pinned versions; see [GPUs and networks](gpu-devices.md)";

    /// <inheritdoc/>
    public override Chart Chart => new("network-operator", "https://helm.ngc.nvidia.com/nvidia", "26.4.1", "network-operator");

    /// <inheritdoc/>
    public override ImmutableArray<ChartImage> Images =>
    [
        new("nvcr.io/nvidia/cloud-native/network-operator", "v26.4.1", "operator.repository") { Form = ImageForm.Folder },
        new("nvcr.io/nvidia/mellanox/network-operator-init-container", Release, "operator.ofedDriver.initContainer.repository")
        {
            Form = ImageForm.Folder,
        },
        // The policy names these.
        new("nvcr.io/nvidia/mellanox/doca-driver", Driver)
        {
            On = _ => Drivers == GpuDriverOwner.Operator,
            NodeSuffix = "{os}-{arch}",
        },
        new($"nvcr.io/nvidia/mellanox/{Plugin}", Release),
    ];

    /// <inheritdoc/>
    public override ImmutableArray<PullSecretPath> PullSecrets => [new("imagePullSecrets", PullSecretForm.Names)];

    /// <inheritdoc/>
    /// <remarks>The chart fixes one replica and has no priority class.</remarks>
    public override ImmutableArray<Workload> Workloads =>
    [
        new("operator", WorkloadKind.Controller)
        {
            Requests = new(20, 64, 256),
            Resources = "operator.resources",
            NodeSelector = "operator.nodeSelector",
            Tolerations = "operator.tolerations",
        },
    ];

    /// <inheritdoc/>
    /// <remarks>Its node feature discovery labels the nodes with such an adapter.</remarks>
    public override IEnumerable<Type> Requires => [typeof(GpuOperator)];

    /// <inheritdoc/>
    public override string? Obstacle(CloudFacts cloud) => !cloud.RdmaPools.Any()
        ? "no pool has interconnect: infiniband or roce on adapters of NVIDIA; remove the add-on here."
        : cloud.Cluster.IsOpenShift && KubernetesMinor.Of(cloud.Cluster.Version) > LastOpenShiftMinor
            ? "NVIDIA packages this release of the operator for OpenShift 4.17 to 4.20, and the catalogues of newer ones do not have it; "
                + "remove the add-on here."
            : null;

    /// <inheritdoc/>
    public override IEnumerable<Mistake> Mistakes(ClusterContext context) => OlmPackage.Mistakes("openShiftCatalog", OpenShiftCatalog);

    /// <inheritdoc/>
    public override bool ByChart(ClusterContext context) => !context.Cluster.IsOpenShift;

    /// <inheritdoc/>
    public override IEnumerable<KeyValuePair<string, string>> NamespaceLabels(ClusterContext context) => PodSecurity.Privileged;

    /// <inheritdoc/>
    /// <remarks>Drivers and plugins are in the network of their nodes, where no policy holds. The package has a webhook for its
    /// kinds.</remarks>
    public override IEnumerable<Flow> Traffic(ClusterContext context) =>
        ByChart(context) ? [Flow.ToApiServer] : [Flow.ToApiServer, Flow.FromApiServer(Webhook)];

    /// <inheritdoc/>
    public override JsonObject Values(ClusterContext context) => new()
    {
        ["nfd"] = new JsonObject { ["enabled"] = false, ["deployNodeFeatureRules"] = false },
        ["upgradeCRDs"] = true,
    };

    /// <inheritdoc/>
    public override IEnumerable<JsonObject> Manifests(ClusterContext context)
    {
        foreach (var json in ByChart(context) ? [] : Package())
        {
            yield return json;
        }

        var policy = new JsonObject
        {
            ["nodeAffinity"] = new JsonObject
            {
                ["requiredDuringSchedulingIgnoredDuringExecution"] = new JsonObject
                {
                    ["nodeSelectorTerms"] = new JsonArray(new JsonObject { ["matchExpressions"] = Nodes(context.Cloud) }),
                },
            },
            ["tolerations"] = Placement.GpuTolerations(context.Cloud),
            [Devices == RdmaDevices.Shared ? "rdmaSharedDevicePlugin" : "sriovDevicePlugin"] =
                Image(context, Plugin, Release, ("config", Configuration(context.Cloud).ToJsonString())),
        };
        if (Drivers == GpuDriverOwner.Operator)
        {
            var driver = Image(context, "doca-driver", Driver);
            // To load a driver, everything that uses the adapters has to end; when, is for whoever runs the training to say.
            driver["upgradePolicy"] = new JsonObject { ["autoUpgrade"] = false };
            if (context.Cloud.Profile is not null)
            {
                // Otherwise the modules of Azure's image may be loaded first (Mellanox/doca-driver-build#52).
                driver["env"] = new JsonArray(new JsonObject
                {
                    ["name"] = "OFED_BLACKLIST_MODULES_FILE", ["value"] = "/host/etc/modprobe.d/blacklist-ofed-modules.conf",
                });
            }

            policy["ofedDriver"] = driver;
        }

        yield return KubernetesObject.Of("mellanox.com/v1alpha1", "NicClusterPolicy", "nic-cluster-policy", policy);
    }

    // A subscription is served before the webhook of the package answers, which is asked about the policy. The provider waits for a Service
    // until one of its pods is ready (https://www.pulumi.com/blog/improving-kubernetes-management-with-pulumis-await-logic/).
    private IEnumerable<JsonObject> Package()
    {
        yield return OlmPackage.Group("network-operator", Chart.Namespace);
        yield return OlmPackage.Subscription(OpenShiftPackage, OlmPackage.Channel(Chart), OpenShiftCatalog, Chart.Namespace);
        yield return KubernetesObject.Of("v1", "Service", "network-operator", new JsonObject
        {
            ["selector"] = new JsonObject { ["control-plane"] = $"{OpenShiftPackage}-controller" },
            ["ports"] = new JsonArray(new JsonObject { ["name"] = "webhook", ["port"] = 443, ["targetPort"] = Webhook }),
        }, Chart.Namespace);
    }

    private string Plugin => Devices == RdmaDevices.Shared ? "k8s-rdma-shared-dev-plugin" : "sriov-network-device-plugin";

    // By pool as well: on Azure, the ordinary network of many machines is such an adapter too. A site whose nodes the platform does not
    // label has no label of the pool.
    private static JsonArray Nodes(CloudFacts cloud)
    {
        var nodes = new JsonArray(Among($"feature.node.kubernetes.io/pci-{Vendor}.present", "true"));
        if (cloud.RdmaPools.All(each => cloud.LabelsNodes(each.Pool)))
        {
            nodes.Add(Among(NodeConventions.PoolLabel, [.. cloud.RdmaPools.Select(each => each.Pool.Name)]));
        }

        return nodes;
    }

    /// <summary>What a pod requests of the adapters of a network.</summary>
    internal string ResourceOf(Interconnect network) =>
        $"rdma/{(Devices == RdmaDevices.Shared ? "shared_" : "")}{(network == Interconnect.InfiniBand ? "ib" : "roce")}";

    // The two plugins have the same selectors and different names for the list.
    private JsonObject Configuration(CloudFacts cloud)
    {
        var resources = new JsonArray();
        foreach (var network in cloud.RdmaPools.Select(each => each.Network).Distinct().Order())
        {
            var (name, link) = network == Interconnect.InfiniBand ? ("ib", "infiniband") : ("roce", "ether");
            var selectors = new JsonObject { ["vendors"] = new JsonArray(Vendor), ["linkTypes"] = new JsonArray(link) };
            if (Devices == RdmaDevices.Exclusive)
            {
                selectors["isRdma"] = true;
            }

            // Behind the prefix "rdma"; see ResourceOf.
            resources.Add(Devices == RdmaDevices.Shared
                ? new JsonObject { ["resourceName"] = $"shared_{name}", ["rdmaHcaMax"] = 63, ["selectors"] = selectors }
                : new JsonObject { ["resourcePrefix"] = "rdma", ["resourceName"] = name, ["selectors"] = selectors });
        }

        return new JsonObject { [Devices == RdmaDevices.Shared ? "configList" : "resourceList"] = resources };
    }

    private static JsonObject Image(ClusterContext context, string name, string version, params (string Key, string Value)[] more)
    {
        var moved = Mirror.Image(context.Platform, $"nvcr.io/nvidia/mellanox/{name}");
        var image = new JsonObject { ["image"] = name, ["repository"] = moved[..moved.LastIndexOf('/')], ["version"] = version };
        if (PullSecret.Host(context.Platform) is not null)
        {
            image["imagePullSecrets"] = new JsonArray(PullSecret.Name);
        }

        foreach (var (key, value) in more)
        {
            image[key] = value;
        }

        return image;
    }

    private static JsonObject Among(string key, params string[] values) => new()
    {
        ["key"] = key, ["operator"] = "In", ["values"] = KubernetesObject.Texts(values),
    };
}
