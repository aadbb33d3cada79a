using Infra.Specification;
using Infra.Specification.Clusters;
using Infra.Stacks;
using Infra.Tests.AddOns;
using Infra.Tests.Components.Clusters;

namespace Infra.Tests.Components;

public class BackupPasswordTests
{
    private const string RandomPassword = "random:index/randomPassword:RandomPassword";

    [Fact]
    public async Task Is_one_random_password_for_all_clusters_of_a_stack()
    {
        var plan = await Plan(new BackupSpec(), Fleet.Eks, Fleet.Aks);

        Assert.Equal(["backup-password"], plan.NamesOf(RandomPassword));
        Assert.True(plan.IsProtected("backup-password"));
        Assert.Equal(48.0, plan.Input("backup-password", "length"));
        Assert.All(["frankfurt", "amsterdam"], cluster =>
        {
            Assert.Contains("backup-password", plan.DependsOn($"{cluster}-velero-repo-credentials"));
            Assert.Contains(
                plan.Resource("kubernetes:helm.sh/v3:Release", $"{cluster}-velero").DependsOn,
                urn => urn.EndsWith($"::{cluster}-velero-repo-credentials", StringComparison.Ordinal));
        });
    }

    [Fact]
    public async Task Is_where_Velero_looks_before_it_takes_the_published_one()
    {
        var plan = await Plan(new BackupSpec(), Fleet.Eks);

        Assert.Equal("velero-repo-credentials", plan.Input("frankfurt-velero-repo-credentials", "metadata.name"));
        Assert.Equal("velero", plan.Input("frankfurt-velero-repo-credentials", "metadata.namespace"));
        Assert.Equal(
            ["repository-password"],
            plan.InputsOf("frankfurt-velero-repo-credentials")["stringData"]!.AsObject().Select(pair => pair.Key));
    }

    [Fact]
    public async Task Is_the_one_that_the_stack_names_and_no_random_one_beside_it()
    {
        var plan = await Plan(new BackupSpec { PasswordSecret = "backup-password" }, Fleet.Eks);

        Assert.Empty(plan.NamesOf(RandomPassword));
        Assert.Equal(["frankfurt-velero-repo-credentials"], plan.NamesOf("kubernetes:core/v1:Secret"));
    }

    [Fact]
    public async Task Does_not_exist_without_Velero()
    {
        var plan = await Plan(new BackupSpec(), Fleet.Kubeadm);

        Assert.Empty(plan.NamesOf(RandomPassword));
    }

    private static async Task<ClusterPlan> Plan(BackupSpec backup, params ClusterSpec[] clusters)
    {
        var platform = Fleet.Platform with { Backup = backup };
        var plan = await Preflight.PlanAsync(platform with { Clusters = [.. clusters.Select(each => Fleet.In(platform, each).Cluster)] });
        Assert.False(plan.Resources.IsEmpty, string.Join('\n', plan.Findings));
        return ClusterPlan.Of(plan);
    }
}
