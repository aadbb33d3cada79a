using System.Text.Json.Nodes;
using Infra.AddOns.Backup;
using Infra.AddOns.Scaling;
using Infra.Facts;

namespace Infra.Tests.AddOns.Backup;

public class RestoreStepsTests
{
    [Fact]
    public void Brings_back_kinds_then_operators_then_workloads_and_delivery_at_last() => Assert.Equal(
        ["10-definitions", "20-operators", "30-workloads", "40-platform"],
        Steps(new Velero { OperatorNamespaces = ["postgres-operator"] }).Select(step => (string?)step["metadata"]!["name"]));

    [Fact]
    public void Has_no_step_for_operators_where_the_stack_names_none() => Assert.Equal(
        ["10-definitions", "30-workloads", "40-platform"], Steps(new Velero()).Select(step => (string?)step["metadata"]!["name"]));

    [Fact]
    public void Restores_the_newest_backup_of_everything() => Assert.All(Steps(new Velero()), step =>
    {
        Assert.Equal("velero-platform", (string?)step["spec"]!["scheduleName"]);
        Assert.Equal("velero", (string?)step["metadata"]!["namespace"]);
        Assert.Null(step["spec"]!["existingResourcePolicy"]);
    });

    [Fact]
    public void Restores_volumes_with_the_pods_that_they_wait_for_and_the_platform_s_own_namespaces_not_at_all()
    {
        var spec = Steps(new Velero { OperatorNamespaces = ["postgres-operator"] }).Single(step => Name(step) == "30-workloads")["spec"]!;

        Assert.Null(spec["includedResources"]);
        Assert.Superset(
            new HashSet<string?> { "argocd", "cert-manager", "velero", "kube-system", "postgres-operator", "restore-drill" },
            spec["excludedNamespaces"]!.AsArray().Select(name => (string?)name).ToHashSet());
        Assert.DoesNotContain("default", spec["excludedNamespaces"]!.AsArray().Select(name => (string?)name));
    }

    [Fact]
    public void Counts_namespaces_of_agents_to_the_platform_and_one_that_KEDA_watches_to_the_workloads()
    {
        var context = Fleet.Context("eks");
        var cluster = context.Cluster with
        {
            AddOns = [.. context.Cluster.AddOns.Select(addOn => addOn is Keda keda ? keda with { WatchNamespace = "chat" } : addOn)],
        };
        var spec = RestoreSteps.Of(new Velero(), Clouds.Context(context.Platform, cluster)).Single(step => Name(step) == "30-workloads");
        var excluded = spec["spec"]!["excludedNamespaces"]!.AsArray().Select(name => (string?)name).ToList();

        Assert.Contains("monitoring-nodes", excluded);
        Assert.DoesNotContain("chat", excluded);
    }

    // Helm would take the last of the old records for what is installed.
    [Fact]
    public void Leaves_the_records_of_old_releases_where_they_are()
    {
        var spec = Steps(new Velero()).Single(step => Name(step) == "40-platform")["spec"]!;

        Assert.Equal(
            """{"matchExpressions":[{"key":"owner","operator":"NotIn","values":["helm"]}]}""", spec["labelSelector"]!.ToJsonString());
        Assert.Contains("argocd", spec["includedNamespaces"]!.AsArray().Select(name => (string?)name));
        Assert.DoesNotContain("kube-system", spec["includedNamespaces"]!.AsArray().Select(name => (string?)name));
    }

    private static string? Name(JsonObject step) => (string?)step["metadata"]!["name"];

    private static IEnumerable<JsonObject> Steps(Velero velero) => RestoreSteps.Of(velero, Fleet.Context("eks"));
}
