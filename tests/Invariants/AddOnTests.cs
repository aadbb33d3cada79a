using Infra.AddOns.Storage;
using Infra.Facts.Conventions;
using Infra.Specification.Clusters;

namespace Infra.Tests.Invariants;

/// <summary>How add-ons are installed, and the settings of them that no stack may lose.</summary>
public sealed class AddOnTests
{
    private const string Release = "kubernetes:helm.sh/v3:Release";
    private const string DaemonSet = "kubernetes:apps/v1:DaemonSet";

    [Fact]
    public Task Helm_waits_twenty_minutes_for_a_release() => EveryStack.Has(Release, "/timeout", 1200);

    [Fact]
    public Task A_failed_release_is_rolled_back() => EveryStack.Has(Release, "/atomic", true);

    [Fact]
    public Task A_release_has_an_exact_version_of_its_chart() => EveryStack.Has(Release, "/version", release =>
        release.Inputs["version"] is { } version && System.Text.RegularExpressions.Regex.IsMatch((string)version!, @"^v?\d+\.\d+\.\d+$")
            ? (string)version! : "an exact version");

    [Fact]
    public async Task Every_namespace_of_the_platform_has_the_login_of_a_mirror_that_wants_one_before_a_release_pulls()
    {
        static string? Place(Item item) => (string?)item.Inputs["metadata"]?["namespace"];
        var logins = (await EveryStack.Of("kubernetes:core/v1:Secret")).Where(secret => secret.ObjectName == PullSecret.Name)
            .ToLookup(secret => (secret.Stack, secret.Cluster, Place(secret)));
        bool HasLogin(Item item) => PullSecret.Host(item.Stack.Platform) is not null;

        EveryStack.None(
            await EveryStack.Of("kubernetes:core/v1:Namespace"),
            place => logins[(place.Stack, place.Cluster, place.ObjectName)].Any() ? null : "has no login", HasLogin);
        EveryStack.None(
            await EveryStack.Of(Release),
            release => release.WaitsFor(logins[(release.Stack, release.Cluster, (string?)release.Inputs["namespace"])]), HasLogin);
    }

    [Fact]
    public async Task Helm_logs_in_to_a_mirror_that_wants_it_and_no_plan_shows_the_login()
    {
        await EveryStack.Has(
            Release, "/repositoryOpts/password", "[secret]", release => PullSecret.Host(release.Stack.Platform) is not null);
        await EveryStack.Has("kubernetes:core/v1:Secret", "/stringData/*", "[secret]", secret => secret.ObjectName == PullSecret.Name);
    }

    [Fact]
    public Task Nobody_opens_a_shell_in_a_pod_through_Argo_CD() =>
        EveryStack.Has(Release, "/values/configs/cm/exec.enabled", false, Chart("argo-cd"));

    [Fact]
    public Task Nobody_may_do_anything_in_Argo_CD_by_default() =>
        EveryStack.Has(Release, "/values/configs/rbac/policy.default", "", Chart("argo-cd"));

    [Fact]
    public Task A_proxy_of_Redis_gives_up_its_node_before_its_successor_needs_one() => EveryStack.Has(
        Release, "/values/redis-ha/haproxy/deploymentStrategy/rollingUpdate/maxSurge", 0,
        item => (string?)item.Inputs["name"] == "argo-cd" && (bool?)item.Inputs["values"]!["redis-ha"]!["enabled"] == true);

    [Fact]
    public Task Ceph_takes_all_disks_only_where_the_stack_says_so() => EveryStack.Has(
        Release, "/values/cephClusterSpec/storage/useAllDevices",
        release => release.Cluster!.AddOns.OfType<RookCephCluster>().Single().AllDevices, Chart("rook-ceph-cluster"));

    [Fact]
    public Task MetalLB_gives_out_no_address_that_looks_like_that_of_a_network() =>
        EveryStack.Has("kubernetes:metallb.io/v1beta1:IPAddressPool", "/spec/avoidBuggyIPs", true);

    [Theory]
    [InlineData("/values/cephClusterSpec/network/connections/requireMsgr2", true)]
    [InlineData("/values/cephClusterSpec/network/connections/encryption/enabled", true)]
    [InlineData("/values/cephClusterSpec/storage/config/encryptedDevice", "true")]
    [InlineData("/values/cephClusterSpec/mon/allowMultiplePerNode", false)]
    [InlineData("/values/cephClusterSpec/dashboard/enabled", false)]
    public Task Ceph_encrypts_and_keeps_its_monitors_apart(string path, object expected) =>
        EveryStack.Has(Release, path, expected, Chart("rook-ceph-cluster"));

