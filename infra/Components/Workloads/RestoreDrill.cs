using Infra.AddOns.Backup;
using Infra.Facts.Clusters;
using Infra.Facts.Conventions;
using Pulumi;
using Pulumi.Kubernetes.Batch.V1;
using Pulumi.Kubernetes.Core.V1;
using Pulumi.Kubernetes.Rbac.V1;
using Pulumi.Kubernetes.Types.Inputs.Apps.V1;
using Pulumi.Kubernetes.Types.Inputs.Batch.V1;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;
using Pulumi.Kubernetes.Types.Inputs.Rbac.V1;
// Pulumi has a Deployment of its own.
using Deployment = Pulumi.Kubernetes.Apps.V1.Deployment;

namespace Infra.Components.Workloads;

/// <summary>Proves backups by restores: a canary writes to a small volume, and a CronJob regularly restores its newest backup of each
/// store into another namespace and compares what comes back (<see cref="Drill"/>).</summary>
/// <remarks>The namespace for restored pods stays between drills and is only emptied: to create and delete namespaces is a right on the
/// whole cluster.</remarks>
public sealed class RestoreDrill : ComponentResource
{
    private const string NameLabel = "app.kubernetes.io/name";
    private const string Tools = "/tools";

    // Nobody's id: numeric, so that the kubelet knows that it is not root.
    private const int User = 65534;

    private readonly ClusterContext _context;
    private readonly CustomResourceOptions _child;

    /// <summary>Creates the canary and the drill.</summary>
    /// <param name="velero">Velero, whose backups are restored.</param>
    /// <param name="context">The cluster.</param>
    /// <param name="volumeClass">The storage class of the canary.</param>
    /// <param name="after">What must exist first: both namespaces, and every add-on, so that the volume is gone before its driver
    /// is.</param>
    /// <param name="options">Parent, and the cluster's Kubernetes provider.</param>
    public RestoreDrill(
        Velero velero, ClusterContext context, string volumeClass, IReadOnlyList<Resource> after, ComponentResourceOptions options)
        : base("infra:workloads:RestoreDrill", $"{context.Cluster.Name}-{Drill.Name}", options)
    {
        _context = context;
        _child = new CustomResourceOptions { Parent = this, DependsOn = [.. after] };
        Canary(volumeClass);
        Run(velero);
        RegisterOutputs();
    }

    private void Canary(string volumeClass)
    {
        InputMap<string> labels = new() { [NameLabel] = Drill.Canary };
        // Its class may be created later, and binds when the pod is there.
        var metadata = new ObjectMetaArgs
        {
            Name = Drill.Canary,
            Namespace = Drill.Canary,
            Labels = labels,
            Annotations = { ["pulumi.com/skipAwait"] = "true" },
        };
        var claim = new PersistentVolumeClaim(Named(Drill.Canary), new PersistentVolumeClaimArgs
        {
            Metadata = metadata,
            Spec = new PersistentVolumeClaimSpecArgs
            {
                AccessModes = { "ReadWriteOnce" },
                StorageClassName = volumeClass,
                Resources = new VolumeResourceRequirementsArgs { Requests = { ["storage"] = "1Gi" } },
            },
        }, _child);
        var pod = Pod(new ContainerArgs
        {
            Name = "canary",
            Image = Image(Busybox.Image),
            Command = { "sh", "-c", Drill.CanaryScript },
            Env =
            {
                new EnvVarArgs { Name = "HOME_NAMESPACE", Value = Drill.Canary },
                new EnvVarArgs
                {
                    Name = "NAMESPACE",
                    ValueFrom = new EnvVarSourceArgs { FieldRef = new ObjectFieldSelectorArgs { FieldPath = "metadata.namespace" } },
                },
                new EnvVarArgs { Name = "INTERVAL", Value = Drill.Text(Drill.IntervalSeconds) },
            },
            VolumeMounts = { new VolumeMountArgs { Name = "data", MountPath = "/data" } },
        });
        pod.AutomountServiceAccountToken = false;
        pod.Volumes.Add(new VolumeArgs
        {
            Name = "data",
            PersistentVolumeClaim = new PersistentVolumeClaimVolumeSourceArgs { ClaimName = Drill.Canary },
        });
        _ = new Deployment(Named($"{Drill.Canary}-writer"), new DeploymentArgs
        {
            Metadata = metadata,
            Spec = new DeploymentSpecArgs
            {
                Replicas = 1,
                // Its volume is on one node at a time.
                Strategy = new DeploymentStrategyArgs { Type = "Recreate" },
                Selector = new LabelSelectorArgs { MatchLabels = labels },
                Template = new PodTemplateSpecArgs { Metadata = new ObjectMetaArgs { Labels = labels }, Spec = pod },
            },
        }, CustomResourceOptions.Merge(_child, new CustomResourceOptions { DependsOn = { claim } }));
    }

