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
        ["rke2-server-secluded"] = (OnPremSamples.Guarded, OnPremSamples.Secluded, "10.30.0.12"),
        ["k3s-edge-mirror"] = (OnPremSamples.Sovereign, OnPremSamples.Edge, "10.40.0.11"),
        ["k3s-agent"] = (OnPremSamples.Platform, OnPremSamples.Rke2 with
        {
            Distribution = Distribution.K3s,
            Install = OnPremSamples.Rke2.Install! with { Release = "v1.35.1+k3s1" },
        }, "10.30.0.21"),
    };

    public static TheoryData<string> Reviewed => [.. Cases.Keys, .. Others.Keys];

    // Preflights and removals, which have tests of their own.
    private static Dictionary<string, string> Others { get; } = new()
    {
        ["preflight-rke2-gpu-agent"] = HostPreflightTests.Script(OnPremSamples.Platform, OnPremSamples.Rke2, "10.30.0.31"),
        ["preflight-rke2-server-secluded"] = HostPreflightTests.Script(OnPremSamples.Guarded, OnPremSamples.Secluded, "10.30.0.12"),
        ["preflight-k3s-edge"] = HostPreflightTests.Script(OnPremSamples.Sovereign, OnPremSamples.Edge, "10.40.0.11"),
        ["find-node"] = HostRemoval.FindNode(RancherDistribution.Rke2, HostRemovalTests.Gpu),
        ["remove-node"] = HostRemoval.RemoveNode(RancherDistribution.Rke2, OnPremSamples.Rke2.Install!, HostRemovalTests.Gpu),
        ["uninstall-rke2"] = HostRemoval.Uninstall(RancherDistribution.Rke2),
        ["uninstall-k3s"] = HostRemoval.Uninstall(RancherDistribution.K3s),
    };

    [Theory]
    [MemberData(nameof(Reviewed))]
    public void Generates_the_script_that_was_reviewed(string name)
    {
        var path = Path.Combine(Repository(), "tests/Components/Clusters/OnPrem/Golden", name + ".sh");
        var script = Others.GetValueOrDefault(name) ?? Script(name);
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
        Assert.DoesNotContain("curl --proto", host.Log, StringComparison.Ordinal);
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
        foreach (var secret in (string[])["Server-Token-1", "Agent-Token-2", "AKIA3", "Secret+4", "'&5"])
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
        Assert.Equal("systemctl is-enabled --quiet rke2-agent\n", host.Log);
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
        Assert.DoesNotContain("systemctl enable", host.Log, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        "rke2-first-server", "error: rke2.linux-amd64.tar.gz of v1.35.1+rke2r1 does not have the digest that the stack pins\n")]
    [InlineData("k3s-edge-mirror", "error: k3s of v1.35.1+k3s1 does not have the digest that the stack pins\n")]
    public void Installs_nothing_that_is_not_what_the_stack_pins(string name, string message)
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
        var script = Script("k3s-edge-mirror").Replace(
            "/k3s-release/blobs", "/other-release/wrong", StringComparison.Ordinal);

        Assert.EndsWith(
            "error: the mirror's mirror/rancher/k3s-release has no k3s with the digest that the stack pins\n",
            host.Run(script).Output,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Installs_nothing_for_an_architecture_without_a_digest()
    {
        using var host = HostFor("rke2-first-server");
        var script = Script("rke2-first-server").Replace(
            $"arch=amd64 digest='{OnPremSamples.Digests["amd64"]}'", "arch=amd64 digest=''", StringComparison.Ordinal);

        Assert.EndsWith(
            "error: the stack pins no digest of rke2.linux-amd64.tar.gz: give install.digests.amd64\n",
            host.Run(script).Output,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, "user = \"robot$mirror:p:\\\"\\\\'&5\"\n")]
    [InlineData(true, "user = \"robot$mirror:p:\\\"\\\\'&5\"\nheader = \"Authorization: Bearer Token-7\"\n")]
    public void Logs_in_to_the_mirror_by_itself_or_with_a_token(bool token, string given)
    {
        using var host = HostFor("rke2-server-secluded");
        host.Set("token", token);
        var run = host.Run(Script("rke2-server-secluded"));

        Assert.True(run.Exit == 0, run.Output);
        Assert.Equal(given, host.Given);
        Assert.Contains(
            "--proxy http://proxy.acme.example:3128 --noproxy 127.0.0.0/8,localhost,.svc,.cluster.local,10.44.0.0/16,10.45.0.0/16," +
            "10.30.0.0/24,.berlin.acme.example --cacert ",
            host.Log,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Gives_containerd_the_login_of_the_mirror_quoted()
    {
        using var host = HostFor("rke2-server-secluded");
        host.Run(Script("rke2-server-secluded"));

        Assert.EndsWith(
            """
            configs:
              registry.acme.example:
                tls:
                  ca_file: "/etc/rancher/rke2/registry-ca.pem"
                auth:
                  username: 'robot$mirror'
                  password: 'p:"\''&5'

            """,
            host.Read("/etc/rancher/rke2/registries.yaml"),
            StringComparison.Ordinal);
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite, host.Mode("/etc/rancher/rke2/registries.yaml"));
    }

    [Fact]
    public void Passes_the_proxy_to_the_service_and_takes_away_no_file_of_a_person()
    {
        using var host = HostFor("rke2-server-secluded");
        host.Run(Script("rke2-server-secluded"));
        var file = "/etc/default/rke2-server";
        Assert.Equal(
            """
            # Written by the platform.
            HTTP_PROXY=http://proxy.acme.example:3128
            HTTPS_PROXY=http://proxy.acme.example:3128
            NO_PROXY=127.0.0.0/8,localhost,.svc,.cluster.local,10.44.0.0/16,10.45.0.0/16,10.30.0.0/24,.berlin.acme.example

            """,
            host.Read(file));

        var without = OnPremSamples.Secluded with { Install = OnPremSamples.Secluded.Install! with { Proxy = null } };
        Assert.Contains("removed /etc/default/rke2-server\n", host.Run(Script(without, "10.30.0.12")).Output, StringComparison.Ordinal);

        host.Leave(file, "HTTP_PROXY=http://other:3128\n");
        Assert.Equal(0, host.Run(Script(without, "10.30.0.12")).Exit);
        Assert.Equal("HTTP_PROXY=http://other:3128\n", host.Read(file));
    }

    [Theory]
    [InlineData("rke2-first-server", "/opt/rke2/bin/rke2", "/etc/systemd/system/rke2-server.service")]
    [InlineData("k3s-edge-mirror", "/opt/bin/k3s", "/etc/systemd/system/k3s.service")]
    public void Goes_where_the_installer_goes_if_usr_local_is_read_only(string name, string program, string unit)
    {
        using var host = HostFor(name);
        Directory.Delete($"{host.Root}/usr/local");
        host.Leave("/usr/local", ""); // no folder can be made in a file: root may write to any other
        var first = host.Run(Script(name));

        Assert.True(first.Exit == 0, first.Output);
        Assert.True(File.Exists(host.Root + program));
        Assert.Contains($"ExecStart={program} server\n", host.Read(unit), StringComparison.Ordinal);
        var before = host.Snapshot();
        Assert.Equal((0, $"node-1 is ready on {Release(name)}\n"), host.Run(Script(name)));
        Assert.Equal(before, host.Snapshot());
    }

    [Fact]
    public void Goes_where_the_installer_goes_if_usr_local_is_a_mount_but_stays_where_it_is()
    {
        using var fresh = HostFor("rke2-first-server");
        fresh.Set("mounted");
        fresh.Run(Script("rke2-first-server"));
        Assert.True(File.Exists($"{fresh.Root}/opt/rke2/bin/rke2"));
        Assert.Contains("installed in /opt/rke2", fresh.Read("/opt/rke2/bin/rke2-uninstall.sh"), StringComparison.Ordinal);

        using var old = HostFor("rke2-first-server");
        old.Run(Script("rke2-first-server"));
        old.Set("mounted");
        Assert.Equal((0, "node-1 is ready on v1.35.1+rke2r1\n"), old.Run(Script("rke2-first-server")));
    }

    [Fact]
    public void Leaves_the_networks_of_a_cluster_and_the_folder_of_a_host_as_they_are()
    {
        using var host = HostFor("rke2-first-server");
        host.Run(Script("rke2-first-server"));
        var before = host.Snapshot();

        Assert.Equal(
            (1, "error: this cluster has 10.42.0.0/16 for pods and 10.43.0.0/16 for services, and both stay\n"),
            host.Run(Script(
                OnPremSamples.Rke2 with { Network = OnPremSamples.Rke2.Network! with { PodCidr = "10.44.0.0/16" } }, "10.30.0.11")));
        Assert.Equal(
            (1, "error: the state of this host is in /var/lib/rancher/rke2; remove the host, then add it with another folder\n"),
            host.Run(Script(
                OnPremSamples.Rke2 with { Install = OnPremSamples.Rke2.Install! with { DataDirectory = "/data/rke2" } },
                "10.30.0.11")));
        Assert.Equal(before, host.Snapshot());
    }

    [Fact]
    public void Makes_no_agent_of_a_server()
    {
        using var host = HostFor("rke2-first-server");
        host.Run(Script("rke2-first-server"));

        Assert.Equal(
            (1, "error: this host runs rke2-server; remove it from the stack first, then add it in its new role\n"),
            host.Run(Script("rke2-gpu-agent")));
    }

    [Fact]
    public void Waits_for_the_virtual_address_that_the_next_server_registers_at()
    {
        using var host = HostFor("rke2-server-secluded");
        host.Set("answers", false);
        var run = host.Run(Script("rke2-server-secluded"));

        Assert.Equal(1, run.Exit);
        Assert.EndsWith(
            "error: nobody answers at https://10.30.0.10:9345/ping after five minutes; see the logs of kube-vip in kube-system\n",
            run.Output,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Drains_an_agent_before_its_release_changes_and_lets_pods_come_back_after()
    {
        using var host = HostFor("rke2-gpu-agent");
        host.Run(Script("rke2-gpu-agent"));
        host.Set("pods", text: "team/web-0 StatefulSet|Running\nkube-system/canal-x DaemonSet|Running\n"
            + "kube-system/kube-proxy Node|Running\nteam/done Job|Succeeded\nteam/bare |Running\n");

        var run = Upgrade(host, "10.30.0.31");

        Assert.True(run.Exit == 0, run.Output);
        Assert.StartsWith("drained node-1\ninstalled rke2 v1.35.2+rke2r1\nrestarted rke2-agent\n", run.Output, StringComparison.Ordinal);
        var log = host.Log;
        string[] order =
        [
            "\"unschedulable\":true", "/api/v1/namespaces/team/pods/web-0/eviction",
            """{"apiVersion":"policy/v1","kind":"Eviction","metadata":{"namespace":"team","name":"web-0"}}""",
            "/api/v1/namespaces/team/pods/bare/eviction", "systemctl restart rke2-agent", "\"unschedulable\":false",
        ];
        Assert.Equal(
            order,
            order.OrderBy(part => log.IndexOf(part, StringComparison.Ordinal) is var at and >= 0 ? at : int.MaxValue));
        Assert.DoesNotContain("canal-x", log, StringComparison.Ordinal);
        Assert.DoesNotContain("kube-proxy/eviction", log, StringComparison.Ordinal);
        Assert.DoesNotContain("pods/done", log, StringComparison.Ordinal);
    }

    [Fact]
    public void Keeps_the_release_of_a_host_whose_pods_may_not_leave()
    {
        using var host = HostFor("rke2-gpu-agent");
        host.Run(Script("rke2-gpu-agent"));
        host.Set("pods", text: "team/web-0 StatefulSet|Running\n");
        host.Set("budget");

        var run = Upgrade(host, "10.30.0.31");

        Assert.Equal(
            (1, "error: after 10 minutes these pods are still on node-1, kept by a disruption budget or slow: team/web-0\n"), run);
        Assert.Contains("v1.35.1+rke2r1", host.Read("/usr/local/bin/rke2"), StringComparison.Ordinal);
        Assert.DoesNotContain("restart", host.Log, StringComparison.Ordinal);
        Assert.Contains("\"unschedulable\":false", host.Log, StringComparison.Ordinal);
    }

    [Fact]
    public void Leaves_a_node_cordoned_that_a_person_has_cordoned()
    {
        using var host = HostFor("rke2-gpu-agent");
        host.Run(Script("rke2-gpu-agent"));
        host.Set("cordoned");

        Assert.Equal(0, Upgrade(host, "10.30.0.31").Exit);
        Assert.DoesNotContain("unschedulable\":", host.Log, StringComparison.Ordinal);
    }

    [Fact]
    public void Uncordons_in_the_next_run_what_an_interrupted_one_has_cordoned()
    {
        using var host = HostFor("rke2-gpu-agent");
        host.Run(Script("rke2-gpu-agent"));
        host.Set("refuses");
        Assert.Equal(1, Upgrade(host, "10.30.0.31").Exit);
        host.Set("refuses", false);

        Assert.Equal(0, Upgrade(host, "10.30.0.31").Exit);
        Assert.Contains("\"unschedulable\":false", host.Log, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("k3s-edge-mirror")]
    public void Drains_nothing_where_pods_have_no_other_place(string name) =>
        Assert.DoesNotContain("/eviction", Script(name), StringComparison.Ordinal);

    [Fact]
    public void Takes_away_labels_that_the_pool_no_longer_has_and_no_others()
    {
        using var host = HostFor("rke2-gpu-agent");
        var labelled = OnPremSamples.Rke2 with
        {
            Pools =
            [
                OnPremSamples.Rke2.Pools[0],
                OnPremSamples.Rke2.Pools[1] with { Labels = OnPremSamples.Rke2.Pools[1].Labels.Add("tier", "gold") },
            ],
        };
        host.Run(Script(labelled, "10.30.0.31"));
        Assert.Contains("nvidia.com/mig.config=all-disabled tier=gold\n", host.Log, StringComparison.Ordinal);

        Assert.Equal(0, host.Run(Script("rke2-gpu-agent")).Exit);
        Assert.Contains("nvidia.com/mig.config=all-disabled tier-\n", host.Log, StringComparison.Ordinal);
        host.Run(Script("rke2-gpu-agent"));
        Assert.Contains("nvidia.com/mig.config=all-disabled\n", host.Log, StringComparison.Ordinal);
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
            "drained node-1\ninstalled rke2 v1.35.2+rke2r1\nrestarted rke2-server\n"
            + "wrote /etc/rancher/rke2/.started-with\nnode-1 is ready on v1.35.2+rke2r1\n",
            run.Output);
        var log = host.Log.Split('\n');
        var snapshot = Array.IndexOf(log, "rke2 etcd-snapshot save --name before-v1.35.2-rke2r1");
        Assert.InRange(snapshot, 0, Array.IndexOf(log, "systemctl restart rke2-server"));
        Assert.Equal("rke2 etcd-snapshot prune --name before --snapshot-retention 5", log[snapshot + 1]);
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
            "label node node-1 --overwrite ai-platform/host=10.30.0.31 ai-platform/pool=gpu "
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
        return Script(cluster, address, platform);
    }

    private static string Script(OnPremClusterSpec cluster, string address, PlatformSpec? platform = null) => HostScripts.Install(
        platform ?? OnPremSamples.Platform, cluster, cluster.Install!,
        ClusterHost.Of(cluster, cluster.Install!).Single(host => host.Address == address));

    private static (int Exit, string Output) Upgrade(Rehearsal host, string address)
    {
        host.Release("rke2", "v1.35.2+rke2r1");
        var next = OnPremSamples.Rke2 with { Install = OnPremSamples.Rke2.Install! with { Release = "v1.35.2+rke2r1" } };
        return host.Run(Script(next, address));
    }

    private static Rehearsal HostFor(string name)
    {
        var host = new Rehearsal(Program(name), Release(name));
        host.Set("answers", Cases[name].Cluster.Install!.KubeVip is not null);
        return host;
    }

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
