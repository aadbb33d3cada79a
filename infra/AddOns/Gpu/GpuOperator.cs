using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Infra.AddOns.Contracts;
using Infra.Facts.Clusters;
using Infra.Facts.Conventions;
using Infra.Specification.Gpu;

namespace Infra.AddOns.Gpu;

/// <summary>NVIDIA GPU Operator: driver, container toolkit, device plugin, MIG manager and telemetry of the GPU nodes. Its values depend on
/// who owns the driver and how the pools share their GPUs; see <see cref="GpuNode"/>.</summary>
public sealed record GpuOperator : AddOn
{
    private const string DriverArchives = "platform-driver-archives";
    private const string DriverCertificates = "platform-driver-authority";

    // What Ubuntu has beside each release: where the headers of its newer kernels are.
    private static readonly string[] _suites = ["", "-updates", "-security"];

    /// <summary>Version of the driver that the operator installs, when the operator comes from its chart. On OpenShift the operator's
    /// release decides.</summary>
    /// <value>595.91.07, the default of the chart's release</value>
    public string DriverVersion { get; init; } = "595.91.07";

    /// <summary>Whether to use a driver image that was built for the node's kernel, from the branch of <see cref="DriverVersion"/>.
    /// Otherwise the driver is compiled on the node, with headers from the package archive of the node's distribution, which must be
    /// reachable. NVIDIA builds such images for some Ubuntu kernels.</summary>
    /// <value>false</value>
    public bool DriverPrecompiled { get; init; }

    /// <summary>Whether the operator upgrades drivers node by node when the version changes; otherwise someone deletes the driver
    /// pods.</summary>
    /// <value>true</value>
    public bool DriverAutoUpgrade { get; init; } = true;

    /// <summary>Package archives for compiling the driver, beside those of the node's distribution; where the distribution's cannot be
    /// reached, mirrors of them. The driver's pods then know the authorities that the stack names; on Red Hat's distributions they know no
    /// others.</summary>
    public ImmutableArray<DriverRepositorySpec> DriverRepositories { get; init; } = [];

    /// <summary>How network adapters reach the memory of GPUs.</summary>
    /// <value>dma-buf</value>
    public DirectRdma Rdma { get; init; } = DirectRdma.DmaBuf;

    /// <summary>Whether storage reaches the memory of GPUs (GPUDirect Storage, module <c>nvidia-fs</c>): local NVMe disks, or file systems
    /// over RDMA. It needs the open kernel modules, so GPUs since Turing.</summary>
    /// <value>false</value>
    public bool DirectStorage { get; init; }

    /// <summary>Catalogue from which OpenShift installs the operator; a mirrored catalogue has another name, for example
    /// <c>cs-certified-operator-index-v4-22</c>.</summary>
    /// <value>certified-operators</value>
    public string OpenShiftCatalog { get; init; } = "certified-operators";

    /// <summary>Catalogue from which OpenShift installs node feature discovery, by which the operator finds GPUs; a mirrored catalogue has
    /// another name, for example <c>cs-redhat-operator-index-v4-22</c>.</summary>
    /// <value>redhat-operators</value>
    public string OpenShiftFeatureCatalog { get; init; } = "redhat-operators";

    /// <inheritdoc/>
    public override string Key => "gpu-operator";

    /// <inheritdoc/>
    public override bool OnByDefault(CloudFacts cloud) => !cloud.GpuNodes.IsEmpty;

    /// <inheritdoc/>
    public override string OnByDefaultText => "every cluster with a GPU pool";

    /// <inheritdoc/>
    public override string Highlights =>
        "driver, toolkit and sharing by the table below";

    /// <inheritdoc/>
    public override Chart Chart => new("gpu-operator", "https://helm.ngc.nvidia.com/nvidia", "v26.7.0", "gpu-operator");

