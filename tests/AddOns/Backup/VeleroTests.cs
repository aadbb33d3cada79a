using System.Text.Json.Nodes;
using Infra.AddOns.Backup;
using Infra.AddOns.Contracts;
using Infra.AddOns.Storage;
using Infra.Facts;
using Infra.Facts.Clusters;
using Infra.Facts.Conventions;
using Infra.Specification;
using Infra.Specification.Storage;
using Infra.Tests.Components.Clusters.OnPrem;

namespace Infra.Tests.AddOns.Backup;

public class VeleroTests
{
    [Fact]
    public void Writes_to_an_encrypted_bucket_on_AWS()
    {
        var values = Values("eks");
        Assert.Equal(
            """[{"name":"default","default":true,"provider":"aws","bucket":"acme-test-frankfurt-""" +
            """backups","prefix":"velero","accessMode":"ReadWrite","config":""" +
            """{"kmsKeyId":"alias/acme-test-frankfurt-backups","region":"eu-central-1"}}]""",
            values["configuration"]!["backupStorageLocation"]!.ToJsonString());
        Assert.Equal("""{"useSecret":false}""", values["credentials"]!.ToJsonString());
        Assert.Equal("docker.io/velero/velero-plugin-for-aws:v1.14.2", values["initContainers"]![0]!["image"]!.GetValue<string>());
        Assert.Equal("32Mi", (string?)values["initContainers"]![0]!["resources"]!["requests"]!["memory"]);
    }

    [Fact]
    public void Leaves_a_cluster_of_AKS_to_Azure_Backup_where_asked()
    {
        var vaulted = Clouds.Of(Fleet.Aks with { BackupVault = new() });
        Assert.False(new Velero().OnByDefault(vaulted));
        Assert.StartsWith("Azure Backup backs up this cluster (backupVault)", new Velero().Obstacle(vaulted), StringComparison.Ordinal);
        Assert.Equal("dataprotection-microsoft", Assert.Single(vaulted.AddOnNamespaces));
        Assert.True(new Velero().OnByDefault(Clouds.Of(Fleet.Aks)));
        Assert.Null(new Velero().Obstacle(Clouds.Of(Fleet.Aks)));
    }

    [Fact]
    public void Names_no_key_where_the_provider_manages_the_keys()
    {
        var platform = Fleet.Platform with { Sovereignty = Fleet.Platform.Sovereignty with { Keys = KeyManagement.ProviderManaged } };
        var location = ChartValues.Of(new Velero(), Clouds.Context(platform, Fleet.Eks))["configuration"]!["backupStorageLocation"]![0]!;
        Assert.Equal("""{"region":"eu-central-1"}""", location["config"]!.ToJsonString());
    }

    [Theory]
    [InlineData("westeurope", "core.windows.net", "login.microsoftonline.com")]
    [InlineData("usgovvirginia", "core.usgovcloudapi.net", "login.microsoftonline.us")]
    [InlineData("chinanorth3", "core.chinacloudapi.cn", "login.chinacloudapi.cn")]
    public void Writes_to_a_storage_account_by_workload_identity_on_Azure(string region, string suffix, string login)
    {
        var values = ChartValues.Of(new Velero(), Fleet.In(Fleet.Platform, Fleet.Aks with { Region = region }));
        var location = values["configuration"]!["backupStorageLocation"]![0]!;
        var account = ResourceNames.StorageAccount(Fleet.Platform, Fleet.Aks, "backups");
        Assert.Equal("azure", location["provider"]!.GetValue<string>());
        Assert.Equal("velero", location["bucket"]!.GetValue<string>());
        Assert.Equal(
            $$"""{"activeDirectoryAuthorityURI":"https://{{login}}/","storageAccount":"{{account}}","storageAccountURI":"https://""" +
            $$"""{{account}}.blob.{{suffix}}","useAAD":"true"}""",
            location["config"]!.ToJsonString());
        Assert.Equal("""{"azure.workload.identity/use":"true"}""", values["podLabels"]!.ToJsonString());
        Assert.Equal("""{"azure.workload.identity/use":"true"}""", values["nodeAgent"]!["podLabels"]!.ToJsonString());
    }

