using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using Infra.AddOns.Contracts;
using Infra.AddOns.Storage;
using Infra.Facts.Clusters;
using Infra.Facts.Conventions;
using Infra.Facts.Documents;
using Infra.Specification;
using Infra.Specification.Formats;

namespace Infra.AddOns.Backup;

/// <summary>Velero: backs up objects and volumes of a cluster to its own store, on the schedule of the platform's <see
/// cref="BackupSpec"/>. Volumes are snapshotted through CSI and the snapshots moved to the store, so that a backup outlives the
/// disks.</summary>
public sealed record Velero : AddOn
{
    /// <summary>Name of the service account of the server and its node agents.</summary>
    public const string ServiceAccount = "velero-server";

    /// <summary>Name of the secret with the password of the backup repositories, and its key; Velero knows both.</summary>
    public const string PasswordSecret = "velero-repo-credentials", PasswordKey = "repository-password";

    /// <summary>Label that puts an object into a tier of backups; its value is the name of the tier.</summary>
    public const string TierLabel = "ai-platform/backup-tier";

    /// <summary>Name of the schedule for the whole cluster; the chart prefixes it with its own.</summary>
    public const string PlatformSchedule = "platform";

    /// <summary>Name of the location of the second store of a site, and of the schedule that backs up everything into it.</summary>
    public const string SecondStore = "copy";

    /// <summary>Name of the location of the store that every cluster has.</summary>
    internal const string FirstStore = "default";

    // Config maps of the release; the chart prefixes their names with its own.
    internal const string VolumePolicy = "volume-policy";

    private const string NodeAgent = "node-agent", VirtualMachinePlugin = "kubevirt-velero-plugin";

    /// <summary>Namespaces to back up; empty: all.</summary>
    public ImmutableArray<string> IncludedNamespaces { get; init; } = [];

    /// <summary>Namespaces not to back up.</summary>
    /// <value>kube-system, which every cluster creates itself</value>
    public ImmutableArray<string> ExcludedNamespaces { get; init; } = ["kube-system"];

    /// <summary>Namespaces of operators and webhooks that the platform does not install: a full restore brings them back before what they
    /// are for.</summary>
    public ImmutableArray<string> OperatorNamespaces { get; init; } = [];

    /// <summary>Whether volumes are copied file by file from their node instead of being snapshotted, for drivers without snapshots.
    /// Volumes of the class <c>shared</c> in a cloud, and the <c>local-path</c> folders of k3s, are always copied this way.</summary>
    /// <value>false</value>
    public bool FileSystemBackup { get; init; }

    /// <summary>Whether the cluster runs virtual machines (KubeVirt, OpenShift Virtualization), which a backup then holds with their
    /// volumes: as snapshots alone.</summary>
    /// <value>false</value>
    public bool VirtualMachines { get; init; }

    /// <summary>When the newest backup of a canary is restored and compared, as a five-field cron expression in UTC; <c>never</c>: no
    /// drill. There is none either on a cluster without a class for the canary: <c>fast</c>, or <c>local-path</c> of k3s.</summary>
    /// <value>30 6 * * *</value>
    public string DrillSchedule { get; init; } = "30 6 * * *";

    /// <inheritdoc/>
    public override string Key => "velero";

    /// <inheritdoc/>
    public override bool OnByDefault(CloudFacts cloud) => cloud.HasBackupStore && cloud.VeleroObstacle is null;

    /// <inheritdoc/>
    public override string OnByDefaultText => "every cluster; on AKS without `backupVault`; a site with `objectStore`";

    /// <inheritdoc/>
    public override string Highlights =>
        "one store for each cluster; CSI snapshots, moved to the store; `shared` volumes in a cloud and folders of k3s's " +
        "`local-path` copied file by file; `parallel` excluded; schedules and expiry from `ai-platform:backup`; a restore drill";

    /// <inheritdoc/>
    public override Chart Chart => new("velero", "https://vmware-tanzu.github.io/helm-charts", "12.1.0", "velero");

