using System.Collections.Concurrent;
using System.Collections.Immutable;
using Infra.Catalogue;
using Infra.Components.Clusters.OnPrem;
using Infra.Facts.Clusters;
using Infra.Specification.Gpu;
using Pulumi;
using Pulumi.Command.Remote;

namespace Infra.Tests.Components.Clusters.OnPrem;

public class OnPremClusterTests
{
    private const string Command = "command:remote:Command";

    [Fact]
    public async Task Adopts_a_cluster_by_its_kubeconfig_and_creates_nothing_else()
    {
        var plan = await OnPremPlan.Of(OnPremSamples.Adopted);

        Assert.Equal(["berlin-kubernetes"], plan.Names);
        Assert.Equal("acme-prod-berlin", plan.Input("berlin-kubernetes", "clusterIdentifier"));
        Assert.Equal("secret-of-berlin-kubeconfig", plan.Input("berlin-kubernetes", "kubeconfig"));
    }

    [Fact]
    public async Task Labels_the_nodes_that_an_adopted_cluster_names_and_changes_nothing_else_of_them()
    {
        var pool = OnPremSamples.Adopted.Pools[0] with
        {
            Nodes = 1,
            NodeNames = ["gpu-1.berlin"],
            Labels = ImmutableSortedDictionary<string, string>.Empty.Add("team", "research"),
            Gpu = new() { Model = "h100", Count = 8, Sharing = new MigGpu { Profile = "2g.20gb" } },
        };
        IReadOnlyList<Resource> ready = [];
        var plan = await OnPremPlan.Of(OnPremSamples.Adopted with { Pools = [pool] }, built => ready = built.Ready);

        var patch = plan.Inputs("kubernetes:core/v1:NodePatch", "berlin-node-gpu-1.berlin");
        Assert.Equal(["apiVersion", "kind", "metadata"], patch.Select(member => member.Key).Order(StringComparer.Ordinal));
        Assert.Equal("gpu-1.berlin", (string?)patch["metadata"]!["name"]);
        Assert.Equal(
            [
                "ai-platform/pool=gpu", "nvidia.com/device-plugin.config=exclusive", "nvidia.com/mig.config=all-2g.20gb", "team=research",
            ],
            patch["metadata"]!["labels"]!.AsObject().Select(label => $"{label.Key}={label.Value}").Order(StringComparer.Ordinal));
        // What follows waits for the labels: the MIG manager cuts by them.
        Assert.Single(ready);
    }

    [Fact]
    public async Task Keeps_the_login_of_a_second_store_beside_that_of_the_first()
    {
        var plan = await OnPremPlan.Of(OnPremSamples.Rke2 with { BackupCopy = OnPremSamples.Copy }, use: cluster =>
            Assert.Equal(5, cluster.Bind(new("velero", "velero-server", Access.BackupStore), new CustomResourceOptions()).Count));

        Assert.Equal(
            """{"name":"velero-copy-credentials","namespace":"velero"}""",
            plan.InputsOf("berlin-velero-copy-credentials")["metadata"]!.ToJsonString());
        Assert.Equal("[secret]", plan.Input("berlin-velero-copy-credentials", "stringData.cloud"));
    }

    [Fact]
    public async Task Rejects_a_cluster_that_is_both_adopted_and_installed_and_one_that_is_neither()
    {
        const string Message = "clusters[0]: give either kubeconfigSecret, to adopt a cluster, or install, to set one up.";
        await OnPremPlan.Of(OnPremSamples.Rke2 with { KubeconfigSecret = "x" }, error: Message);
        await OnPremPlan.Of(OnPremSamples.Adopted with { KubeconfigSecret = null }, error: Message);
    }

    [Fact]
    public async Task Rejects_the_installation_of_a_distribution_that_is_only_adopted() =>
        await OnPremPlan.Of(
            OnPremSamples.Rke2 with { Distribution = Distribution.OpenShift },
            error: "clusters[0].install: the platform installs rke2 and k3s; adopt openshift with its kubeconfig (kubeconfigSecret).");

    [Fact]
    public async Task Installs_one_server_at_a_time_and_then_one_agent_of_each_pool_at_a_time()
    {
        var plan = await OnPremPlan.Of(OnPremSamples.Rke2);

        Assert.Equal(
            [
                "berlin-host-10.30.0.11 after berlin-preflight-10.30.0.11, berlin-preflight-10.30.0.12, berlin-preflight-10.30.0.13, "
                    + "berlin-preflight-10.30.0.21, berlin-preflight-10.30.0.22, berlin-preflight-10.30.0.31, berlin-preflight-10.30.0.32",
                "berlin-host-10.30.0.12 after berlin-host-10.30.0.11",
                "berlin-host-10.30.0.13 after berlin-host-10.30.0.12",
                "berlin-host-10.30.0.21 after berlin-host-10.30.0.13",
                "berlin-host-10.30.0.22 after berlin-host-10.30.0.21",
                "berlin-host-10.30.0.31 after berlin-host-10.30.0.13",
                "berlin-host-10.30.0.32 after berlin-host-10.30.0.31",
                "berlin-kubeconfig after berlin-host-10.30.0.11",
            ],
            plan.NamesOf(Command)
                .Where(name => !name.StartsWith("berlin-preflight-", StringComparison.Ordinal)
                    && !name.StartsWith("berlin-node-", StringComparison.Ordinal))
                .Select(name => $"{name} after {string.Join(", ", plan.DependsOn(name, Command))}"));
    }

