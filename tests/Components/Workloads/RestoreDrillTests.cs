using System.Text.Json.Nodes;
using Infra.AddOns.Backup;
using Infra.Components.Workloads;
using Infra.Facts;
using Infra.Specification;
using Infra.Specification.Clusters;
using Infra.Tests.AddOns;
using Infra.Tests.Components.Clusters;
using Infra.Tests.Components.Clusters.OnPrem;
using Kubernetes = Pulumi.Kubernetes;

namespace Infra.Tests.Components.Workloads;

public class RestoreDrillTests
{
    private const string CronJob = "kubernetes:batch/v1:CronJob";
    private const string Deployment = "kubernetes:apps/v1:Deployment";
    private const string Role = "kubernetes:rbac.authorization.k8s.io/v1:Role";

    [Fact]
    public async Task Keeps_a_canary_on_a_small_volume_of_the_class_that_backups_cope_with()
    {
        var plan = await Plan(Fleet.Platform, Fleet.K3s);
        var claim = plan.Inputs("kubernetes:core/v1:PersistentVolumeClaim");

        Assert.Equal("backup-canary", (string?)claim["metadata"]!["namespace"]);
        Assert.Equal("local-path", (string?)claim["spec"]!["storageClassName"]);
        Assert.Equal("1Gi", (string?)claim["spec"]!["resources"]!["requests"]!["storage"]);
        Assert.Equal("Recreate", (string?)plan.Inputs(Deployment)["spec"]!["strategy"]!["type"]);
        Assert.Equal(
            "backup-canary",
            (string?)plan.Inputs(Deployment)["spec"]!["template"]!["spec"]!["volumes"]![0]!["persistentVolumeClaim"]!["claimName"]);
        Assert.Equal("true", plan.Text("k3s-backup-canary-writer", "metadata.annotations", "pulumi.com/skipAwait"));
        Assert.Equal("true", plan.Text("k3s-backup-canary", "metadata.annotations", "pulumi.com/skipAwait"));
    }

    [Fact]
    public async Task Runs_once_at_a_time_and_never_a_second_time_after_a_failure()
    {
        var spec = (await Plan(Fleet.Platform, Fleet.K3s)).Inputs(CronJob)["spec"]!;

        Assert.Equal("30 6 * * *", (string?)spec["schedule"]);
        Assert.Equal("Forbid", (string?)spec["concurrencyPolicy"]);
        Assert.Equal(0, (double)spec["jobTemplate"]!["spec"]!["backoffLimit"]!);
        Assert.Equal("Never", (string?)spec["jobTemplate"]!["spec"]!["template"]!["spec"]!["restartPolicy"]);
    }

    [Fact]
    public async Task Has_no_right_beside_its_restores_and_what_they_bring()
    {
        var plan = await Plan(Fleet.Platform, Fleet.K3s);

        Assert.Equal(
            [
                "restore-drill apps deployments,replicasets get,list,watch,delete",
                "restore-drill  persistentvolumeclaims,pods get,list,watch,delete",
                "restore-drill  pods/log get",
                "velero velero.io backups list",
                "velero velero.io schedules get",
                "velero velero.io restores create,delete,get,list",
            ],
            plan.NamesOf(Role).Select(name => plan.Inputs(Role, name)).SelectMany(role => Each(role["rules"])
                .Select(rule =>
                    $"{role["metadata"]!["namespace"]} {Joined(rule["apiGroups"])} {Joined(rule["resources"])} {Joined(rule["verbs"])}")));
        Assert.All(plan.NamesOf($"{Role}Binding"), name => Assert.Equal(
            """[{"kind":"ServiceAccount","name":"restore-drill","namespace":"velero"}]""",
            plan.Inputs($"{Role}Binding", name)["subjects"]!.ToJsonString()));
        Assert.Empty(plan.NamesOf("kubernetes:rbac.authorization.k8s.io/v1:ClusterRole"));
    }

    // Velero gives its own init container the context of the first one, not that of the pod.
    [Fact]
    public async Task Runs_as_nobody_in_every_container()
    {
        var plan = await Plan(Fleet.Platform, Fleet.K3s);

        Assert.Equal(3, Containers(plan).Count());
        Assert.All(Containers(plan), container =>
        {
            var context = container["securityContext"]!;
            Assert.Equal(65534, (double)context["runAsUser"]!);
            Assert.True((bool)context["runAsNonRoot"]!);
            Assert.True((bool)context["readOnlyRootFilesystem"]!);
            Assert.False((bool)context["allowPrivilegeEscalation"]!);
            Assert.Equal("""["ALL"]""", context["capabilities"]!["drop"]!.ToJsonString());
            Assert.Equal("RuntimeDefault", (string?)context["seccompProfile"]!["type"]);
        });
        Assert.False((bool)plan.Inputs(Deployment)["spec"]!["template"]!["spec"]!["automountServiceAccountToken"]!);
    }

