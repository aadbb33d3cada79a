using System.Text.Json.Nodes;
using Infra.AddOns.Contracts;
using Infra.AddOns.Delivery;
using Infra.Facts.Clusters;
using Infra.Specification;
using Infra.Specification.Clusters;
using Infra.Specification.Delivery;

namespace Infra.Tests.AddOns.Delivery;

public class GitOpsObjectsTests
{
    private static readonly GitOpsSpec _gitOps = new() { Repository = "https://git.acme.example/fleet", Path = "deploy/prod" };

    [Fact]
    public void Takes_from_the_repository_what_is_meant_for_a_cluster()
    {
        var spec = Clusters(Fleet.Eks);

        var generators = spec["generators"]!.AsArray();
        Assert.Equal(
            [
                "deploy/prod/all/*",
                """deploy/prod/kind-{{index .metadata.labels "ai-platform/kind"}}/*""",
                """deploy/prod/region-{{index .metadata.labels "ai-platform/region"}}/*""",
                """deploy/prod/role-{{index .metadata.labels "ai-platform/role"}}/*""",
                """deploy/prod/profile-{{index .metadata.labels "ai-platform/profile"}}/*""",
                "deploy/prod/cluster-{{.name}}/*",
            ],
            Folders(generators[0]!));
        // Models of GPUs are several labels, each of which may be missing.
        Assert.Equal(["deploy/prod/gpu-h100/*", "deploy/prod/gpu-l40s/*"], generators.Skip(1).SelectMany(each => Folders(each!)));
        Assert.Equal(
            """{"ai-platform/gpu-h100":"true"}""",
            generators[1]!["matrix"]!["generators"]![0]!["clusters"]!["selector"]!["matchLabels"]!.ToJsonString());
    }

    [Fact]
    public void Names_an_application_after_cluster_selector_and_folder()
    {
        var template = Clusters(Fleet.Eks)["template"]!;

        Assert.Equal("{{.name}}-{{index .path.segments 2}}-{{.path.basenameNormalized}}", (string?)template["metadata"]!["name"]);
        Assert.Equal("{{.path.path}}", (string?)template["spec"]!["source"]!["path"]);
        Assert.Equal(
            """{"name":"{{.name}}","namespace":"{{.path.basenameNormalized}}"}""", template["spec"]!["destination"]!.ToJsonString());
    }

    [Fact]
    public void Applies_on_the_server_and_creates_no_namespace_for_privileged_pods()
    {
        var sync = Clusters(Fleet.Eks)["template"]!["spec"]!["syncPolicy"]!;

        Assert.Equal(
            """["ServerSideApply=true","RespectIgnoreDifferences=true","FailOnSharedResource=true","CreateNamespace=true"]""",
            sync["syncOptions"]!.ToJsonString());
        Assert.Equal(
            """{"pod-security.kubernetes.io/enforce":"baseline"}""", sync["managedNamespaceMetadata"]!["labels"]!.ToJsonString());
    }

    [Fact]
    public void Lets_nobody_deploy_by_the_project_that_Argo_CD_makes_by_itself() => Assert.Equal(
        """{"sourceRepos":[],"sourceNamespaces":[],"destinations":[],"clusterResourceWhitelist":[]""" +
        ""","namespaceResourceBlacklist":[{"group":"*","kind":"*"}]}""",
        GitOpsObjects.LockedProject()["spec"]!.ToJsonString());

    [Fact]
    public void Takes_the_root_from_a_folder_of_its_own_and_waits_for_what_it_made()
    {
        var root = GitOpsObjects.Root("frankfurt", _gitOps);

        Assert.Equal("deploy/prod/root", (string?)root["spec"]!["source"]!["path"]);
        Assert.Equal("""{"name":"frankfurt","namespace":"argocd"}""", root["spec"]!["destination"]!.ToJsonString());
        Assert.Equal("foreground", (string?)root["metadata"]!["annotations"]!["pulumi.com/deletionPropagationPolicy"]);
        Assert.Equal("""["resources-finalizer.argocd.argoproj.io"]""", root["metadata"]!["finalizers"]!.ToJsonString());
    }