    [Fact]
    public void Reads_and_never_writes_the_copy_of_another_cluster()
    {
        var values = ChartValues.Of(new Velero(), Fleet.In(Fleet.Platform, Fleet.Aks with
        {
            RestoreFrom = "/subscriptions/00000000-0000-4000-8000-000000000001/resourceGroups/acme-prod-north-replica/providers/" +
                "Microsoft.Storage/storageAccounts/acmeprodnorthrep1a2b3c4d",
        }));
        var locations = values["configuration"]!["backupStorageLocation"]!.AsArray();
        Assert.Equal(2, locations.Count);
        Assert.Equal("default", locations[0]!["name"]!.GetValue<string>());
        Assert.Equal("ReadWrite", locations[0]!["accessMode"]!.GetValue<string>());
        Assert.Equal(
            """{"name":"restore","default":false,"provider":"azure","bucket":"velero","prefix":"velero","accessMode":"ReadOnly","con""" +
            """fig":{"activeDirectoryAuthorityURI":"https://login.microsoftonline.com/","storageAccount":"acmeprodnorthrep1a2""" +
            """b3c4d","storageAccountURI":"https://acmeprodnorthrep1a2b3c4d.blob.core.windows.net","useAAD":"true"}}""",
            locations[1]!.ToJsonString());
    }

    [Fact]
    public void Writes_to_the_store_of_a_site_with_the_credentials_that_the_platform_puts_there()
    {
        var values = Values("rke2");
        Assert.Equal(
            """[{"name":"default","default":""" +
            """true,"provider":"aws","bucket":"backups","prefix":"velero","accessMode":"ReadWrite","co""" +
            """nfig":{"checksumAlgorithm":"","region":"us-east-1","s3ForcePathStyle":"true","s3Url":"https://s3.berlin.acme.example"}}]""",
            values["configuration"]!["backupStorageLocation"]!.ToJsonString());
        Assert.Equal("""{"useSecret":true,"existingSecret":"velero-credentials"}""", values["credentials"]!.ToJsonString());
    }

    [Fact]
    public void Backs_everything_up_once_more_into_the_second_store_of_a_site_with_the_login_of_that()
    {
        var site = Fleet.K3s with { BackupCopy = OnPremSamples.Copy with { CaCertificate = "authority" } };
        var values = ChartValues.Of(new Velero(), Fleet.In(Fleet.Platform with { Backup = new() { RetentionDays = 7 } }, site));

        var locations = values["configuration"]!["backupStorageLocation"]!.AsArray();
        Assert.Equal(["default", "copy"], locations.Select(location => (string?)location!["name"]));
        Assert.Null(locations[0]!["credential"]);
        Assert.Equal(
            """{"name":"copy","default":false,"provider":"aws","bucket":"berlin-copy","prefix":"velero","accessMode":"Read""" +
            """Write","config":{"checksumAlgorithm":"","region":"us-east-1","s3ForcePathStyle":"true","s3Url":"https://s3.turin.acme""" +
            """.example"},"caCert":"YXV0aG9yaXR5","credential":{"name":"velero-copy-credentials","key":"cloud"}}""",
            locations[1]!.ToJsonString());

        var (first, second) = (values["schedules"]!["platform"]!, values["schedules"]!["copy"]!);
        Assert.Equal(("default", "copy"), (Location(first), Location(second)));
        Assert.Equal("0 14 * * *", (string?)second["schedule"]);
        Assert.Equal("168h", (string?)second["template"]!["ttl"]);
        var rest = first["template"]!.DeepClone().AsObject();
        rest["storageLocation"] = "copy";
        Assert.Equal(rest.ToJsonString(), second["template"]!.ToJsonString());

        static string? Location(JsonNode schedule) => (string?)schedule["template"]!["storageLocation"];
    }