    private void Run(Velero velero)
    {
        var place = velero.Chart.Namespace;
        var account = new ServiceAccount(Named(Drill.Name), new ServiceAccountArgs
        {
            Metadata = new ObjectMetaArgs { Name = Drill.Name, Namespace = place },
        }, _child);
        Resource[] first =
        [
            account,
            .. Grant(place,
                Rule("velero.io", ["backups"], "list"),
                Rule("velero.io", ["schedules"], "get"),
                Rule("velero.io", ["restores"], "create", "delete", "get", "list")),
            .. Grant(Drill.Scratch,
                Rule("apps", ["deployments", "replicasets"], "get", "list", "watch", "delete"),
                Rule("", ["persistentvolumeclaims", "pods"], "get", "list", "watch", "delete"),
                Rule("", ["pods/log"], "get")),
        ];
        var drill = new ContainerArgs
        {
            Name = "drill",
            Image = Image(Drill.KubectlImage(_context.Cluster.Version)),
            Command = { $"{Tools}/sh", "-c", Drill.Script },
            Env =
            {
                new EnvVarArgs { Name = "PATH", Value = $"{Tools}:/usr/local/bin:/usr/bin:/bin" },
                new EnvVarArgs { Name = "HOME", Value = "/tmp" },
            },
            VolumeMounts =
            {
                new VolumeMountArgs { Name = "tools", MountPath = Tools },
                new VolumeMountArgs { Name = "tmp", MountPath = "/tmp" },
            },
            TerminationMessagePolicy = "FallbackToLogsOnError",
        };
        foreach (var (name, value) in Drill.Settings(velero, _context))
        {
            drill.Env.Add(new EnvVarArgs { Name = name, Value = value });
        }

        var pod = Pod(drill);
        pod.ServiceAccountName = Drill.Name;
        pod.RestartPolicy = "Never";
        // Not every image of kubectl has a shell.
        pod.InitContainers.Add(Hardened(new ContainerArgs
        {
            Name = "tools",
            Image = Image(Busybox.Image),
            Command =
            {
                "sh", "-c",
                $"cp /bin/busybox {Tools} && for each in cat date sh sleep sort tail tr; do ln -sf busybox {Tools}/$each; done",
            },
            VolumeMounts = { new VolumeMountArgs { Name = "tools", MountPath = Tools } },
        }));
        pod.Volumes.Add(new VolumeArgs { Name = "tools", EmptyDir = new EmptyDirVolumeSourceArgs { SizeLimit = "8Mi" } });
        pod.Volumes.Add(new VolumeArgs { Name = "tmp", EmptyDir = new EmptyDirVolumeSourceArgs { SizeLimit = "64Mi" } });
        _ = new CronJob(Named($"{Drill.Name}-schedule"), new CronJobArgs
        {
            Metadata = new ObjectMetaArgs { Name = Drill.Name, Namespace = place },
            Spec = new CronJobSpecArgs
            {
                Schedule = velero.DrillSchedule,
                TimeZone = "Etc/UTC",
                ConcurrencyPolicy = "Forbid",
                StartingDeadlineSeconds = 3600,
                SuccessfulJobsHistoryLimit = 1,
                FailedJobsHistoryLimit = 3,
                JobTemplate = new JobTemplateSpecArgs
                {
                    Spec = new JobSpecArgs
                    {
                        // A second attempt would hide that the first failed.
                        BackoffLimit = 0,
                        ActiveDeadlineSeconds = Drill.DeadlineSeconds(_context),
                        Template = new PodTemplateSpecArgs
                        {
                            Metadata = new ObjectMetaArgs { Labels = { [NameLabel] = Drill.Name } },
                            Spec = pod,
                        },
                    },
                },
            },
        }, CustomResourceOptions.Merge(_child, new CustomResourceOptions { DependsOn = [.. first] }));
    }