    [Fact]
    public Task Ceph_has_a_monitor_on_each_of_three_nodes_where_there_are_three() => EveryStack.Has(
        Release, "/values/cephClusterSpec/mon/count",
        release => release.Cluster is OnPremClusterSpec { Pools: var pools } && pools.Sum(pool => pool.Nodes) >= 3 ? 3 : 1,
        Chart("rook-ceph-cluster"));

    [Theory]
    [InlineData("kubernetes:ceph.rook.io/v1:CephBlockPool", "/spec/failureDomain", "host")]
    [InlineData("kubernetes:ceph.rook.io/v1:CephBlockPool", "/spec/replicated/size", 3)]
    [InlineData("kubernetes:ceph.rook.io/v1:CephBlockPool", "/spec/replicated/requireSafeReplicaSize", true)]
    [InlineData("kubernetes:ceph.rook.io/v1:CephFilesystem", "/spec/preserveFilesystemOnDelete", true)]
    public Task Ceph_keeps_three_copies_on_three_hosts(string type, string path, object expected) => EveryStack.Has(type, path, expected);

    [Theory]
    [InlineData("/spec/updateStrategy/type", "RollingUpdate")]
    [InlineData("/spec/updateStrategy/rollingUpdate/maxUnavailable", "25%")]
    [InlineData("/metadata/annotations/pulumi.com~1skipAwait", "true")]
    [InlineData("/spec/template/spec/automountServiceAccountToken", false)]
    [InlineData("/spec/template/spec/securityContext/runAsNonRoot", true)]
    public Task Images_are_pulled_ahead_by_a_quarter_of_the_nodes_and_hold_up_no_deployment(string path, object expected) =>
        EveryStack.Has(DaemonSet, path, expected);

    [Theory]
    [InlineData("/values/driver/upgradePolicy/drain/enable", false)]
    [InlineData("/values/driver/upgradePolicy/maxParallelUpgrades", 1)]
    [InlineData("/values/cdi/enabled", true)]
    public Task A_new_GPU_driver_comes_to_one_node_at_a_time_and_evicts_nobody_else(string path, object expected) =>
        EveryStack.Has(Release, path, expected, Chart("gpu-operator"));

    [Fact]
    public async Task An_image_sees_no_GPU_that_its_pod_did_not_ask_for() => EveryStack.None(
        await EveryStack.Of(Release),
        release => release.Values("/values/toolkit/env/*").Any(variable =>
            (string?)variable?["name"] == "ACCEPT_NVIDIA_VISIBLE_DEVICES_ENVVAR_WHEN_UNPRIVILEGED" && (string?)variable["value"] == "false")
            ? null : "/values/toolkit/env lets every CUDA image see all GPUs of its node",
        Chart("gpu-operator"));

    [Theory]
    [InlineData("/values/validatingWebhookFailurePolicy", "Fail")]
    [InlineData("/values/disableMutation", true)]
    public Task Gatekeeper_refuses_what_it_cannot_check(string path, object expected) =>
        EveryStack.Has(Release, path, expected, Chart("gatekeeper"));

    [Fact]
    public Task A_webhook_of_KEDA_that_is_down_keeps_nobody_from_scaling() =>
        EveryStack.Has(Release, "/values/webhooks/failurePolicy", "Ignore", Chart("keda"));

    [Theory]
    [InlineData("/values/prometheus/prometheusSpec/serviceMonitorSelectorNilUsesHelmValues", false)]
    [InlineData("/values/prometheus/prometheusSpec/podMonitorSelectorNilUsesHelmValues", false)]
    [InlineData("/values/prometheus/prometheusSpec/ruleSelectorNilUsesHelmValues", false)]
    [InlineData("/values/prometheusOperator/admissionWebhooks/failurePolicy", "Ignore")]
    [InlineData("/values/crds/enabled", false)]
    [InlineData("/values/kubeEtcd/enabled", false)]
    public Task Prometheus_sees_every_monitor_and_its_webhook_stops_nobody(string path, object expected) =>
        EveryStack.Has(Release, path, expected, Chart("kube-prometheus-stack"));

    [Fact]
    public async Task No_password_is_a_value_of_a_chart_that_shows_metrics() => EveryStack.None(
        await EveryStack.Of(Release),
        release => release.Inputs["values"]!.ToJsonString().Contains("password\":\"", StringComparison.OrdinalIgnoreCase)
            ? "has a password among its values" : null,
        Chart("kube-prometheus-stack"));

    [Theory]
    [InlineData("/spec/securityContext/allowPrivilegeEscalation", false)]
    [InlineData("/spec/securityContext/readOnlyRootFilesystem", true)]
    [InlineData("/spec/podSecurityContext/seccompProfile/type", "RuntimeDefault")]
    [InlineData("/spec/config/exporters/*/sending_queue/storage", "file_storage")]
    [InlineData("/spec/upgradeStrategy", "none")]
    public Task A_collector_has_few_rights_and_keeps_on_disk_what_waits(string path, object expected) =>
        EveryStack.Has("kubernetes:opentelemetry.io/v1beta1:OpenTelemetryCollector", path, expected);