    /// <inheritdoc/>
    public override ImmutableArray<ChartImage> Images =>
    [
        new("docker.io/velero/velero", "v1.18.1", "image.repository"),
        // Used only to remove CRDs, which the platform never does; moved so that no public image remains.
        new("registry.k8s.io/kubectl", null, "kubectl.image.repository"),
        // The restore drill's; the platform itself writes its pods.
        new("registry.k8s.io/kubectl", "v{version}.0") { On = HasDrill },
        new(Busybox.Repository, Busybox.Tag) { On = HasDrill },
        new(Curl.Repository, Curl.Tag) { On = cloud => cloud.AsksForLock },
        // Plugins of v1.14 belong to Velero 1.18.
        Plugin("aws"),
        Plugin("azure"),
        // Of Velero 1.18 (https://github.com/kubevirt/kubevirt-velero-plugin, compatibility).
        new($"quay.io/kubevirt/{VirtualMachinePlugin}", "v0.9.0", "initContainers.1.image")
        {
            Form = ImageForm.Reference,
            On = _ => VirtualMachines,
        },
    ];

    /// <inheritdoc/>
    public override ImmutableArray<PullSecretPath> PullSecrets => [new("image.imagePullSecrets", PullSecretForm.Names)];

    /// <inheritdoc/>
    public override ImmutableArray<string> Monitors =>
    [
        "metrics.serviceMonitor.enabled",
        "metrics.nodeAgentPodMonitor.enabled",
    ];

    /// <inheritdoc/>
    public override ImmutableArray<Workload> Workloads =>
    [
        Workload.At("server", WorkloadKind.Controller, "", new(500, 512, 2048)) with
        {
            Security = new("podSecurityContext", "containerSecurityContext", User: 65534),
            PullPolicy = "initContainers.0.imagePullPolicy",
        },
        new("plugin", WorkloadKind.Controller) { Requests = new(20, 32, 128), Resources = "initContainers.0.resources" },
        new("plugin of virtual machines", WorkloadKind.Controller)
        {
            Requests = new(20, 32, 128),
            Resources = "initContainers.1.resources",
            PullPolicy = "initContainers.1.imagePullPolicy",
            On = _ => VirtualMachines,
        },
        new("upgrade job", WorkloadKind.Controller) { Requests = new(50, 64, 256), Resources = "upgradeJobResources" },
        // A volume is read on the node to which it is attached, including GPU nodes.
        Workload.At("node agent", WorkloadKind.Agent, "nodeAgent", new(100, 256, 2048)),
    ];

    /// <inheritdoc/>
    /// <remarks>Velero looks for the snapshot CRDs only when it starts.</remarks>
    public override IEnumerable<Type> After => [typeof(SnapshotController)];

    /// <inheritdoc/>
    public override string? Obstacle(CloudFacts cloud) => !cloud.HasBackupStore
        ? "the cluster has no object store: describe an S3-compatible one under objectStore, or remove velero."
        : cloud.VeleroObstacle;

    /// <inheritdoc/>
    /// <remarks>Velero checks each backup and ends it with <c>FailedValidation</c> (pkg/util/collections/includes_excludes.go of v1.18), so
    /// that a mistake shows on the day on which a backup is missing.</remarks>
    public override IEnumerable<Mistake> Mistakes(ClusterContext context)
    {
        (string Member, ImmutableArray<string> Names)[] lists =
            [("includedNamespaces", IncludedNamespaces), ("excludedNamespaces", ExcludedNamespaces)];
        foreach (var (member, names) in lists)
        {
            foreach (var name in names.Where(name => !SettingForms.IsNamespace(name.Replace('*', 'a').Replace('?', 'a'))))
            {
                yield return new(
                    member,
                    $"\"{name}\" is not the name of a namespace, nor a pattern for names with * and ?, so every backup would fail.");
            }
        }

        foreach (var mistake in SettingForms.Namespaces("operatorNamespaces", OperatorNamespaces))
        {
            yield return mistake;
        }

        if (IncludedNamespaces is { Length: > 1 } && IncludedNamespaces.Contains("*"))
        {
            yield return new(
                "includedNamespaces", "\"*\" stands beside other names, so every backup would fail. Allowed: \"*\" alone, or names.");
        }

        if (ExcludedNamespaces.Contains("*"))
        {
            yield return new("excludedNamespaces", "\"*\" excludes everything, so every backup would fail. Allowed: names.");
        }

        if (VirtualMachines && FileSystemBackup)
        {
            yield return new(
                "virtualMachines",
                "volumes are copied file by file (fileSystemBackup), which the plugin for virtual machines was not tested with. Allowed: " +
                "one of the two.");
        }

        if (DrillSchedule != Drill.Never && CronExpression.Read(DrillSchedule) is not { EverRuns: true })
        {
            yield return new(
                "drillSchedule",
                $"\"{DrillSchedule}\" is not a cron expression that ever runs. Allowed: five fields (minute, hour, day of month, month, " +
                "day of week), such as 30 6 * * *; or never.");
        }

        foreach (var name in IncludedNamespaces.Intersect(ExcludedNamespaces).Where(name => name != "*"))
        {
            yield return new(
                "includedNamespaces",
                $"\"{name}\" is also in excludedNamespaces, whose default is kube-system, so every backup would fail. Allowed: a name in " +
                "one of the two.");
        }
    }