    [Fact]
    public async Task Looks_at_every_host_before_it_installs_anything_and_brings_no_secret()
    {
        var plan = await OnPremPlan.Of(OnPremSamples.Rke2);
        string[] looks = [.. plan.NamesOf(Command).Where(name => name.StartsWith("berlin-preflight-", StringComparison.Ordinal))];

        Assert.Equal(7, looks.Length);
        Assert.Equal(looks, plan.DependsOn("berlin-host-10.30.0.11", Command));
        Assert.All(looks, look => Assert.Empty(plan.DependsOn(look, Command)));
        Assert.All(looks, look => Assert.False(plan.InputsOf(look).ContainsKey("stdin")));
        Assert.All(looks, look => Assert.False(plan.InputsOf(look).ContainsKey("delete")));
        Assert.All(looks, look => Assert.Equal((string?)plan.Input(look, "create"), (string?)plan.Input(look, "update")));
    }

    [Fact]
    public async Task Removes_a_node_by_another_server_before_its_host_is_uninstalled()
    {
        ConcurrentDictionary<string, string> connected = [];
        var plan = await OnPremPlan.Of(OnPremSamples.Rke2, note: resource =>
        {
            if (resource.Args is CommandArgs { Connection: { } connection })
            {
                var name = resource.Resource.GetResourceName();
                connection.Apply(args => args.Host.ToOutput()).Apply(host => connected[name] = host);
            }

            return null;
        });

        Assert.Equal("10.30.0.12", connected["berlin-node-10.30.0.11"]);
        foreach (var host in (string[])["10.30.0.12", "10.30.0.13", "10.30.0.21", "10.30.0.22", "10.30.0.31", "10.30.0.32"])
        {
            Assert.Equal("10.30.0.11", connected[$"berlin-node-{host}"]);
            Assert.Equal(host, connected[$"berlin-host-{host}"]);
            Assert.Contains($"berlin-host-{host}", plan.DependsOn($"berlin-node-{host}", Command));
            Assert.Contains("kubectl drain", (string?)plan.Input($"berlin-node-{host}", "delete"), StringComparison.Ordinal);
            Assert.Contains("rke2-uninstall.sh", (string?)plan.Input($"berlin-host-{host}", "delete"), StringComparison.Ordinal);
        }

        // One after another, and before any server is uninstalled: etcd loses one member at a time.
        Assert.Equal(
            ["berlin-host-10.30.0.11", "berlin-host-10.30.0.12", "berlin-host-10.30.0.13", "berlin-host-10.30.0.21",
             "berlin-node-10.30.0.13"],
            plan.DependsOn("berlin-node-10.30.0.21", Command));
        Assert.Contains("berlin-node-10.30.0.11", plan.DependsOn("berlin-node-10.30.0.12", Command));
    }