    [Fact]
    public void Knows_the_store_of_a_site_by_the_site_s_own_authority()
    {
        var site = Fleet.Rke2 with { ObjectStore = Fleet.Rke2.ObjectStore! with { CaCertificate = "authority" } };
        var location = ChartValues.Of(new Velero(), Fleet.In(Fleet.Platform, site))["configuration"]!["backupStorageLocation"]![0]!;
        Assert.Equal("YXV0aG9yaXR5", (string?)location["caCert"]);
    }

    [Theory]
    [InlineData("eks")]
    [InlineData("rke2")]
    [InlineData("k3s")]
    public void Snapshots_volumes_unless_the_stack_wants_files(string cluster)
    {
        Assert.False((bool)Values(cluster)["configuration"]!["defaultVolumesToFsBackup"]!);
        Assert.True(
            (bool)ChartValues.Of(
                new Velero { FileSystemBackup = true },
                Fleet.Context(cluster))["configuration"]!["defaultVolumesToFsBackup"]!);
    }

    [Theory]
    [InlineData("k3s")]
    [InlineData("edge")]
    public void Reads_the_files_of_volumes_that_are_folders_of_a_K3s_host(string cluster)
    {
        var values = Values(cluster);
        Assert.Equal(
            """{"kind":"configmap","name":"velero-volume-policy"}""",
            values["schedules"]!["platform"]!["template"]!["resourcePolicy"]!.ToJsonString());
        Assert.Equal(
            "version: v1\nvolumePolicies:\n- conditions:\n    storageClass:\n    - local-path\n  action:\n    type: fs-backup\n",
            values["configMaps"]!["volume-policy"]!["data"]!["policy.yaml"]!.GetValue<string>());
    }

    [Fact]
    public void Leaves_mounted_buckets_out_and_the_pods_that_mount_them()
    {
        var context = Fleet.Context("eks");
        var values = ChartValues.Of(new Velero(), Clouds.Context(context.Platform, context.Cluster with
        {
            Storage = new StorageSpec { Objects = [new() { Name = "models", Namespace = "chat", Bucket = "acme-models" }] },
        }));

        Assert.Equal(
            "version: v1\nvolumePolicies:\n- conditions:\n    storageClass:\n    - objects\n  action:\n    type: skip\n",
            values["configMaps"]!["volume-policy"]!["data"]!["policy.yaml"]!.GetValue<string>());
        Assert.Equal(
            """["kube-system","mount-s3"]""",
            values["schedules"]!["platform"]!["template"]!["excludedNamespaces"]!.ToJsonString());
    }