    /// <summary>Whether a cluster has a restore drill.</summary>
    public bool HasDrill(CloudFacts cloud) => DrillSchedule != Drill.Never && cloud.CanaryClass is not null;

    /// <inheritdoc/>
    public override IEnumerable<KeyValuePair<string, string>> NamespaceLabels(ClusterContext context) => PodSecurity.Privileged;

    /// <inheritdoc/>
    public override IEnumerable<WorkloadIdentity> Identities(ClusterContext context) =>
        [new(Chart.Namespace, ServiceAccount, Access.BackupStore)];

    /// <inheritdoc/>
    public override IEnumerable<Flow> Traffic(ClusterContext context) =>
    [
        Flow.ToApiServer, Flow.Scraped(8085),
        // A site names its stores; a cloud's are reached by the identity.
        .. Flow.ToServices(
            new[] { Location(context), context.Cloud.SecondBackups?.Location, context.Cloud.RestoreSource }
                .Select(location => location?.Config.GetValueOrDefault("s3Url"))),
    ];

    /// <inheritdoc/>
    public override JsonObject Values(ClusterContext context)
    {
        return new JsonObject
        {
            ["initContainers"] = new JsonArray(
                [Mounted(Location(context).Plugin), .. VirtualMachines ? [Mounted(VirtualMachinePlugin)] : Array.Empty<JsonObject>()]),
            ["podLabels"] = PodLabels(context),
            ["upgradeCRDs"] = true,
            // The platform knows whether there are monitors; the chart would ask the cluster.
            ["metrics"] = new JsonObject
            {
                ["serviceMonitor"] = new JsonObject { ["autodetect"] = false },
                ["nodeAgentPodMonitor"] = new JsonObject { ["autodetect"] = false },
            },
            ["configuration"] = Configuration(context),
            // The platform creates the service account with its identity; see Identities.
            ["serviceAccount"] = new JsonObject { ["server"] = new JsonObject { ["create"] = false, ["name"] = ServiceAccount } },
            ["credentials"] = Location(context).CredentialsSecret is { } secret
                ? new JsonObject { ["useSecret"] = true, ["existingSecret"] = secret }
                : new JsonObject { ["useSecret"] = false },
            // Volumes are snapshotted only through CSI, in the same way everywhere and without permissions in the cloud; these locations
            // belong to the older snapshots of Velero's own plugins.
            ["snapshotsEnabled"] = false,
            ["deployNodeAgent"] = true,
            ["nodeAgent"] = new JsonObject
            {
                ["podLabels"] = PodLabels(context),
                ["extraArgs"] = context.Cloud.ReadsVolumesPrivileged
                    ? [$"--node-agent-configmap={Chart.Name}-{NodeAgent}"]
                    : new JsonArray(),
            },
            ["configMaps"] = ConfigMaps(context.Cloud),
            ["schedules"] = VeleroSchedules.Of(this, context),
        };
    }