    /// <inheritdoc/>
    /// <remarks>Each component takes a folder of its own: the chart has no key for all.</remarks>
    public override ImmutableArray<ChartImage> Images =>
    [
        Component("driver", "driver", DriverTag) with { NodeSuffix = DriverPrecompiled ? "{kernel}-{os}" : "{os}" },
        Component("driver.manager", "cloud-native/k8s-driver-manager", "v0.12.0"),
        Component("toolkit", "k8s/container-toolkit", "v1.20.0"),
        Component("devicePlugin", "k8s-device-plugin", "v0.20.0"),
        Component("gfd", "k8s-device-plugin", "v0.20.0"),
        Component("dcgm", "cloud-native/dcgm", "4.6.0-1-ubuntu24.04"),
        Component("dcgmExporter", "k8s/dcgm-exporter", "4.6.0-4.8.3-distroless"),
        Component("migManager", "cloud-native/k8s-mig-manager", "v0.15.0"),
        Component("operator", "gpu-operator", "v26.7.0"),
        Component("validator", "gpu-operator", "v26.7.0"),
        Component("nodeStatusExporter", "gpu-operator", "v26.7.0"),
        Component("draDriver", "k8s-dra-driver-gpu", null),
        Component("ccManager", "cloud-native/k8s-cc-manager", "v0.4.3"),
        Component("gdrcopy", "cloud-native/gdrdrv", "v2.6"),
        Component("gds", "cloud-native/nvidia-fs", "2.29.4"),
        Component("kataSandboxDevicePlugin", "cloud-native/nvidia-sandbox-device-plugin", "v0.0.5"),
        Component("sandboxDevicePlugin", "kubevirt-gpu-device-plugin", "v1.6.0"),
        Component("vfioManager", "cloud-native/k8s-driver-manager", "v0.12.0"),
        Component("vfioManager.driverManager", "cloud-native/k8s-driver-manager", "v0.12.0"),
        Component("vgpuDeviceManager", "cloud-native/vgpu-device-manager", "v0.5.0"),
        Component("vgpuManager.driverManager", "cloud-native/k8s-driver-manager", "v0.12.0"),
        new("registry.k8s.io/nfd/node-feature-discovery", "v0.19.0", "node-feature-discovery.image.repository"),
    ];

    /// <inheritdoc/>
    /// <remarks>The operator gives each of its pods the list of its component; those of GPU features that the platform leaves off have none
    /// to give.</remarks>
    public override ImmutableArray<PullSecretPath> PullSecrets =>
    [
        .. ((string[])["operator", "validator", "driver", "toolkit", "devicePlugin", "gfd", "dcgm", "dcgmExporter", "migManager",
            "nodeStatusExporter", "gds"]).Select(component => new PullSecretPath($"{component}.imagePullSecrets", PullSecretForm.Names)),
        new("node-feature-discovery.imagePullSecrets"),
    ];

    /// <inheritdoc/>
    public override ImmutableArray<string> Monitors =>
    [
        "dcgmExporter.serviceMonitor.enabled",
        "node-feature-discovery.prometheus.enable",
    ];

    /// <inheritdoc/>
    public override ImmutableArray<Workload> Workloads =>
    [
        Workload.At("operator", WorkloadKind.Controller, "operator", new(200, 200, 512)),
        Workload.At("node feature discovery", WorkloadKind.Controller, "node-feature-discovery.master", new(50, 128, 1024)) with
        {
            Priority = null,
            Replicas = "node-feature-discovery.master.replicaCount",
        },
        Workload.At("node feature collection", WorkloadKind.Controller, "node-feature-discovery.gc") with { Priority = null },
        new("node feature worker", WorkloadKind.Agent) { Tolerations = "node-feature-discovery.worker.tolerations" },
    ];

    /// <inheritdoc/>
    public override string? Obstacle(CloudFacts cloud) => GpuSharingConfig.Clash(cloud.GpuNodes)
        ? "one GPU Operator cannot serve both MIG and MPS: with MPS, the device plugin stops when MIG devices have resource names of "
            + "their own. Use one of the two."
        : null;

    /// <inheritdoc/>
    public override IEnumerable<Mistake> Mistakes(ClusterContext context) =>
    [
        .. OlmPackage.Mistakes("openShiftCatalog", OpenShiftCatalog),
        .. OlmPackage.Mistakes("openShiftFeatureCatalog", OpenShiftFeatureCatalog),
        .. DriverMistakes(context),
    ];

