using System.Collections;
using Infra.Components.AddOns;
using Infra.Components.Clusters.OnPrem;
using Infra.Specification;
using Pulumi;
using Pulumi.Command.Remote;

namespace Infra.Tests.Components.Clusters.OnPrem;

public class OnPremClusterTests
{
    private const string Command = "command:remote:Command";

    [Fact]
    public async Task Adopts_a_cluster_by_its_kubeconfig_and_creates_nothing_else()
    {
        var plan = await Plan(OnPremSamples.Adopted);

        Assert.Equal(["berlin", "berlin-kubernetes", "root"], plan.Names);
        var provider = plan.Inputs("berlin-kubernetes");
        Assert.Equal("secret-of-berlin-kubeconfig", provider["kubeconfig"]);
        Assert.Equal("acme-prod-berlin", provider["clusterIdentifier"]);
        Assert.Equal("true", provider["enableServerSideApply"]);
    }

    [Fact]
    public async Task Rejects_a_cluster_that_is_both_adopted_and_installed_and_one_that_is_neither()
    {
        const string Message = "clusters[0]: give either kubeconfigSecret, to adopt a cluster, or install, to make one.";
        await Plan(OnPremSamples.Rke2 with { KubeconfigSecret = "x" }, error: Message);
        await Plan(OnPremSamples.Adopted with { KubeconfigSecret = null }, error: Message);
    }

    [Fact]
    public async Task Rejects_the_installation_of_a_distribution_that_is_only_adopted() =>
        await Plan(
            OnPremSamples.Rke2 with { Distribution = Distribution.OpenShift },
            error: "clusters[0].install: the platform installs rke2 and k3s; OpenShift is adopted by its kubeconfig (kubeconfigSecret).");

    [Fact]
    public async Task Installs_one_server_at_a_time_and_then_one_agent_of_each_pool_at_a_time()
    {
        var plan = await Plan(OnPremSamples.Rke2);

        Assert.Equal(
            [
                "berlin-cpu-10.30.0.21 after berlin-server-10.30.0.13",
                "berlin-cpu-10.30.0.22 after berlin-cpu-10.30.0.21",
                "berlin-gpu-10.30.0.31 after berlin-server-10.30.0.13",
                "berlin-gpu-10.30.0.32 after berlin-gpu-10.30.0.31",
                "berlin-kubeconfig after berlin-server-10.30.0.11",
                "berlin-server-10.30.0.11 after ",
                "berlin-server-10.30.0.12 after berlin-server-10.30.0.11",
                "berlin-server-10.30.0.13 after berlin-server-10.30.0.12",
            ],
            plan.NamesOf(Command).Select(name => $"{name} after {string.Join(", ", plan.DependsOn(name))}"));
    }

    [Fact]
    public async Task Makes_one_host_a_whole_cluster()
    {
        var plan = await Plan(OnPremSamples.Edge);

        Assert.Equal(["shop-kubeconfig", "shop-server-10.40.0.11"], plan.NamesOf(Command));
    }

    [Fact]
    public async Task Reaches_the_installed_cluster_at_its_registration_address() =>
        Assert.Equal("server: https://berlin.acme.example:6443", (await Plan(OnPremSamples.Rke2)).Inputs("berlin-kubernetes")["kubeconfig"]);

    [Fact]
    public async Task Waits_for_every_host_before_anything_runs_in_the_cluster()
    {
        OnPremCluster? cluster = null;
        await OnPremPlan.Of(options => cluster = new OnPremCluster(OnPremSamples.Platform, OnPremSamples.Rke2, OnPremPlan.Secret, options));

        Assert.Equal(7, cluster!.Ready.Count);
    }

    [Fact]
    public async Task Updates_a_host_with_the_script_that_installs_it_and_runs_nothing_when_it_is_removed()
    {
        var plan = await Plan(OnPremSamples.Rke2);

        foreach (var host in plan.NamesOf(Command).Where(name => name != "berlin-kubeconfig"))
        {
            var inputs = plan.Inputs(host);
            Assert.Equal(inputs["create"], inputs["update"]);
            Assert.DoesNotContain("delete", inputs.Keys);
            Assert.DoesNotContain("triggers", inputs.Keys);
        }
    }

