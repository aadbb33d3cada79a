using Infra.Specification.Clusters;

namespace Infra.Tests.Invariants;

/// <summary>What must exist before what, in every stack: a deployment is a race without it, and wins on some days only.</summary>
public sealed class OrderTests
{
    private const string Release = "kubernetes:helm.sh/v3:Release";
    private const string Command = "command:remote:Command";

    private static readonly string[] _identities = ["kubernetes:core/v1:ServiceAccount", "kubernetes:core/v1:Secret"];

    // What a release waits for, beside its namespace.
    private static readonly string[] _before = [.. _identities, "kubernetes:batch/v1:Job"];

    [Fact]
    public async Task A_manifest_of_an_add_on_comes_after_its_chart() => EveryStack.None(
        await Manifests(byChart: true), manifest => manifest.WaitsFor(manifest.Siblings.Where(sibling => sibling.Type == Release)));

    // Without a chart it is the package manager of OpenShift that brings the kinds, once a subscription asks it to.
    [Fact]
    public async Task A_manifest_of_an_add_on_without_a_chart_comes_after_its_subscriptions() => EveryStack.None(
        await Manifests(byChart: false),
        manifest => manifest.WaitsFor(manifest.Siblings.Where(sibling => sibling.Type.EndsWith(":Subscription", StringComparison.Ordinal))),
        // What OpenShift has from the start needs no subscription.
        manifest => !manifest.Type.StartsWith("kubernetes:operators.coreos.com/", StringComparison.Ordinal)
            && !manifest.Type.StartsWith("kubernetes:monitoring.coreos.com/", StringComparison.Ordinal)
            && !manifest.Type.StartsWith("kubernetes:gateway.networking.k8s.io/", StringComparison.Ordinal)
            && !manifest.ObjectName!.EndsWith("-monitoring-config", StringComparison.Ordinal)
            // Of cert-manager, a release before.
            && !manifest.Type.StartsWith("kubernetes:cert-manager.io/", StringComparison.Ordinal));

    [Fact]
    public async Task A_subscription_comes_after_the_group_of_its_namespace() => EveryStack.None(
        await EveryStack.Of("kubernetes:operators.coreos.com/v1alpha1:Subscription"),
        item => item.WaitsFor(item.Siblings.Where(sibling => sibling.Type.EndsWith(":OperatorGroup", StringComparison.Ordinal))));

    // On a destroy the namespace goes with its Services, and these wait for their load balancers to go.
    [Fact]
    public async Task The_namespace_of_the_gateway_comes_after_what_makes_load_balancers() => EveryStack.None(
        await EveryStack.Of("kubernetes:core/v1:Namespace"),
        item => item.WaitsFor(item.InSameCluster(IsBalancer)),
        item => item.ObjectName == "gateway" && item.InSameCluster(IsBalancer).Any());

    private static bool IsBalancer(Item item) =>
        item.Type == Release && (string?)item.Inputs["name"] is "aws-load-balancer-controller" or "metallb";

    [Fact]
    public async Task A_release_comes_after_its_namespace() => EveryStack.None(
        await EveryStack.Of(Release),
        release => release.WaitsFor(release.InSameCluster(other =>
            other.Type == "kubernetes:core/v1:Namespace" && other.ObjectName == (string?)release.Inputs["namespace"])),
        release => (string?)release.Inputs["namespace"] != "kube-system");

    [Fact]
    public async Task An_object_comes_after_its_namespace() => EveryStack.None(
        (await EveryStack.Items).Where(item => item.Type.StartsWith("kubernetes:", StringComparison.Ordinal)),
        item => item.WaitsFor(OwnNamespace(item)),
        item => OwnNamespace(item).Any());

    // So that each has its monitor from the first deployment on.
    [Fact]
    public async Task A_release_comes_after_the_kinds_of_monitors() => EveryStack.None(
        await EveryStack.Of(Release),
        release => release.WaitsFor(release.InSameCluster(other =>
            other.Type == Release && (string?)other.Inputs["name"] == "prometheus-operator-crds")),
        release => (string?)release.Inputs["name"] != "prometheus-operator-crds" && !release.Cluster!.IsOpenShift);