    [Fact]
    public void Compares_on_the_server_and_waits_from_wave_to_wave_where_something_is_delivered()
    {
        var context = Delivering(Fleet.Eks);
        var configs = ChartValues.Of(new ArgoCd(), context)["configs"]!;
        Assert.Equal("true", (string?)configs["params"]!["controller.diff.server.side"]);
        Assert.Contains("obj.status.health", (string?)configs["cm"]!["resource.customizations.health.argoproj.io_Application"]);
        Assert.Equal("normal", (string?)configs["cm"]!["resource.respectRBAC"]);
        Assert.False((bool)ChartValues.Of(new ArgoCd(), context)["createClusterRoles"]!);

        var alone = ChartValues.Of(new ArgoCd(), Fleet.Context("eks"));
        Assert.True((bool)alone["createClusterRoles"]!);
        Assert.Null(alone["configs"]!["cm"]!["resource.respectRBAC"]);
    }

    [Theory]
    [InlineData("aks")]
    [InlineData("rke2")]
    [InlineData("edge")]
    [InlineData("openshift")]
    public void Runs_the_core_alone_on_a_member_that_pulls(string variant)
    {
        var member = Delivering(Fleet.Context(variant).Cluster with { Role = ClusterRole.Member });
        var values = ChartValues.Of(new ArgoCdCore(), member);

        Assert.Null(new ArgoCdCore().Obstacle(member.Cloud));
        Assert.True(new ArgoCdCore().OnByDefault(member));
        Assert.Equal(0, (int)values["server"]!["replicas"]!);
        Assert.False((bool)values["dex"]!["enabled"]!);
        Assert.False((bool)values["notifications"]!["enabled"]!);
        Assert.False((bool)values["createClusterRoles"]!);
        Assert.False((bool)values["configs"]!["cm"]!["admin.enabled"]!);
        Assert.Empty(ChartPaths.Of(new ArgoCdCore().Chart).Unknown(values));
    }

    [Fact]
    public void Takes_the_core_from_the_mirror()
    {
        var context = Delivering(Fleet.Aks, Fleet.Mirrored);
        var values = ChartValues.Of(new ArgoCdCore(), context);
        Assert.Equal($"{Fleet.Registry}/argoproj/argocd", (string?)values["global"]!["image"]!["repository"]);
        Assert.Equal($"{Fleet.Registry}/docker/library/redis", (string?)values["redis"]!["image"]!["repository"]);
    }

    [Fact]
    public void Tells_a_receiver_of_what_fails()
    {
        var told = new ArgoCd { Webhook = "https://chat.acme.example/hook" };
        var notifications = ChartValues.Of(told, Fleet.Context("eks"))["notifications"]!;

        Assert.Contains("url: https://chat.acme.example/hook", (string?)notifications["notifiers"]!["service.webhook.platform"]);
        Assert.Equal(
            """[{"recipients":["platform"],"triggers":["on-sync-failed","on-health-degraded"]}]""",
            notifications["subscriptions"]!.ToJsonString());
        Assert.Empty(told.Mistakes(Fleet.Context("eks")));
        Assert.Equal(
            "\"http://chat\" is not a URL that can be told. Allowed: https, a host, and optionally a port and a path.",
            Assert.Single(new ArgoCd { Webhook = "http://chat" }.Mistakes(Fleet.Context("eks"))).Text);
    }

    private static JsonObject Clusters(ClusterSpec cluster) =>
        GitOpsObjects.Clusters(Delivering(cluster), _gitOps)["spec"]!.AsObject();

    private static IEnumerable<string> Folders(JsonNode generator) =>
        generator["matrix"]!["generators"]![1]!["git"]!["directories"]!.AsArray().Select(folder => (string)folder!["path"]!);

    private static ClusterContext Delivering(ClusterSpec cluster, PlatformSpec? platform = null)
    {
        var hub = Fleet.Eks with { Name = "hub" };
        return Fleet.In(
            (platform ?? Fleet.Platform) with
            {
                GitOps = _gitOps,
                Clusters = cluster.Role == ClusterRole.Hub ? [cluster] : [hub, cluster],
            },
            cluster);
    }
}