    private JsonObject Configuration(ClusterContext context) => new()
    {
        ["uploaderType"] = "kopia",
        ["features"] = "EnableCSI",
        ["defaultSnapshotMoveData"] = true,
        ["defaultVolumesToFsBackup"] = FileSystemBackup,
        // The chart's default lists have one blank element, which Velero refuses, so both are always given.
        ["backupStorageLocation"] = new JsonArray([.. StorageLocations(context)]),
        ["volumeSnapshotLocation"] = new JsonArray(),
        // The server, and the maintenance jobs that copy its environment, keep the connection to a backup repository and its cache in the
        // home directory (velero, pkg/repository/udmrepo/repo_options.go), which with a read-only root file system must be the scratch
        // volume.
        ["extraEnvVars"] = new JsonArray(new JsonObject { ["name"] = "HOME", ["value"] = "/scratch" }),
    };

    // What a backup does with volumes that cannot be snapshotted, by their class. Without this setting, Velero skips host folders, and ends
    // every backup with an error if a driver has no snapshot class (velero, pkg/util/csi/volume_snapshot.go).
    private static JsonObject ConfigMaps(CloudFacts cloud)
    {
        var maps = new JsonObject();
        if (cloud.ReadsVolumesPrivileged)
        {
            maps[NodeAgent] = Data("config.json", new JsonObject { ["privilegedFsBackup"] = true }.ToJsonString());
        }

        var policies = cloud.VolumePolicies.Select(policy => new JsonObject
        {
            ["conditions"] = new JsonObject { ["storageClass"] = new JsonArray(policy.StorageClass) },
            ["action"] = new JsonObject { ["type"] = policy.Action },
        }).ToArray<JsonNode>();
        if (policies.Length > 0)
        {
            maps[VolumePolicy] = Data(
                "policy.yaml", Yaml.Write(new JsonObject { ["version"] = "v1", ["volumePolicies"] = new JsonArray(policies) }));
        }

        return maps;
    }

    private static JsonObject Data(string file, string text) => new() { ["data"] = new JsonObject { [file] = text } };

    private static IEnumerable<JsonNode> StorageLocations(ClusterContext context)
    {
        yield return StorageLocation(FirstStore, Location(context), isDefault: true);
        if (context.Cloud.SecondBackups is { Location: var second })
        {
            var location = StorageLocation(SecondStore, second, isDefault: false);
            location["accessMode"] = "ReadWrite";
            // A login of its own, also for the repositories of volumes (pkg/repository/provider/unified_repo.go of v1.18); the release has
            // that of the first store.
            location["credential"] = new JsonObject
            {
                ["name"] = second.CredentialsSecret, ["key"] = ResourceNames.BackupSecretKey,
            };
            yield return location;
        }

        if (context.Cloud.RestoreSource is { } source)
        {
            yield return StorageLocation("restore", source, isDefault: false);
        }
    }

    private static JsonObject StorageLocation(string name, BackupLocation backups, bool isDefault)
    {
        var location = new JsonObject
        {
            ["name"] = name,
            ["default"] = isDefault,
            ["provider"] = backups.Provider,
            ["bucket"] = backups.Bucket,
            // Velero refuses a store that contains other data; a site keeps its etcd snapshots in the same store.
            ["prefix"] = "velero",
            ["accessMode"] = isDefault ? "ReadWrite" : "ReadOnly",
            ["config"] = new JsonObject(backups.Config.Select(setting => KeyValuePair.Create(setting.Key, (JsonNode?)setting.Value))),
        };
        if (backups.CaCertificate is { } authority)
        {
            location["caCert"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(authority));
        }

        return location;
    }

    private static BackupLocation Location(ClusterContext context) => context.Cloud.Backups(context.Platform)
        ?? throw new InvalidOperationException($"Velero is on for {context.Cluster.Name}, which has no backup store.");

    private static JsonObject Mounted(string plugin) => new()
    {
        ["name"] = plugin,
        ["volumeMounts"] = new JsonArray(new JsonObject { ["mountPath"] = "/target", ["name"] = "plugins" }),
    };

    private static JsonObject PodLabels(ClusterContext context) =>
        new(context.Cloud.IdentityLabels.Select(label => KeyValuePair.Create(label.Key, (JsonNode?)label.Value)));

    private static ChartImage Plugin(string provider) =>
        new($"docker.io/velero/{BackupLocation.PluginOf(provider)}", "v1.14.2", "initContainers.0.image")
        {
            Form = ImageForm.Reference,
            On = cloud => cloud.BackupProvider == provider,
        };
}