    [Theory]
    [InlineData("kube-prometheus-stack", "monitoring-nodes")]
    [InlineData("opentelemetry-operator", "opentelemetry-nodes")]
    public async Task A_chart_comes_after_the_namespace_of_its_node_agents(string chart, string place) => EveryStack.None(
        await EveryStack.Of(Release),
        release => release.WaitsFor(release.InSameCluster(other =>
            other.Type == "kubernetes:core/v1:Namespace" && other.ObjectName == place)),
        release => (string?)release.Inputs["name"] == chart);

    // It issues the certificate of the webhooks without which no collector can be made.
    [Fact]
    public async Task The_operator_of_collectors_comes_after_cert_manager() => EveryStack.None(
        await EveryStack.Of(Release),
        release => release.WaitsFor(release.InSameCluster(other =>
            other.Type == Release && (string?)other.Inputs["name"] == "cert-manager")),
        release => (string?)release.Inputs["name"] == "opentelemetry-operator");

    [Fact]
    public async Task A_GPU_operator_comes_after_the_labels_of_the_nodes_that_are_named() => EveryStack.None(
        await EveryStack.Of(Release),
        release => release.WaitsFor(release.InSameCluster(other => other.Type == "kubernetes:core/v1:NodePatch")),
        release => (string?)release.Inputs["name"] == "gpu-operator"
            && release.InSameCluster(other => other.Type == "kubernetes:core/v1:NodePatch").Any());

    [Fact]
    public async Task A_release_comes_after_the_service_accounts_that_it_uses() => EveryStack.None(
        await EveryStack.Of(Release),
        release => release.WaitsFor(release.Siblings.Where(sibling => _identities.Contains(sibling.Type))),
        release => release.Siblings.Any(sibling => _identities.Contains(sibling.Type)));

    [Fact]
    public async Task A_namespace_on_EKS_comes_after_the_system_pool_its_add_ons_and_the_access_of_the_administrators() => EveryStack.None(
        await EveryStack.Of("kubernetes:core/v1:Namespace"),
        item => item.WaitsFor(item.InSameCluster(other =>
            (other.Type == "aws:eks/nodeGroup:NodeGroup" && other.Name.EndsWith("-system-pool", StringComparison.Ordinal))
            || other.Type is "aws:eks/addon:Addon" or "aws:eks/accessPolicyAssociation:AccessPolicyAssociation")),
        item => item.Cluster is EksClusterSpec);

    [Fact]
    public async Task A_namespace_on_AKS_comes_after_the_cluster() => EveryStack.None(
        await EveryStack.Of("kubernetes:core/v1:Namespace"),
        item => item.WaitsFor(item.InSameCluster(other => other.Type == "azure-native:containerservice:ManagedCluster")),
        item => item.Cluster is AksClusterSpec);

    [Fact]
    public async Task A_namespace_on_installed_hosts_comes_after_all_of_them() => EveryStack.None(
        await EveryStack.Of("kubernetes:core/v1:Namespace"),
        item => item.WaitsFor(item.InSameCluster(IsHost)),
        item => item.Cluster is OnPremClusterSpec { Install: not null });

    [Fact]
    public async Task Every_host_is_looked_at_before_any_is_installed() => EveryStack.None(
        (await EveryStack.Of(Command)).Where(IsHost),
        host => host.WaitsFor(host.InSameCluster(other =>
            other.Type == Command && other.Name.Contains("-preflight-", StringComparison.Ordinal))));