    // What belongs to the driver's own pods is nowhere if the operator installs no driver (object_controls.go of NVIDIA/gpu-operator).
    // Precompiled drivers come without nvidia-fs
    // (https://docs.nvidia.com/datacenter/cloud-native/gpu-operator/latest/precompiled-drivers.html, "Limitations and restrictions").
    private IEnumerable<Mistake> DriverMistakes(ClusterContext context)
    {
        (string Member, bool Asked)[] parts =
            [
                ("driverRepositories", !DriverRepositories.IsEmpty), ("rdma", Rdma != DirectRdma.DmaBuf), ("directStorage", DirectStorage),
            ];
        foreach (var (member, _) in parts.Where(part => part.Asked && !context.Cloud.OperatorOwnsGpuDriver))
        {
            yield return new(member, "the operator installs no driver on this cluster, and this belongs to it. Leave it out.");
        }

        if (Rdma == DirectRdma.OperatorDrivers && !WaitsForNetwork(context))
        {
            yield return new(
                "rdma",
                "\"operator-drivers\" lets the GPU drivers wait for those of the network operator, which does not install them on every " +
                "GPU pool of this cluster. Allowed: dma-buf, host-drivers.");
        }

        if (DirectStorage && DriverPrecompiled)
        {
            yield return new("directStorage", "precompiled drivers come without it. Use one of the two.");
        }

        foreach (var old in context.Cloud.GpuNodes.Select(node => node.Model).Where(model => model.LastDriver is not null).Distinct())
        {
            if (DirectStorage)
            {
                yield return new("directStorage", $"{old.Title} has no open kernel modules, which it needs. Leave it out on this cluster.");
            }
        }

        if (!DriverRepositories.IsEmpty && (DriverPrecompiled || context.Cluster.IsOpenShift))
        {
            yield return new(
                "driverRepositories",
                $"{(DriverPrecompiled ? "a precompiled driver" : "on OpenShift the driver toolkit")} needs no packages. Leave them out.");
        }

        foreach (var (archive, index) in DriverRepositories.Select((archive, index) => (archive, index)))
        {
            if (archive.Key is { } key && (archive.Packages == DriverPackages.Apt || !IsAddress(key)))
            {
                yield return new(
                    $"driverRepositories[{index}].key",
                    archive.Packages == DriverPackages.Apt
                        ? "mirrors for apt are signed by the distribution. Leave key out."
                        : $"\"{key}\" is not the address of a key. Allowed: an http or https URL.");
            }

            if (!IsAddress(archive.Url))
            {
                yield return new(
                    $"driverRepositories[{index}].url",
                    $"\"{archive.Url}\" is not the address of an archive. Allowed: an http or https URL.");
            }

            if (archive.Packages == DriverPackages.Apt != SettingForms.IsNamespace(archive.Release ?? ""))
            {
                yield return new(
                    $"driverRepositories[{index}].release",
                    archive.Packages == DriverPackages.Apt
                        ? "the release is missing or not one word. Give its code name, such as noble."
                        : "an archive of rpm packages has its release in the URL. Leave release out.");
            }
        }
    }

    private static bool WaitsForNetwork(ClusterContext context) =>
        Of(context.Cluster).OfType<NetworkOperator>().Any(network => network.Drivers == GpuDriverOwner.Operator)
        && context.Cluster.NodePools.Where(pool => context.Cloud.Gpu(pool) is not null)
            .All(pool => context.Cloud.RdmaPools.Any(each => each.Pool == pool));

    private static bool IsAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && !text.Any(char.IsWhiteSpace);

    /// <inheritdoc/>
    public override bool ByChart(ClusterContext context) => !context.Cluster.IsOpenShift;

    /// <inheritdoc/>
    public override IEnumerable<KeyValuePair<string, string>> NamespaceLabels(ClusterContext context) => PodSecurity.Privileged;

    /// <summary>Whether nodes run the driver that is named here. On OpenShift, the operator's release decides.</summary>
    internal bool PinsDriver(ClusterContext context) => context.Cloud.OperatorOwnsGpuDriver && ByChart(context);