    [Fact]
    public async Task Takes_its_images_from_the_mirror_and_kubectl_in_the_version_of_the_cluster()
    {
        Assert.Equal(
            ["docker.io/library/busybox:1.37.0-musl", "docker.io/library/busybox:1.37.0-musl", "registry.k8s.io/kubectl:v1.35.0"],
            Containers(await Plan(Fleet.Platform, Fleet.K3s)).Select(container => (string?)container["image"]));
        Assert.Equal(
            [
                "registry.acme.example/mirror/library/busybox:1.37.0-musl", "registry.acme.example/mirror/library/busybox:1.37.0-musl",
                "registry.acme.example/mirror/kubectl:v1.35.0",
            ],
            Containers(await Plan(Fleet.Mirrored, Fleet.K3s)).Select(container => (string?)container["image"]));
    }

    [Fact]
    public async Task Runs_on_the_system_pool_of_a_cloud_and_may_run_on_a_server_of_a_site()
    {
        var cloud = (await Plan(Fleet.Platform, Fleet.Eks with { Name = "k3s" })).Inputs(Deployment)["spec"]!["template"]!["spec"]!;
        var site = (await Plan(Fleet.Platform, Fleet.K3s)).Inputs(Deployment)["spec"]!["template"]!["spec"]!;

        Assert.Equal("""{"ai-platform/pool":"system","kubernetes.io/os":"linux"}""", cloud["nodeSelector"]!.ToJsonString());
        Assert.Equal("""{"kubernetes.io/os":"linux"}""", site["nodeSelector"]!.ToJsonString());
        Assert.Contains("node-role.kubernetes.io/control-plane", site["tolerations"]!.ToJsonString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0 2 * * *", "129600")]
    [InlineData("30 1,13 * * *", "86400")]
    [InlineData("0 2 * * 0", "648000")]
    public void Expects_a_backup_as_often_as_the_schedule_says_and_half_a_day_for_it(string schedule, string seconds) => Assert.Contains(
        ("SCHEDULES", $"velero-platform={seconds}"),
        Drill.Settings(new Velero(), Fleet.In(Fleet.Platform with { Backup = new() { Schedule = schedule } }, Fleet.K3s)));

    [Fact]
    public async Task Proves_every_store_that_backups_go_to_and_takes_time_for_each()
    {
        var tiers = Fleet.Platform with { Backup = new() { Tiers = [new() { Name = "gold", Schedule = "15 * * * *" }] } };
        var copied = Fleet.K3s with { BackupCopy = OnPremSamples.Copy with { Schedule = "0 14 * * 0" } };

        Assert.Contains(
            ("SCHEDULES", "velero-platform=129600 velero-copy=648000"), Drill.Settings(new Velero(), Fleet.In(tiers, copied)));
        Assert.Contains(("SCHEDULES", "velero-platform=129600"), Drill.Settings(new Velero(), Fleet.In(tiers, Fleet.K3s)));
        Assert.Equal(21600, await Deadline(tiers, copied));
        Assert.Equal(10800, await Deadline(tiers, Fleet.K3s));

        static async Task<double> Deadline(PlatformSpec platform, ClusterSpec cluster) =>
            (double)(await Plan(platform, cluster)).Inputs(CronJob)["spec"]!["jobTemplate"]!["spec"]!["activeDeadlineSeconds"]!;
    }

    private static IEnumerable<JsonObject> Containers(ClusterPlan plan)
    {
        var canary = plan.Inputs(Deployment)["spec"]!["template"]!["spec"]!;
        var drill = plan.Inputs(CronJob)["spec"]!["jobTemplate"]!["spec"]!["template"]!["spec"]!;
        return [.. Each(canary["containers"]), .. Each(drill["initContainers"]), .. Each(drill["containers"])];
    }

    private static IEnumerable<JsonObject> Each(JsonNode? list) => list!.AsArray().Select(item => item!.AsObject());

    private static string Joined(JsonNode? list) => string.Join(',', list!.AsArray().Select(item => (string?)item));

    private static Task<ClusterPlan> Plan(PlatformSpec platform, ClusterSpec cluster) => ClusterPlan.Of(platform, options =>
    {
        options.Providers.Add(new Kubernetes.Provider("kubernetes"));
        _ = new RestoreDrill(new Velero(), Clouds.Context(platform, cluster with { Name = "k3s" }), "local-path", [], options);
    });
}