    // Two servers that restart at the same time cost the quorum of etcd.
    [Fact]
    public async Task Servers_are_installed_one_after_another_and_before_every_agent() => EveryStack.None(
        (await EveryStack.Of(Command)).Where(IsHost),
        host => host.InSameCluster(other => IsServer(other) && other != host).FirstOrDefault(server =>
            !(host.ComesAfter(server) || (IsServer(host) && server.ComesAfter(host)))) is { } server
                ? $"may be installed together with {server.Name}" : null);

    [Fact]
    public async Task The_lock_of_a_backup_bucket_comes_after_its_versioning() => EveryStack.None(
        await EveryStack.Of("aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration"),
        item => item.WaitsFor(item.Siblings.Where(sibling => sibling.Type == "aws:s3/bucketVersioning:BucketVersioning")));

    [Fact]
    public async Task The_lifecycle_of_a_backup_bucket_comes_after_its_versioning() => EveryStack.None(
        await EveryStack.Of("aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration"),
        item => item.WaitsFor(OfSameBucket(item, "aws:s3/bucketVersioning:BucketVersioning")),
        item => OfSameBucket(item, "aws:s3/bucketVersioning:BucketVersioning").Any());

    [Fact]
    public async Task A_policy_of_a_bucket_comes_after_the_block_of_public_access() => EveryStack.None(
        await EveryStack.Of("aws:s3/bucketPolicy:BucketPolicy"),
        item => item.WaitsFor(OfSameBucket(item, "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock")));

    // S3 tries to write there at once.
    [Fact]
    public async Task A_record_of_a_bucket_comes_after_what_lets_it_be_written() => EveryStack.None(
        await EveryStack.Of("aws:s3/bucketLogging:BucketLogging"),
        item => item.WaitsFor(item.Siblings.Where(sibling => sibling.Type == "aws:s3/bucketPolicy:BucketPolicy"
            && (string?)sibling.Inputs["bucket"] == (string?)item.Inputs["targetBucket"])));

    [Fact]
    public async Task A_container_of_backups_comes_after_the_versioning_of_its_account() => EveryStack.None(
        await EveryStack.Of("azure-native:storage:BlobContainer"),
        item => item.WaitsFor(item.Siblings.Where(sibling => sibling.Type == "azure-native:storage:BlobServiceProperties"
            && (string?)sibling.Inputs["accountName"] == (string?)item.Inputs["accountName"])));

    [Fact]
    public async Task A_Ceph_cluster_comes_after_its_operator_and_the_drivers() => EveryStack.None(
        await EveryStack.Of(Release),
        item => item.WaitsFor(
            item.InSameCluster(other => other.Type == Release && (string?)other.Inputs["name"] is "rook-ceph" or "ceph-csi-drivers")),
        item => (string?)item.Inputs["name"] == "rook-ceph-cluster");

    [Fact]
    public async Task The_drivers_of_Ceph_come_after_the_operator() => EveryStack.None(
        await EveryStack.Of(Release),
        item => item.WaitsFor(item.InSameCluster(other => other.Type == Release && (string?)other.Inputs["name"] == "rook-ceph")),
        item => (string?)item.Inputs["name"] == "ceph-csi-drivers");

    [Fact]
    public async Task Velero_at_a_site_comes_after_its_store_has_said_what_it_locks() => EveryStack.None(
        await EveryStack.Of(Release),
        release => release.WaitsFor(release.InSameCluster(other =>
            other.Type == "kubernetes:batch/v1:Job" && other.ObjectName == "object-lock")),
        release => (string?)release.Inputs["name"] == "velero" && release.Cluster is OnPremClusterSpec
            && release.Stack.Platform.Backup.ImmutableDays > 0);

    // Without its driver, a volume is never deleted.
    [Fact]
    public async Task The_volume_of_a_canary_goes_before_the_add_ons() => EveryStack.None(
        await EveryStack.Of("kubernetes:core/v1:PersistentVolumeClaim"),
        claim => claim.WaitsFor(claim.InSameCluster(other => other.Type == Release)));

