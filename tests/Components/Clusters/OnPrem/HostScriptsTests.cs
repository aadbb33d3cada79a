using System.Runtime.Versioning;
using Infra.Catalogue;
using Infra.Components.Clusters.OnPrem;
using Infra.Facts.OnPrem;
using Infra.Specification;
using Infra.Specification.Clusters;
using Infra.Tests.Planning;

namespace Infra.Tests.Components.Clusters.OnPrem;

[UnsupportedOSPlatform("windows")]
public class HostScriptsTests
{
    public static TheoryData<string> Scripts => [.. Cases.Keys];

    // A host of each kind: with and without a mirror, with and without an object store.
    private static Dictionary<string, (PlatformSpec Platform, OnPremClusterSpec Cluster, string Host)> Cases { get; } = new()
    {
        ["rke2-first-server"] = (OnPremSamples.Platform, OnPremSamples.Rke2, "10.30.0.11"),
        ["rke2-server-mirror"] = (OnPremSamples.Sovereign, OnPremSamples.Rke2, "10.30.0.12"),
        ["rke2-gpu-agent"] = (OnPremSamples.Platform, OnPremSamples.Rke2, "10.30.0.31"),
        ["k3s-edge-mirror"] = (OnPremSamples.Sovereign, OnPremSamples.Edge, "10.40.0.11"),
        ["k3s-agent"] = (OnPremSamples.Platform, OnPremSamples.Rke2 with
        {
            Distribution = Distribution.K3s,
            Install = OnPremSamples.Rke2.Install! with { Release = "v1.35.1+k3s1" },
        }, "10.30.0.21"),
    };

    [Theory]
    [MemberData(nameof(Scripts))]
    public void Generates_the_script_that_was_reviewed(string name)
    {
        var path = Path.Combine(Repository(), "tests/Components/Clusters/OnPrem/Golden", name + ".sh");
        var script = Script(name);
        if (Environment.GetEnvironmentVariable("ACCEPT_SCRIPTS") == "1")
        {
            File.WriteAllText(path, script);
        }

        Assert.True(
            File.Exists(path) && File.ReadAllText(path) == script,
            $"{name}.sh differs from the reviewed script. Look at the change, then accept it: "
            + "ACCEPT_SCRIPTS=1 dotnet test tests --filter HostScripts");
    }

    [Theory]
    [MemberData(nameof(Scripts))]
    public void Changes_nothing_when_it_runs_again(string name)
    {
        using var host = HostFor(name);
        var first = host.Run(Script(name));
        Assert.True(first.Exit == 0, first.Output);
        Assert.Contains("systemctl restart", host.Log, StringComparison.Ordinal);
        var before = host.Snapshot();

        var second = host.Run(Script(name));

        Assert.True(second.Exit == 0, second.Output);
        Assert.Equal(before, host.Snapshot());
        Assert.DoesNotContain("restart", host.Log, StringComparison.Ordinal);
        Assert.DoesNotContain("curl --fail", host.Log, StringComparison.Ordinal);
        Assert.Equal($"node-1 is ready on {Release(name)}\n", second.Output);
    }