    [Theory]
    [InlineData("eks")]
    [InlineData("aks")]
    public void Reads_the_files_of_shared_volumes_of_a_cloud_and_leaves_parallel_ones_out(string cluster)
    {
        var context = Fleet.Context(cluster);
        context = Clouds.Context(
            context.Platform, context.Cluster with { Storage = new StorageSpec { Fast = new(), Shared = new(), Parallel = new() } });

        Assert.Equal(
            "version: v1\nvolumePolicies:\n- conditions:\n    storageClass:\n    - shared\n  action:\n    type: fs-backup\n" +
            "- conditions:\n    storageClass:\n    - parallel\n  action:\n    type: skip\n",
            ChartValues.Of(new Velero(), context)["configMaps"]!["volume-policy"]!["data"]!["policy.yaml"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("eks")]
    [InlineData("aks")]
    [InlineData("rke2")]
    [InlineData("openshift")]
    public void Has_no_policy_of_volumes_where_the_distribution_hands_out_no_folders(string cluster)
    {
        var values = Values(cluster);
        Assert.Null(values["schedules"]!["platform"]!["template"]!["resourcePolicy"]);
        Assert.Null(values["configMaps"]!["volume-policy"]);
    }

    [Fact]
    public void Reads_the_files_of_other_pods_where_a_host_enforces_SELinux()
    {
        var values = Values("openshift");
        Assert.Equal("""["--node-agent-configmap=velero-node-agent"]""", values["nodeAgent"]!["extraArgs"]!.ToJsonString());
        Assert.Equal("""{"privilegedFsBackup":true}""", values["configMaps"]!["node-agent"]!["data"]!["config.json"]!.GetValue<string>());
    }

    [Fact]
    public void Keeps_its_connections_to_backup_repositories_where_it_may_write()
    {
        var values = Values("eks");
        Assert.True(values["containerSecurityContext"]!["readOnlyRootFilesystem"]!.GetValue<bool>());
        Assert.Equal("""[{"name":"HOME","value":"/scratch"}]""", values["configuration"]!["extraEnvVars"]!.ToJsonString());
    }

    [Fact]
    public void Comes_after_the_snapshot_controller_whose_CRDs_it_looks_for_once() =>
        Assert.Equal(
            [typeof(SnapshotController), typeof(Velero)],
            Infra.Components.ClusterPlatform.InOrder([new Velero(), new SnapshotController()]).Select(addOn => addOn.GetType()));

    [Fact]
    public void Rejects_a_site_without_a_store() => Assert.Equal(
        "the cluster has no object store: describe an S3-compatible one under objectStore, or remove velero.",
        new Velero().Obstacle(Fleet.Context("kubeadm").Cloud));

    [Fact]
    public void Keeps_backups_as_long_as_the_specification_says()
    {
        var platform = Fleet.Platform with { Backup = new() { Schedule = "30 1 * * *", RetentionDays = 7 } };
        var schedule = ChartValues.Of(new Velero(), Clouds.Context(platform, Fleet.Eks))["schedules"]!["platform"]!;
        Assert.Equal("30 1 * * *", schedule["schedule"]!.GetValue<string>());
        Assert.Equal("168h", schedule["template"]!["ttl"]!.GetValue<string>());
    }

    [Fact]
    public void Has_a_schedule_for_each_tier_beside_the_one_for_everything()
    {
        var backup = new BackupSpec
        {
            RetentionDays = 30,
            Tiers =
            [
                new() { Name = "gold", Schedule = "0 * * * *", RetentionDays = 2 },
                new() { Name = "control", Of = BackupScope.Platform, Schedule = "0 */6 * * *" },
                new() { Name = "research", Of = BackupScope.Namespaces, Namespaces = ["team-*", "kube-system"], Schedule = "0 3 * * *" },
            ],
        };
        var schedules = ChartValues.Of(new Velero(), Fleet.In(Fleet.Platform with { Backup = backup }, Fleet.K3s))["schedules"]!.AsObject();

        Assert.Equal(["platform", "gold", "control", "research"], schedules.Select(schedule => schedule.Key));
        Assert.Equal("48h", (string?)schedules["gold"]!["template"]!["ttl"]);
        Assert.Equal("720h", (string?)schedules["control"]!["template"]!["ttl"]);
        Assert.Equal(
            """{"matchLabels":{"ai-platform/backup-tier":"gold"}}""", schedules["gold"]!["template"]!["labelSelector"]!.ToJsonString());
        Assert.Equal("""["*"]""", schedules["gold"]!["template"]!["includedNamespaces"]!.ToJsonString());
        Assert.Null(schedules["platform"]!["template"]!["labelSelector"]);
        var control = schedules["control"]!["template"]!["includedNamespaces"]!.AsArray().Select(name => (string?)name).ToList();
        Assert.Contains("velero", control);
        Assert.DoesNotContain("kube-system", control);
        Assert.Equal("""["team-*","kube-system"]""", schedules["research"]!["template"]!["includedNamespaces"]!.ToJsonString());
        Assert.Equal("""["restore-drill"]""", schedules["research"]!["template"]!["excludedNamespaces"]!.ToJsonString());
    }

    [Fact]
    public void Backs_up_the_canary_of_its_drill_beside_what_the_stack_names_and_never_what_was_restored()
    {
        var only = new Velero { IncludedNamespaces = ["shop"] };

        Assert.Equal("""["shop","backup-canary"]""", Template(only, "k3s")["includedNamespaces"]!.ToJsonString());
        Assert.Equal("""["kube-system","restore-drill"]""", Template(only, "k3s")["excludedNamespaces"]!.ToJsonString());
        var without = only with { DrillSchedule = "never" };
        Assert.Equal("""["shop"]""", Template(without, "k3s")["includedNamespaces"]!.ToJsonString());
        Assert.Equal("""["kube-system"]""", Template(without, "k3s")["excludedNamespaces"]!.ToJsonString());
        Assert.False(only.HasDrill(Fleet.Context("openshift").Cloud));

        static JsonNode Template(Velero velero, string cluster) =>
            ChartValues.Of(velero, Fleet.Context(cluster))["schedules"]!["platform"]!["template"]!;
    }

    [Theory]
    [InlineData("daily")]
    [InlineData("0 0 31 2 *")]
    public void Refuses_a_drill_that_never_runs(string schedule) => Assert.Equal(
        [
            new Mistake(
                "drillSchedule",
                $"\"{schedule}\" is not a cron expression that ever runs. Allowed: five fields (minute, hour, day of month, month, " +
                "day of week), such as 30 6 * * *; or never."),
        ],
        new Velero { DrillSchedule = schedule }.Mistakes(Fleet.Context("k3s")));

    [Fact]
    public void Refuses_operators_in_what_is_no_namespace() => Assert.Equal(
        ["operatorNamespaces"],
        new Velero { OperatorNamespaces = ["Operators"] }.Mistakes(Fleet.Context("k3s")).Select(mistake => mistake.Member));

    [Fact]
    public void Has_the_plugin_for_virtual_machines_where_the_stack_has_some()
    {
        var values = ChartValues.Of(new Velero { VirtualMachines = true }, Fleet.In(Fleet.Mirrored, Fleet.OpenShift));

        var plugin = values["initContainers"]![1]!;
        Assert.Equal("kubevirt-velero-plugin", (string?)plugin["name"]);
        Assert.Equal("registry.acme.example/mirror/kubevirt/kubevirt-velero-plugin:v0.9.0", (string?)plugin["image"]);
        Assert.Equal("""[{"mountPath":"/target","name":"plugins"}]""", plugin["volumeMounts"]!.ToJsonString());
        Assert.Equal("32Mi", (string?)plugin["resources"]!["requests"]!["memory"]);
        Assert.Equal("IfNotPresent", (string?)plugin["imagePullPolicy"]);
        Assert.Single(Values("openshift")["initContainers"]!.AsArray());
        Assert.Contains(
            new Velero { VirtualMachines = true, FileSystemBackup = true }.Mistakes(Fleet.Context("openshift")),
            mistake => mistake.Member == "virtualMachines");
    }

    [Fact]
    public void Leaves_out_of_backups_what_would_break_a_restore()
    {
        var excluded = Values("eks")["schedules"]!["platform"]!["template"]!["excludedResources"]!.AsArray()
            .Select(name => name!.GetValue<string>());
        Assert.Superset(
            new HashSet<string>
            {
                "nodes", "clusterpolicies.nvidia.com", "resourceslices.resource.k8s.io",
                "validatingwebhookconfigurations.admissionregistration.k8s.io",
                "mutatingwebhookconfigurations.admissionregistration.k8s.io",
            },
            excluded.ToHashSet());
    }

    [Fact]
    public void Uses_an_account_that_the_platform_creates()
    {
        Assert.Equal([new WorkloadIdentity("velero", "velero-server", Access.BackupStore)], new Velero().Identities(Fleet.Context("eks")));
        Assert.Equal("""{"server":{"create":false,"name":"velero-server"}}""", Values("eks")["serviceAccount"]!.ToJsonString());
    }

    private static JsonObject Values(string cluster) => ChartValues.Of(new Velero(), Fleet.Context(cluster));
}