    // Velero would create the secret itself, with the password that its source says.
    [Fact]
    public async Task Velero_comes_after_the_password_of_its_repositories() => EveryStack.None(
        await EveryStack.Of(Release),
        release => release.WaitsFor(release.InSameCluster(other =>
            other.Type == "kubernetes:core/v1:Secret" && other.ObjectName == "velero-repo-credentials")),
        release => (string?)release.Inputs["name"] == "velero");

    // Velero looks for the kinds of snapshots only when it starts, and a driver when it is installed.
    [Fact]
    public async Task Velero_and_drivers_come_after_the_snapshot_controller_where_the_platform_installs_it() => EveryStack.None(
        await EveryStack.Of(Release),
        item => item.WaitsFor(SnapshotControllers(item)),
        item => (string?)item.Inputs["name"] is "velero" or "ceph-csi-drivers" && SnapshotControllers(item).Any());

    [Fact]
    public async Task A_storage_class_on_prem_comes_after_its_driver() => EveryStack.None(
        await EveryStack.Of("kubernetes:storage.k8s.io/v1:StorageClass"),
        item => item.WaitsFor(Drivers(item)),
        item => item.Cluster is OnPremClusterSpec && Drivers(item).Any());

    [Fact]
    public async Task A_storage_class_of_Ceph_comes_after_its_pool_or_file_system() => EveryStack.None(
        await EveryStack.Of("kubernetes:storage.k8s.io/v1:StorageClass"),
        item => item.WaitsFor(item.Siblings.Where(other => other.Type.StartsWith("kubernetes:ceph.rook.io/", StringComparison.Ordinal)
            && other.ObjectName == item.ObjectName)),
        item => ((string)item.Inputs["provisioner"]!).StartsWith("rook-ceph.", StringComparison.Ordinal));

    // AKS refuses to create a pool while it creates another.
    [Fact]
    public async Task Pools_of_AKS_are_created_one_after_another() => EveryStack.None(
        await EveryStack.Of("azure-native:containerservice:AgentPool"),
        pool => pool.Siblings.Where(other => other.Type == pool.Type)
            .FirstOrDefault(other => !pool.ComesAfter(other) && !other.ComesAfter(pool)) is { } other
            ? $"may be created together with {other.Name}"
            : null);

    [Fact]
    public async Task A_node_group_comes_after_the_networking_of_nodes_and_the_rights_of_their_role() => EveryStack.None(
        await EveryStack.Of("aws:eks/nodeGroup:NodeGroup"),
        item => item.WaitsFor(item.InSameCluster(other =>
            (other.Type == "aws:eks/addon:Addon"
                && (string?)other.Inputs["addonName"] is "vpc-cni" or "kube-proxy" or "eks-pod-identity-agent")
            || (other.Type == "aws:iam/rolePolicyAttachment:RolePolicyAttachment"
                && other.Parents.Any(parent => parent.Type == "infra:clusters:EksIdentities")
                && other.Name.Contains("-node-role-", StringComparison.Ordinal)))));

    [Fact]
    public async Task A_control_plane_of_EKS_comes_after_its_log_group_and_the_rights_of_its_role() => EveryStack.None(
        await EveryStack.Of("aws:eks/cluster:Cluster"),
        item => item.WaitsFor(item.InSameCluster(other =>
            (other.Type == "aws:cloudwatch/logGroup:LogGroup" && other.Name.EndsWith("-control-plane-logs", StringComparison.Ordinal))
            || (other.Type == "aws:iam/rolePolicyAttachment:RolePolicyAttachment"
                && other.Name.Contains("-cluster-role-", StringComparison.Ordinal)))));

    [Fact]
    public async Task A_control_plane_of_AKS_comes_after_the_rights_of_its_identity() => EveryStack.None(
        await EveryStack.Of("azure-native:containerservice:ManagedCluster"),
        item => item.WaitsFor(item.InSameCluster(other => other.Type == "azure-native:authorization:RoleAssignment"
            && other.Parents.First().Type is "infra:clusters:AksIdentities")));