    [Theory]
    [MemberData(nameof(Scripts))]
    public void Keeps_secrets_in_one_file_that_root_alone_may_read(string name)
    {
        var program = Program(name);
        using var host = HostFor(name);
        var (_, output) = host.Run(Script(name));

        var path = $"/etc/rancher/{program}/config.yaml.d/90-secrets.yaml";
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, host.Mode(path));
        Assert.StartsWith("token: 'Server-Token-1'\n", host.Read(path), StringComparison.Ordinal);
        foreach (var secret in (string[])["Server-Token-1", "Agent-Token-2", "AKIA3", "Secret+4"])
        {
            Assert.DoesNotContain(secret, output, StringComparison.Ordinal);
            Assert.DoesNotContain(secret, host.Log, StringComparison.Ordinal);
            Assert.DoesNotContain(secret, host.Read($"/etc/rancher/{program}/config.yaml"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Gives_a_server_the_credentials_of_the_object_store_and_quotes_them()
    {
        using var host = HostFor("rke2-first-server");
        host.Run(Script("rke2-first-server"));

        Assert.Equal(
            """
            token: 'Server-Token-1'
            agent-token: 'Agent-Token-2'
            etcd-s3-access-key: 'AKIA3'
            etcd-s3-secret-key: 'it''s/Secret+4='

            """,
            host.Read("/etc/rancher/rke2/config.yaml.d/90-secrets.yaml"));
    }

    [Fact]
    public void Stops_without_a_secret_that_it_needs()
    {
        using var host = HostFor("rke2-first-server");
        var run = host.Run(Script("rke2-first-server"), "[cluster]\ntoken = a\nagent-token = b\n[other]\naws_access_key_id = c\n");

        Assert.Equal((1, "error: standard input has no [default]aws_access_key_id\n"), run);
        Assert.Empty(host.Log);
    }

    [Fact]
    public void Does_not_begin_a_second_cluster_beside_one_that_answers()
    {
        using var host = HostFor("rke2-first-server");
        host.Set("answers");
        var run = host.Run(Script("rke2-first-server"));

        Assert.Equal(1, run.Exit);
        Assert.Equal(
            "wrote /etc/rancher/rke2/config.yaml.d/90-secrets.yaml\n"
            + "error: a cluster answers at https://berlin.acme.example:9345 already, but this host has no datastore; list a server "
            + "that has one first\n",
            run.Output);
        Assert.DoesNotContain("systemctl", host.Log, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rke2-first-server", "error: rke2.linux-amd64.tar.gz of v1.35.1+rke2r1 does not have the checksum of its release\n")]
    [InlineData("k3s-edge-mirror", "error: k3s does not have the digest of the mirror's manifest\n")]
    public void Installs_nothing_that_is_not_what_was_released(string name, string message)
    {
        using var host = HostFor(name);
        var run = host.Run(Script(name), broken: true);

        Assert.Equal(1, run.Exit);
        Assert.EndsWith(message, run.Output, StringComparison.Ordinal);
        Assert.False(File.Exists($"{host.Root}/usr/local/bin/{Program(name)}"));
        Assert.DoesNotContain("restart", host.Log, StringComparison.Ordinal);
    }

    [Fact]
    public void Says_what_the_mirror_lacks()
    {
        using var host = HostFor("k3s-edge-mirror");
        var script = Script("k3s-edge-mirror").Replace("file=k3s;", "file=k3s-other;", StringComparison.Ordinal);

        Assert.EndsWith(
            "error: the mirror's mirror/rancher/k3s-release for v1.35.1+k3s1 has no file k3s-other\n",
            host.Run(script).Output,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Takes_a_snapshot_of_etcd_before_it_upgrades_a_server()
    {
        using var host = HostFor("rke2-first-server");
        host.Run(Script("rke2-first-server"));
        var next = OnPremSamples.Rke2 with { Install = OnPremSamples.Rke2.Install! with { Release = "v1.35.2+rke2r1" } };
        host.Release("rke2", "v1.35.2+rke2r1");

        var run = host.Run(HostScripts.Install(OnPremSamples.Platform, next, next.Install!, ClusterHost.Of(next, next.Install!)[0]));

        Assert.True(run.Exit == 0, run.Output);
        Assert.Equal(
            "installed rke2 v1.35.2+rke2r1\nrestarted rke2-server\n"
            + "wrote /etc/rancher/rke2/.started-with\nnode-1 is ready on v1.35.2+rke2r1\n",
            run.Output);
        var log = host.Log.Split('\n');
        var snapshot = Array.IndexOf(log, "rke2 etcd-snapshot save --name before-v1.35.2-rke2r1");
        Assert.InRange(snapshot, 0, Array.IndexOf(log, "systemctl restart rke2-server"));
    }

    [Theory]
    [InlineData("v1.37.0+rke2r1")]
    [InlineData("v1.34.9+rke2r1")]
    public void Upgrades_a_server_by_no_more_than_one_minor_version_and_never_back(string release)
    {
        using var host = HostFor("rke2-first-server");
        host.Run(Script("rke2-first-server"));
        var next = OnPremSamples.Rke2 with { Install = OnPremSamples.Rke2.Install! with { Release = release } };

        var run = host.Run(HostScripts.Install(OnPremSamples.Platform, next, next.Install!, ClusterHost.Of(next, next.Install!)[0]));

        Assert.Equal(
            (1, $"error: from v1.35.1+rke2r1 to {release} is not one minor version up; take the releases between them one after another\n"),
            run);
        Assert.DoesNotContain("etcd-snapshot", host.Log, StringComparison.Ordinal);
    }

    [Fact]
    public void Makes_good_a_run_that_was_cut_off_before_the_restart()
    {
        using var host = HostFor("rke2-first-server");
        host.Set("refuses");
        Assert.Equal(1, host.Run(Script("rke2-first-server")).Exit);
        host.Set("refuses", false);
        host.Set("active"); // systemd started it by itself meanwhile, with whatever was there

        var run = host.Run(Script("rke2-first-server"));

        Assert.True(run.Exit == 0, run.Output);
        Assert.StartsWith("restarted rke2-server\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Replaces_a_program_that_was_cut_off_while_it_was_unpacked()
    {
        using var host = HostFor("rke2-first-server");
        host.Run(Script("rke2-first-server"));
        host.Leave("/usr/local/bin/rke2", "");

        var run = host.Run(Script("rke2-first-server"));

        Assert.Equal((0, "installed rke2 v1.35.1+rke2r1\nnode-1 is ready on v1.35.1+rke2r1\n"), run);
    }

    [Fact]
    public void Takes_no_release_for_installed_before_all_of_it_is_unpacked()
    {
        using var host = HostFor("rke2-first-server");
        host.Set("full");
        Assert.NotEqual(0, host.Run(Script("rke2-first-server")).Exit);
        host.Set("full", false);

        Assert.Contains("installed rke2 v1.35.1+rke2r1\n", host.Run(Script("rke2-first-server")).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rke2-gpu-agent", "/etc/rancher/rke2", "/usr/local/bin/rke2")]
    [InlineData("k3s-edge-mirror", "/etc/rancher/k3s", "/usr/local/bin/k3s")]
    public void Confines_containers_where_the_host_confines(string name, string etc, string program)
    {
        using var open = HostFor(name);
        open.Run(Script(name));
        Assert.False(File.Exists($"{open.Root}{etc}/config.yaml.d/80-selinux.yaml"));

        using var confined = HostFor(name);
        confined.Set("confines");
        Assert.Equal(0, confined.Run(Script(name)).Exit);
        Assert.Equal("selinux: true\n", confined.Read($"{etc}/config.yaml.d/80-selinux.yaml"));
        Assert.Contains($"restorecon -R -i {confined.Root}{program}", confined.Log, StringComparison.Ordinal);
        Assert.DoesNotContain("restart", confined.Run(Script(name)).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Asks_no_proxy_whether_a_cluster_answers_at_the_site()
    {
        using var host = HostFor("rke2-first-server");
        host.Run(Script("rke2-first-server"));
        Assert.Contains(
            "curl --silent --insecure --noproxy * --max-time 5 https://berlin.acme.example:9345/ping\n",
            host.Log,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Says_where_to_look_when_the_service_does_not_start()
    {
        using var host = HostFor("rke2-first-server");
        host.Set("refuses");

        Assert.EndsWith(
            "error: rke2-server does not start: journalctl --unit rke2-server\n",
            host.Run(Script("rke2-first-server")).Output,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Does_not_take_a_node_for_ready_by_what_it_said_before_the_restart()
    {
        using var host = HostFor("rke2-first-server");
        host.Set("stale");
        var restarted = host.Run(Script("rke2-first-server"));
        Assert.Equal(1, restarted.Exit);
        Assert.EndsWith(
            "error: node-1 is not ready on v1.35.1+rke2r1 after ten minutes: journalctl --unit rke2-server\n",
            restarted.Output,
            StringComparison.Ordinal);

        host.Set("stale", false);
        Assert.Equal(0, host.Run(Script("rke2-first-server")).Exit);
        host.Set("stale"); // nothing is restarted now, so an old word is good enough
        Assert.Equal((0, "node-1 is ready on v1.35.1+rke2r1\n"), host.Run(Script("rke2-first-server")));
    }

    [Fact]
    public void Keeps_a_server_from_a_token_that_the_cluster_does_not_have()
    {
        using var host = HostFor("rke2-first-server");
        host.Run(Script("rke2-first-server"));
        host.Leave("/var/lib/rancher/rke2/server/db/etcd/member", "");
        var before = host.Snapshot();

        var run = host.Run(
            Script("rke2-first-server"),
            Rehearsal.Secrets.Replace("Server-Token-1", "Server-Token-5", StringComparison.Ordinal));

        Assert.Equal(
            (1, "error: the server token is not the one that this cluster has; docs/on-prem.md says under Tokens how to change it\n"), run);
        Assert.Equal(before, host.Snapshot());
    }

    [Fact]
    public void Gives_an_agent_a_new_token()
    {
        using var host = HostFor("rke2-gpu-agent");
        host.Run(Script("rke2-gpu-agent"));

        var run = host.Run(Script("rke2-gpu-agent"), "[cluster]\ntoken = Agent-Token-6\n");

        Assert.Equal(0, run.Exit);
        Assert.Equal("token: 'Agent-Token-6'\n", host.Read("/etc/rancher/rke2/config.yaml.d/90-secrets.yaml"));
        Assert.Contains("systemctl restart rke2-agent", host.Log, StringComparison.Ordinal);
    }

    [Fact]
    public void Labels_the_node_again_when_the_sharing_of_its_gpus_changes()
    {
        using var host = HostFor("rke2-gpu-agent");
        host.Run(Script("rke2-gpu-agent"));

        Assert.Contains(
            "label node node-1 --overwrite ai-platform/pool=gpu "
            + "nvidia.com/device-plugin.config=time-slicing-4 nvidia.com/mig.config=all-disabled\n",
            host.Log,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Runs_as_root_from_any_login_shell_and_leaves_standard_input_to_the_script()
    {
        using var host = HostFor("rke2-first-server");
        var wrapped = HostScripts.AsRoot("read -r line; echo \"got $line\"\n").Replace("sudo -n ", "", StringComparison.Ordinal);

        Assert.Equal((0, "got [cluster]\n"), host.Run(wrapped));
    }

    [Fact]
    public void Reads_a_kubeconfig_for_use_from_elsewhere() =>
        Assert.Equal(
            "clusters: [{cluster: {server: 'https://berlin.acme.example:6443'}}]",
            HostScripts.Readdress("clusters: [{cluster: {server: 'https://127.0.0.1:6443'}}]", OnPremSamples.Rke2.Install!));

    private static string Script(string name)
    {
        var (platform, cluster, address) = Cases[name];
        var host = ClusterHost.Of(cluster, cluster.Install!).Single(host => host.Address == address);
        return HostScripts.Install(platform, cluster, cluster.Install!, host);
    }

    private static Rehearsal HostFor(string name) => new(Program(name), Release(name));

    private static string Program(string name) => RancherDistribution.Of(Cases[name].Cluster).Name;

    private static string Release(string name) => Cases[name].Cluster.Install!.Release;

    private static string Repository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Infra.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests run inside the repository.");
    }
}