    /// <inheritdoc/>
    public override IEnumerable<Flow> Traffic(ClusterContext context) =>
    [
        Flow.ToApiServer,
        // The operator and node feature discovery, the exporter, the state of nodes.
        Flow.Scraped(8000, 8080, 9400),
        // A driver that is compiled on the node: archives of its distribution, and those that are named.
        .. PinsDriver(context) && !DriverPrecompiled
            ? Flow.ToServices(
                ["http://any", "https://any", .. DriverRepositories.SelectMany(archive => new[] { archive.Url, archive.Key })])
            : [],
    ];

    /// <inheritdoc/>
    public override JsonObject Values(ClusterContext context)
    {
        var nodes = context.Cloud.GpuNodes;
        var values = Operands(context.Cloud);
        values["operator"] = new JsonObject
        {
            ["runtimeClass"] = context.Cloud.GpuRuntimeClass,
            ["upgradeCRD"] = true,
        };
        values["driver"]!["usePrecompiled"] = DriverPrecompiled;
        values["driver"]!["version"] = DriverTag;
        if (!DriverRepositories.IsEmpty)
        {
            values["driver"]!["repoConfig"] = new JsonObject { ["configMapName"] = DriverArchives };
            if (context.NamedAuthorities.Any())
            {
                values["driver"]!["certConfig"] = new JsonObject { ["name"] = DriverCertificates };
            }
        }

        Fill(values["migManager"]!, GpuSharingConfig.MigManager(nodes));
        Fill(values["devicePlugin"]!, GpuSharingConfig.DevicePlugin(nodes));
        // The device plugin would give every EFA interface to every pod with a GPU; the EFA device plugin assigns them instead
        // (https://docs.aws.amazon.com/eks/latest/userguide/device-management-efa.html).
        if (context.Cloud.EfaPools.Any())
        {
            values["devicePlugin"]!["env"] = new JsonArray(Variable("MOFED_ENABLED", "false"));
        }

        values["dcgmExporter"]!["config"]!["create"] = true;
        values["dcgmExporter"]!["config"]!["data"] = DcgmExporter.Counters;
        return values;
    }

    /// <summary>The settings of the operator's operands, in the form that the chart's values and a ClusterPolicy share.</summary>
    internal JsonObject Operands(CloudFacts cloud)
    {
        var nodes = cloud.GpuNodes;
        var byOperator = cloud.OperatorOwnsGpuDriver;
        var migManager = new JsonObject
        {
            ["config"] = new JsonObject { ["name"] = GpuSharingConfig.MigMap, ["default"] = GpuNode.AllDisabled },
        };
        if (GpuSharingConfig.MayRestart(cloud, nodes))
        {
            migManager["env"] = new JsonArray(Variable("WITH_REBOOT", "true"));
        }

        var devicePlugin = new JsonObject
        {
            ["config"] = new JsonObject { ["name"] = GpuSharingConfig.DevicePluginMap, ["default"] = GpuNode.Exclusive },
        };
        if (nodes.Any(node => node.IsClaimed))
        {
            devicePlugin["enabled"] = false;
        }

        return new JsonObject
        {
            ["daemonsets"] = new JsonObject
            {
                ["priorityClassName"] = Placement.NodeCritical,
                ["tolerations"] = Placement.GpuTolerations(cloud),
            },
            ["cdi"] = new JsonObject { ["enabled"] = true },
            ["driver"] = new JsonObject
            {
                ["enabled"] = byOperator,
                ["rdma"] = Rdma == DirectRdma.DmaBuf
                    ? new JsonObject { ["enabled"] = false }
                    : new JsonObject { ["enabled"] = true, ["useHostMofed"] = Rdma == DirectRdma.HostDrivers },
                // A drain would evict every pod of the node, not only those with a GPU; without it the upgrade waits for the GPU pods to
                // end.
                ["upgradePolicy"] = new JsonObject
                {
                    ["autoUpgrade"] = DriverAutoUpgrade,
                    ["maxParallelUpgrades"] = 1,
                    ["drain"] = new JsonObject { ["enable"] = false },
                },
            },
            ["toolkit"] = new JsonObject { ["enabled"] = byOperator, ["env"] = ToolkitEnvironment(cloud) },
            ["mig"] = new JsonObject { ["strategy"] = GpuSharingConfig.MigStrategy(nodes) },
            ["migManager"] = migManager,
            ["devicePlugin"] = devicePlugin,
            ["dcgm"] = new JsonObject { ["enabled"] = false },
            ["dcgmExporter"] = DcgmExporter.Settings(cloud),
            ["gds"] = new JsonObject { ["enabled"] = DirectStorage },
        };
    }