    private Resource[] Grant(string place, params PolicyRuleArgs[] rules)
    {
        var role = new Role(Named($"{Drill.Name}-in-{place}"), new RoleArgs
        {
            Metadata = new ObjectMetaArgs { Name = Drill.Name, Namespace = place },
            Rules = rules,
        }, _child);
        return
        [
            role,
            new RoleBinding(Named($"{Drill.Name}-in-{place}"), new RoleBindingArgs
            {
                Metadata = new ObjectMetaArgs { Name = Drill.Name, Namespace = place },
                RoleRef = new RoleRefArgs { ApiGroup = "rbac.authorization.k8s.io", Kind = "Role", Name = Drill.Name },
                Subjects = new SubjectArgs { Kind = "ServiceAccount", Name = Drill.Name, Namespace = Drill.Home },
            }, CustomResourceOptions.Merge(_child, new CustomResourceOptions { DependsOn = { role } })),
        ];
    }

    private PodSpecArgs Pod(ContainerArgs container)
    {
        var cloud = _context.Cloud;
        return new PodSpecArgs
        {
            EnableServiceLinks = false,
            ImagePullSecrets = RegistryLogin.References(_context.Platform)!,
            NodeSelector = Placement.NodeSelector(cloud, false).ToDictionary(pair => pair.Key, pair => (string)pair.Value!),
            Tolerations = Placement.Tolerations(cloud)
                .Select(toleration => new TolerationArgs { Key = (string)toleration!["key"]!, Operator = "Exists" }).ToArray(),
            SecurityContext = new PodSecurityContextArgs
            {
                RunAsNonRoot = true,
                RunAsUser = User,
                RunAsGroup = User,
                FsGroup = User,
                SeccompProfile = new SeccompProfileArgs { Type = "RuntimeDefault" },
            },
            Containers = { Hardened(container) },
        };
    }

    // The user stands at the container as well: Velero gives its own init container the context of the first container, and without a user
    // there another one, which cannot read what it waits for (velero-io/velero#10046).
    private static ContainerArgs Hardened(ContainerArgs container)
    {
        container.ImagePullPolicy = "IfNotPresent";
        container.Resources = new ResourceRequirementsArgs
        {
            Requests = { ["cpu"] = "5m", ["memory"] = "32Mi" },
            Limits = { ["memory"] = "128Mi" },
        };
        container.SecurityContext = new SecurityContextArgs
        {
            RunAsNonRoot = true,
            RunAsUser = User,
            RunAsGroup = User,
            AllowPrivilegeEscalation = false,
            ReadOnlyRootFilesystem = true,
            Capabilities = new CapabilitiesArgs { Drop = "ALL" },
            SeccompProfile = new SeccompProfileArgs { Type = "RuntimeDefault" },
        };
        return container;
    }

    private static PolicyRuleArgs Rule(string group, string[] resources, params string[] verbs) =>
        new() { ApiGroups = group, Resources = resources, Verbs = verbs };

    private string Image(string image) => Mirror.Image(_context.Platform, image);

    private string Named(string role) => $"{_context.Cluster.Name}-{role}";
}