    [Fact]
    public async Task Gives_every_resource_an_explicit_provider()
    {
        var plan = await Plan(OnPremSamples.Rke2);

        foreach (var name in plan.NamesOf(Command))
            Assert.Contains("::berlin-command::", plan[name].Provider, StringComparison.Ordinal);
        foreach (var name in plan.NamesOf("random:index/randomPassword:RandomPassword"))
            Assert.Contains("::berlin-random::", plan[name].Provider, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Protects_the_tokens_without_which_no_snapshot_can_be_restored()
    {
        var plan = await Plan(OnPremSamples.Rke2);

        Assert.True(plan.Protected("berlin-server-token"));
        Assert.True(plan.Protected("berlin-agent-token"));
    }

    [Fact]
    public async Task Keeps_secrets_out_of_everything_but_inputs_that_are_secret()
    {
        var plan = await Plan(OnPremSamples.Rke2, also: async plan =>
        {
            foreach (var name in plan.NamesOf(Command))
            {
                var args = plan.Args<CommandArgs>(name);
                if (args.Stdin is { } stdin)
                    Assert.True(await Output.IsSecretAsync(stdin.ToOutput()), $"{name}.stdin");
                Assert.True(await Output.IsSecretAsync(args.Connection.Apply(connection => connection.PrivateKey!.ToOutput())), $"{name}.privateKey");
            }

            Assert.True(await Output.IsSecretAsync(plan.Args<Pulumi.Kubernetes.ProviderArgs>("berlin-kubernetes").KubeConfig!.ToOutput()));
        });

        string[] secretInputs = ["stdin", "connection.privateKey", "kubeconfig"];
        var leaks = plan.Names.SelectMany(name => Texts(plan.Inputs(name)).Select(text => (name, text.Path, text.Value)))
            .Where(text => text.Value.Contains("secret-of-", StringComparison.Ordinal) && !secretInputs.Contains(text.Path));
        Assert.Empty(leaks);
        Assert.Equal(
            "[cluster]\ntoken = secret-of-berlin-server-token\nagent-token = secret-of-berlin-agent-token\nsecret-of-berlin-s3\n",
            plan.Inputs("berlin-server-10.30.0.11")["stdin"]);
        Assert.Equal("[cluster]\ntoken = secret-of-berlin-agent-token\n", plan.Inputs("berlin-gpu-10.30.0.31")["stdin"]);
        Assert.Equal("none", plan.Inputs("berlin-kubeconfig")["logging"]);
    }

    [Fact]
    public async Task Binds_the_backup_account_to_the_credentials_of_the_object_store()
    {
        var plan = await Plan(OnPremSamples.Rke2, use: cluster =>
            Assert.Equal(2, cluster.Bind(new("velero", "velero-server", Access.BackupStore), new CustomResourceOptions()).Count));

        Assert.Equal(["velero-server", "velero"], Metadata(plan, "berlin-velero-velero-server"));
        Assert.Equal(["velero-credentials", "velero"], Metadata(plan, "berlin-velero-credentials"));
        var data = (IDictionary)plan.Inputs("berlin-velero-credentials")["stringData"];
        Assert.Equal("secret-of-berlin-s3", data["cloud"]);
        Assert.Contains("::berlin-kubernetes::", plan["berlin-velero-credentials"].Provider, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rejects_an_access_that_only_a_cloud_can_grant() =>
        await Plan(
            OnPremSamples.Rke2,
            use: cluster => cluster.Bind(new("kube-system", "csi", Access.BlockVolumes), new CustomResourceOptions()),
            error: "clusters[0]: an on-prem cluster cannot grant BlockVolumes; machines and disks are not a cloud's there.");

    [Fact]
    public async Task Rejects_backups_without_an_object_store() =>
        await Plan(
            OnPremSamples.Adopted,
            use: cluster => cluster.Bind(new("velero", "velero-server", Access.BackupStore), new CustomResourceOptions()),
            error: "clusters[0].objectStore: is missing, but velero/velero-server keeps backups in it.");

    private static async Task<OnPremPlan> Plan(
        OnPremClusterSpec spec, Action<OnPremCluster>? use = null, Func<OnPremPlan, Task>? also = null, string? error = null)
    {
        Exception? thrown = null;
        var plan = await OnPremPlan.Of(
            options => thrown = Record.Exception(() =>
            {
                var cluster = new OnPremCluster(OnPremSamples.Platform, spec, OnPremPlan.Secret, options);
                use?.Invoke(cluster);
            }),
            also);
        Assert.Equal(error, thrown?.Message);
        return plan;
    }

    private static IEnumerable<object?> Metadata(OnPremPlan plan, string name)
    {
        var metadata = (IDictionary)plan.Inputs(name)["metadata"];
        return [metadata["name"], metadata["namespace"]];
    }

    private static IEnumerable<(string Path, string Value)> Texts(object value, string path = "") => value switch
    {
        string text => [(path, text)],
        IDictionary map => map.Keys.Cast<string>().SelectMany(key => Texts(map[key]!, path.Length == 0 ? key : $"{path}.{key}")),
        IEnumerable list => list.Cast<object>().SelectMany(item => Texts(item, path)),
        _ => [],
    };
}
