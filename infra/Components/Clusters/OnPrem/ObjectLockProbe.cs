using System.Globalization;
using System.Text;
using Infra.Components.Workloads;
using Infra.Facts.Clusters;
using Infra.Facts.Conventions;
using Infra.Facts.OnPrem;
using Infra.Findings;
using Infra.Specification.Backups;
using Infra.Specification.Storage;
using Pulumi;
using Pulumi.Kubernetes.Batch.V1;
using Pulumi.Kubernetes.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Batch.V1;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;

namespace Infra.Components.Clusters.OnPrem;

/// <summary>A Job that asks the object store of a site, with the login of its backups, whether it locks what is written for as long as the
/// stack counts on, before anything is backed up. The platform cannot turn a lock on in a store that it does not own.</summary>
internal static class ObjectLockProbe
{
    private const string Name = "object-lock";
    private const string Login = "/login";
    private const string Trust = "/trust";
    private const string AuthorityKey = "ca.crt";

    /// <summary>The script, for any POSIX shell with curl.</summary>
    internal static string Script { get; } = Read();

    /// <summary>Creates the Job.</summary>
    /// <param name="scope">The cluster.</param>
    /// <param name="store">One of its stores.</param>
    /// <param name="member">The member of the cluster that describes it.</param>
    /// <param name="login">The secret with the login.</param>
    /// <param name="place">Namespace of the login.</param>
    /// <param name="options">Parent, provider and dependencies: the login.</param>
    /// <returns>What must exist before something relies on the lock; nothing where the stack does not.</returns>
    internal static IEnumerable<Resource> Create(
        OnPremScope scope, ObjectStoreSpec store, string member, string login, string place, CustomResourceOptions options)
    {
        var name = store is SiteBackupCopySpec ? $"{Name}-copy" : Name;
        if (store.Lock == ObjectLock.None || scope.Platform.Backup.ImmutableDays == 0)
        {
            return [];
        }

        List<Resource> before = [];
        var container = new ContainerArgs
        {
            Name = Name,
            Image = Mirror.Image(scope.Platform, Curl.Image),
            ImagePullPolicy = "IfNotPresent",
            Command = { "sh", "-c", Script },
            Env =
            {
                Variable("ENDPOINT", store.Endpoint.TrimEnd('/')),
                Variable("BUCKET", store.Bucket),
                Variable("REGION", store.Region),
                Variable("WANTED", Spelling.Of(store.Lock)),
                Variable("MEMBER", $"{member}.lock"),
                Variable("LEAST_DAYS", scope.Platform.Backup.ImmutableDays.ToString(CultureInfo.InvariantCulture)),
                Variable("CREDENTIALS", $"{Login}/{ResourceNames.BackupSecretKey}"),
            },
            Resources = new ResourceRequirementsArgs
            {
                Requests = { ["cpu"] = "10m", ["memory"] = "32Mi" },
                Limits = { ["memory"] = "64Mi" },
            },
            SecurityContext = new SecurityContextArgs
            {
                AllowPrivilegeEscalation = false,
                ReadOnlyRootFilesystem = true,
                Capabilities = new CapabilitiesArgs { Drop = "ALL" },
            },
            TerminationMessagePolicy = "FallbackToLogsOnError",
            VolumeMounts = { new VolumeMountArgs { Name = "login", MountPath = Login, ReadOnly = true } },
        };
        var pod = new PodSpecArgs
        {
            AutomountServiceAccountToken = false,
            EnableServiceLinks = false,
            ImagePullSecrets = RegistryLogin.References(scope.Platform)!,
            RestartPolicy = "Never",
            Tolerations = Placement.Tolerations(new OnPremFacts(scope.Cluster))
                .Select(toleration => new TolerationArgs { Key = (string)toleration!["key"]!, Operator = "Exists" }).ToArray(),
            SecurityContext = new PodSecurityContextArgs
            {
                RunAsNonRoot = true,
                RunAsUser = 65534,
                RunAsGroup = 65534,
                FsGroup = 65534,
                SeccompProfile = new SeccompProfileArgs { Type = "RuntimeDefault" },
            },
            Containers = { container },
            Volumes =
            {
                new VolumeArgs
                {
                    Name = "login",
                    // 0440: for the group of the pod, which is not root.
                    Secret = new SecretVolumeSourceArgs { SecretName = login, DefaultMode = 288 },
                },
            },
        };
        if (store.CaCertificate is { } authority)
        {
            before.Add(new ConfigMap(scope.Name($"{name}-authority"), new ConfigMapArgs
            {
                Metadata = new ObjectMetaArgs { Name = $"{name}-authority", Namespace = place },
                Data = { [AuthorityKey] = authority },
            }, options));
            container.Env.Add(Variable("AUTHORITY", $"{Trust}/{AuthorityKey}"));
            container.VolumeMounts.Add(new VolumeMountArgs { Name = "trust", MountPath = Trust, ReadOnly = true });
            pod.Volumes.Add(new VolumeArgs { Name = "trust", ConfigMap = new ConfigMapVolumeSourceArgs { Name = $"{name}-authority" } });
        }

        return
        [
            new Job(scope.Name(name), new JobArgs
            {
                Metadata = new ObjectMetaArgs { Name = name, Namespace = place },
                Spec = new JobSpecArgs
                {
                    BackoffLimit = 2,
                    ActiveDeadlineSeconds = 600,
                    Template = new PodTemplateSpecArgs
                    {
                        Metadata = new ObjectMetaArgs { Labels = { ["app.kubernetes.io/name"] = Name } },
                        Spec = pod,
                    },
                },
            },
            // What it asks cannot be changed in a Job, so that another question is another Job of the same name.
            CustomResourceOptions.Merge(options, new CustomResourceOptions { DependsOn = [.. before], DeleteBeforeReplace = true })),
        ];
    }

    private static EnvVarArgs Variable(string name, string value) => new() { Name = name, Value = value };

    private static string Read()
    {
        using var stream = typeof(ObjectLockProbe).Assembly.GetManifestResourceStream("Infra.Components.object-lock.sh")!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