    /// <inheritdoc/>
    public override IEnumerable<JsonObject> Manifests(ClusterContext context) =>
        context.Cluster.IsOpenShift ? GpuOperatorOnOpenShift.Manifests(this, context)
        : DriverRepositories.IsEmpty ? []
        : DriverFiles([.. context.NamedAuthorities]);

    private IEnumerable<JsonObject> DriverFiles(ImmutableArray<string> authorities)
    {
        yield return KubernetesObject.ConfigMap(DriverArchives, Archives(), Chart.Namespace);
        // Each file is mounted where the node's distribution looks (CertConfigPathMap in object_controls.go of NVIDIA/gpu-operator).
        // Ubuntu's image adds every .crt to its bundle (nvidia-driver of NVIDIA/gpu-driver-container), for SUSE's it is among the anchors,
        // and on Red Hat's the other name is that of the bundle itself.
        if (!authorities.IsEmpty)
        {
            var bundle = string.Join('\n', authorities);
            yield return KubernetesObject.ConfigMap(
                DriverCertificates, new JsonObject { ["platform.crt"] = bundle, ["tls-ca-bundle.pem"] = bundle }, Chart.Namespace);
        }
    }

    // A file for each archive, which the operator puts where the node's package manager looks (RepoConfigPathMap in object_controls.go of
    // NVIDIA/gpu-operator); the managers pass over each other's. The driver's pods wait until the config map is there.
    private JsonObject Archives() => new(DriverRepositories.Select((archive, index) => archive.Packages == DriverPackages.Apt
        ? KeyValuePair.Create($"platform-{index}.list", (JsonNode?)string.Concat(
            _suites.Select(part => $"deb {archive.Url} {archive.Release}{part} main restricted universe\n")))
        : KeyValuePair.Create($"platform-{index}.repo", (JsonNode?)string.Join('\n',
            $"[platform-{index}]", $"name=platform-{index}", $"baseurl={archive.Url}", "enabled=1", "gpgcheck=1",
            archive.Key is null ? "" : $"gpgkey={archive.Key}\n"))));

    /// <summary>Environment of the container toolkit. It closes an isolation gap: by default every image that sets
    /// <c>NVIDIA_VISIBLE_DEVICES</c>, as every CUDA image does, sees all GPUs of its node. It is set even where the toolkit is off, so that
    /// turning the toolkit on never opens the gap.</summary>
    private static JsonArray ToolkitEnvironment(CloudFacts cloud)
    {
        var environment = new JsonArray(
            Variable("ACCEPT_NVIDIA_VISIBLE_DEVICES_ENVVAR_WHEN_UNPRIVILEGED", "false"),
            Variable("ACCEPT_NVIDIA_VISIBLE_DEVICES_AS_VOLUME_MOUNTS", "true"));
        // Only the socket: with CONTAINERD_CONFIG, as in NVIDIA's documentation, RKE2 does not start after a reboot
        // (NVIDIA/gpu-operator#992).
        if (cloud.ContainerdSocket is { } socket)
        {
            environment.Add(Variable("CONTAINERD_SOCKET", socket));
        }

        return environment;
    }

    private static void Fill(JsonNode operand, JsonObject data)
    {
        operand["config"]!["create"] = true;
        operand["config"]!["data"] = data;
    }

    private static JsonObject Variable(string name, string value) => new() { ["name"] = name, ["value"] = value };

    // https://docs.nvidia.com/datacenter/cloud-native/gpu-operator/latest/precompiled-drivers.html: for such images the branch is the
    // version.
    private string DriverTag => DriverPrecompiled ? DriverVersion.Split('.')[0] : DriverVersion;

    private static ChartImage Component(string path, string image, string? tag) =>
        new($"nvcr.io/nvidia/{image}", tag, $"{path}.repository") { Form = ImageForm.Folder };
}