    [Fact]
    public async Task Runs_nothing_on_the_hosts_of_a_cluster_that_is_destroyed_as_a_whole()
    {
        var plan = await OnPremPlan.Of(OnPremSamples.Rke2);

        foreach (var name in plan.NamesOf(Command).Where(name => plan.InputsOf(name).ContainsKey("delete")))
        {
            Assert.EndsWith("::berlin-server-token", plan.Resource(Command, name).Options.DeletedWith, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Knows_a_host_by_its_former_name_and_in_another_pool()
    {
        var plan = await OnPremPlan.Of(OnPremSamples.Rke2);
        foreach (var (name, former) in ((string, string)[])
            [("berlin-host-10.30.0.31", "berlin-gpu-10.30.0.31"), ("berlin-host-10.30.0.11", "berlin-server-10.30.0.11")])
        {
            Assert.EndsWith($"::{former}", Assert.Single(plan.Resource(Command, name).Options.Aliases), StringComparison.Ordinal);
        }

        var moved = await OnPremPlan.Of(OnPremSamples.Rke2 with
        {
            Pools =
            [
                OnPremSamples.Rke2.Pools[0] with { Nodes = 3, Hosts = ["10.30.0.21", "10.30.0.22", "10.30.0.31"] },
                OnPremSamples.Rke2.Pools[1] with { Nodes = 1, Hosts = ["10.30.0.32"] },
            ],
        });
        Assert.Equal(plan.NamesOf(Command), moved.NamesOf(Command));
    }

    [Fact]
    public async Task Makes_one_host_a_whole_cluster()
    {
        var plan = await OnPremPlan.Of(OnPremSamples.Edge);

        Assert.Equal(["shop-host-10.40.0.11", "shop-kubeconfig", "shop-preflight-10.40.0.11"], plan.NamesOf(Command));
    }

    [Fact]
    public async Task Makes_three_hosts_a_whole_cluster_of_servers_that_are_nodes_as_well()
    {
        var three = OnPremSamples.Rke2 with
        {
            Pools = [OnPremSamples.Rke2.Pools[1] with { Nodes = 3, Hosts = ["10.30.0.11", "10.30.0.12", "10.30.0.13"] }],
        };
        var plan = await OnPremPlan.Of(three);

        string[] hosts = [.. plan.NamesOf(Command).Where(name => name.StartsWith("berlin-host-", StringComparison.Ordinal))];
        Assert.Equal(["berlin-host-10.30.0.11", "berlin-host-10.30.0.12", "berlin-host-10.30.0.13"], hosts);
        Assert.All(
            hosts,
            host => Assert.Contains("\n- ai-platform/pool=gpu\n", (string?)plan.Input(host, "create"), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Talks_to_a_host_by_the_key_that_the_stack_knows_it_by()
    {
        var known = OnPremSamples.Edge with
        {
            Install = OnPremSamples.Edge.Install! with
            {
                HostKeys = ImmutableSortedDictionary<string, string>.Empty.Add("10.40.0.11", OnPremSamples.HostKey),
            },
        };
        List<string?> keys = [];
        await OnPremPlan.Of(known, note: resource =>
        {
            if (resource.Args is CommandArgs { Connection: { } connection })
            {
                connection.Apply(args => args.HostKey!.ToOutput()).Apply(key => { keys.Add(key); return key; });
            }

            return null;
        });

        Assert.Equal([OnPremSamples.HostKey, OnPremSamples.HostKey, OnPremSamples.HostKey], keys);
    }

    [Fact]
    public async Task Reaches_the_installed_cluster_at_its_registration_address()
    {
        Assert.Equal(["berlin-kubeconfig"], (await OnPremPlan.Of(OnPremSamples.Rke2)).DependsOn("berlin-kubernetes"));
        Assert.Equal(
            "server: https://berlin.acme.example:6443",
            HostScripts.Readdress("server: https://127.0.0.1:6443", OnPremSamples.Rke2.Install!));
    }

    [Fact]
    public async Task Waits_for_every_host_before_anything_runs_in_the_cluster()
    {
        await OnPremPlan.Of(OnPremSamples.Rke2, use: cluster => Assert.Equal(
            [
                "berlin-host-10.30.0.11", "berlin-host-10.30.0.12", "berlin-host-10.30.0.13",
                "berlin-host-10.30.0.21", "berlin-host-10.30.0.22", "berlin-host-10.30.0.31", "berlin-host-10.30.0.32",
            ],
            cluster.Ready.Select(host => host.GetResourceName())));
    }

    [Fact]
    public async Task Updates_a_host_with_the_script_that_installs_it_and_never_replaces_it()
    {
        var plan = await OnPremPlan.Of(OnPremSamples.Rke2);

        foreach (var host in plan.NamesOf(Command).Where(name => name != "berlin-kubeconfig"))
        {
            var inputs = plan.InputsOf(host);
            Assert.Equal((string?)inputs["create"], (string?)inputs["update"]);
            Assert.False(inputs.ContainsKey("triggers"));
        }
    }

    [Fact]
    public async Task Gives_every_resource_an_explicit_provider()
    {
        var plan = await OnPremPlan.Of(
            OnPremSamples.Rke2,
            use: cluster => cluster.Bind(new("velero", "velero-server", Access.BackupStore), new CustomResourceOptions()));

        Assert.Equal(["berlin-command", "berlin-kubernetes", "berlin-random"], plan.Providers);
    }

    [Fact]
    public async Task Protects_the_tokens_without_which_no_snapshot_can_be_restored()
    {
        var plan = await OnPremPlan.Of(OnPremSamples.Rke2);

        Assert.Equal(
            [
                "random:index/randomPassword:RandomPassword berlin-agent-token",
                "random:index/randomPassword:RandomPassword berlin-server-token",
            ],
            plan.Protected);
    }

    [Fact]
    public async Task Keeps_secrets_out_of_everything_but_inputs_that_are_secret()
    {
        List<(string Input, Task<bool> IsSecret)> inputs = [];
        var plan = await OnPremPlan.Of(OnPremSamples.Rke2, note: resource =>
        {
            var name = resource.Resource.GetResourceName();
            if (resource.Args is CommandArgs { Stdin: { } stdin })
            {
                inputs.Add(($"{name}.stdin", Output.IsSecretAsync(stdin.ToOutput())));
            }

            if (resource.Args is CommandArgs { Connection: { } connection })
            {
                inputs.Add(($"{name}.privateKey", Output.IsSecretAsync(connection.Apply(args => args.PrivateKey!.ToOutput()))));
            }

            if (resource.Args is Pulumi.Kubernetes.ProviderArgs { KubeConfig: { } kubeconfig })
            {
                inputs.Add(($"{name}.kubeconfig", Output.IsSecretAsync(kubeconfig.ToOutput())));
            }

            return null;
        });

        Assert.Equal(30, inputs.Count);
        foreach (var (input, isSecret) in inputs)
        {
            Assert.True(await isSecret, input);
        }

        string[] holders = [.. plan.Names.Where(name => plan.InputsOf(name).ToJsonString() is var text
            && (text.Contains("secret-of-", StringComparison.Ordinal) || text.Contains("token.result", StringComparison.Ordinal)))];
        Assert.Equal(plan.NamesOf(Command).Where(name => name.StartsWith("berlin-host-", StringComparison.Ordinal)), holders);
        Assert.Equal(
            "[cluster]\ntoken = ${berlin-server-token.result}\nagent-token = ${berlin-agent-token.result}\nsecret-of-berlin-s3\n",
            plan.Input("berlin-host-10.30.0.11", "stdin"));
        Assert.Equal("[cluster]\ntoken = ${berlin-agent-token.result}\n", plan.Input("berlin-host-10.30.0.31", "stdin"));
        Assert.Equal("none", plan.Input("berlin-kubeconfig", "logging"));
    }

    [Fact]
    public async Task Gives_hosts_the_login_of_the_mirror_as_a_secret()
    {
        List<Task<bool>> secrets = [];
        var plan = await OnPremPlan.Of(OnPremSamples.Secluded, platform: OnPremSamples.Guarded, note: resource =>
        {
            if (resource.Args is CommandArgs { Stdin: { } stdin })
            {
                secrets.Add(Output.IsSecretAsync(stdin.ToOutput()));
            }

            return null;
        });

        Assert.All(await Task.WhenAll(secrets), Assert.True);
        Assert.Equal(
            "[cluster]\ntoken = ${berlin-agent-token.result}\n[registry]\nlogin = secret-of-mirror\n",
            plan.Input("berlin-host-10.30.0.31", "stdin"));
        Assert.Contains(
            "\n[registry]\nlogin = secret-of-mirror\nsecret-of-berlin-s3\n",
            (string?)plan.Input("berlin-host-10.30.0.11", "stdin"),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Puts_nothing_that_a_command_printed_into_the_environment_of_its_next_run()
    {
        var plan = await OnPremPlan.Of(OnPremSamples.Rke2);

        Assert.All(plan.NamesOf(Command), command => Assert.Equal(false, plan.Input(command, "addPreviousOutputInEnv")));
        Assert.All(plan.NamesOf(Command), command => Assert.False(plan.InputsOf(command).ContainsKey("environment")));
    }

    [Fact]
    public async Task Binds_the_backup_account_to_the_credentials_of_the_object_store()
    {
        var plan = await OnPremPlan.Of(OnPremSamples.Rke2, use: cluster =>
            Assert.Equal(3, cluster.Bind(new("velero", "velero-server", Access.BackupStore), new CustomResourceOptions()).Count));

        Assert.Equal(
            """{"name":"velero-server","namespace":"velero"}""", plan.InputsOf("berlin-velero-velero-server")["metadata"]!.ToJsonString());
        Assert.Equal(
            """{"name":"velero-credentials","namespace":"velero"}""",
            plan.InputsOf("berlin-velero-credentials")["metadata"]!.ToJsonString());
        Assert.Equal("[secret]", plan.Input("berlin-velero-credentials", "stringData.cloud"));
    }

    [Fact]
    public async Task Rejects_an_access_that_only_a_cloud_can_grant() =>
        await OnPremPlan.Of(
            OnPremSamples.Rke2,
            use: cluster => cluster.Bind(new("kube-system", "csi", Access.BlockVolumes), new CustomResourceOptions()),
            error: "clusters[0]: an on-prem cluster cannot grant BlockVolumes; no cloud manages its machines and disks.");

    [Fact]
    public async Task Rejects_backups_without_an_object_store() =>
        await OnPremPlan.Of(
            OnPremSamples.Adopted,
            use: cluster => cluster.Bind(new("velero", "velero-server", Access.BackupStore), new CustomResourceOptions()),
            error: "clusters[0].objectStore: is missing, but velero/velero-server keeps backups in it.");
}