    [Fact]
    public Task No_plan_shows_what_a_collector_logs_in_with() => EveryStack.Has(
        "kubernetes:core/v1:Secret", "/stringData/traces-token", "[secret]",
        secret => secret.ObjectName == "destinations" && (string?)secret.Inputs["metadata"]!["namespace"] == "opentelemetry");

    [Theory]
    [InlineData("/values/configuration/uploaderType", "kopia")]
    [InlineData("/values/configuration/defaultSnapshotMoveData", true)]
    [InlineData("/values/snapshotsEnabled", false)]
    [InlineData("/values/deployNodeAgent", true)]
    [InlineData("/values/schedules/platform/useOwnerReferencesInBackup", false)]
    [InlineData("/values/schedules/platform/disabled", false)]
    [InlineData("/values/schedules/platform/template/snapshotMoveData", true)]
    [InlineData("/values/configuration/backupStorageLocation/*/accessMode", "ReadWrite")]
    public Task A_backup_leaves_the_cluster_and_outlives_its_schedule(string path, object expected) =>
        EveryStack.Has(Release, path, expected, Chart("velero"));

    [Fact]
    public Task A_backup_is_kept_for_as_long_as_the_stack_says() => EveryStack.Has(
        Release, "/values/schedules/platform/template/ttl", release =>
            $"{release.Stack.Platform.Backup.RetentionDays * 24}h", Chart("velero"));

    [Fact]
    public async Task A_second_store_has_backups_and_its_login_and_its_lock_are_there_before() => EveryStack.None(
        await EveryStack.Of(Release),
        release =>
            !release.Values("/values/schedules/*/template/storageLocation").Any(name => (string?)name == "copy") ? "writes nothing into it"
            : new[] { "velero-copy-credentials", "object-lock-copy" }.FirstOrDefault(name =>
                !release.InSameCluster(other => other.ObjectName == name).Any(release.ComesAfter)) is { } missing
            ? $"does not come after {missing}"
            : null,
        release => Chart("velero")(release)
            && release.Values("/values/configuration/backupStorageLocation/*/credential/name").Any(name => name is not null));

    // Else every drill would be in the next backup, and a drill that ended half-way would make it fail.
    [Fact]
    public async Task What_a_drill_has_restored_is_in_no_backup_and_the_canary_is() => EveryStack.None(
        await EveryStack.Of(Release),
        release => release.Values("/values/schedules/platform/template/excludedNamespaces/*").Any(name => (string?)name == "restore-drill")
            && release.Values("/values/schedules/platform/template/includedNamespaces/*")
                .Any(name => (string?)name is "*" or "backup-canary") ? null : "backs up what was restored, or not the canary",
        release => Chart("velero")(release) && release.InSameCluster(other => other.Type == "kubernetes:batch/v1:CronJob").Any());

    [Fact]
    public async Task Every_cluster_with_Velero_and_a_class_for_a_canary_has_a_drill() => EveryStack.None(
        await EveryStack.Of(Release),
        release => release.InSameCluster(other => other.Type == "kubernetes:batch/v1:CronJob" && other.ObjectName == "restore-drill").Any()
            ? null : "has no drill",
        release => Chart("velero")(release) && Infra.Facts.Clouds.Of(release.Cluster!).CanaryClass is not null);

    [Theory]
    [InlineData("/spec/template/spec/terminationGracePeriod", "24h")]
    [InlineData("/spec/disruption/consolidateAfter", "300s")]
    public Task Karpenter_gives_a_node_on_EKS_a_day_to_end_its_pods(string path, string expected) => EveryStack.Has(
        "kubernetes:karpenter.sh/v1:NodePool", path, expected,
        item => (string?)item.Inputs["spec"]!["template"]!["spec"]!["nodeClassRef"]!["kind"] == "EC2NodeClass");

    [Fact]
    public Task A_label_of_a_node_is_what_the_stack_says_whoever_set_it_before() =>
        EveryStack.Has("kubernetes:core/v1:NodePatch", "/metadata/annotations/pulumi.com~1patchForce", "true");

    [Fact]
    public async Task A_node_of_others_gets_labels_and_nothing_else() => EveryStack.None(
        await EveryStack.Of("kubernetes:core/v1:NodePatch"),
        patch => patch.Inputs.ContainsKey("spec") ? "changes the node's specification" : null);

    private static Func<Item, bool> Chart(string name) => item => (string?)item.Inputs["name"] == name;
}