    // Without the right to use the key, Azure refuses what is encrypted with it, and so it does until it has applied the right.
    [Fact]
    public async Task What_a_customer_key_encrypts_in_Azure_comes_after_the_right_to_use_it_is_applied() => EveryStack.None(
        (await EveryStack.Items).Where(item => item.Type is "azure-native:storage:StorageAccount"
            or "azure-native:compute:DiskEncryptionSet"
            or "azure-native:storagecache:AmlFilesystem" or "azure-native:containerservice:ManagedCluster"),
        item => item.WaitsFor(item.InSameCluster(other => other.Name == $"{item.Cluster!.Name}-{KeysOf(item)}-wait")),
        item => item.HasCustomerKeys);

    [Theory]
    [InlineData("vault", "keys")]
    [InlineData("backup-vault", "backup-key")]
    public async Task A_wait_for_keys_in_Azure_comes_after_every_role_on_their_vault(string vault, string keys) => EveryStack.None(
        await EveryStack.Of("command:local:Command"),
        item => item.WaitsFor(item.InSameCluster(other => other.Type == "azure-native:authorization:RoleAssignment"
            && ((string)other.Inputs["scope"]!).EndsWith($"/vaults/{VaultName(item, vault)}", StringComparison.Ordinal))),
        item => item.Name == $"{item.Cluster!.Name}-{keys}-wait");

    [Fact]
    public async Task A_namespace_on_AKS_comes_after_the_API_server_knows_who_creates_it() => EveryStack.None(
        await EveryStack.Of("pulumi:providers:kubernetes"),
        item => item.WaitsFor(item.InSameCluster(other => other.Name == $"{item.Cluster!.Name}-access-wait")),
        item => item.Cluster is AksClusterSpec);

    private static async Task<IEnumerable<Item>> Manifests(bool byChart) => (await EveryStack.Items).Where(item =>
        item.Resource.Custom
        && item.Parents.FirstOrDefault()?.Type == "infra:addons:Release"
        && item.Type != Release && !_before.Contains(item.Type)
        && item.Siblings.Any(sibling => sibling.Type == Release) == byChart);

    private static IEnumerable<Item> Drivers(Item item) => item.InSameCluster(other =>
        other.Type == Release && (string?)other.Inputs["name"] is "ceph-csi-drivers" or "rook-ceph" or "rook-ceph-cluster" or "longhorn");

    private static IEnumerable<Item> SnapshotControllers(Item item) =>
        item.InSameCluster(other => other.Type == Release && (string?)other.Inputs["name"] == "snapshot-controller");

    private static string VaultName(Item item, string role) =>
        (string)item.InSameCluster(other => other.Name == $"{item.Cluster!.Name}-{role}").Single().Inputs["vaultName"]!;

    private static string KeysOf(Item item) => item.Name[(item.Cluster!.Name.Length + 1)..] switch
    {
        "replica" when ((AksClusterSpec)item.Cluster).BackupCopy is not null => "replica-key",
        "backups" or "replica" => "backup-key",
        _ => "keys",
    };

    private static bool IsHost(Item item) => item.Type == Command && item.Name.Contains("-host-", StringComparison.Ordinal);

    // The namespace of an object, where the platform creates it.
    private static IEnumerable<Item> OwnNamespace(Item item) =>
        (string?)item.Inputs["metadata"]?["namespace"] is not { } name ? [] : item.InSameCluster(other =>
            other.Type == "kubernetes:core/v1:Namespace" && other.ObjectName == name);

    private static bool IsServer(Item item) => IsHost(item) && item.Cluster is OnPremClusterSpec { Install.Servers: var servers }
        && servers.Any(server => item.Name.EndsWith($"-host-{server}", StringComparison.Ordinal));

    private static IEnumerable<Item> OfSameBucket(Item item, string type) =>
        item.Siblings.Where(other => other.Type == type && (string?)other.Inputs["bucket"] == (string?)item.Inputs["bucket"]);
}
