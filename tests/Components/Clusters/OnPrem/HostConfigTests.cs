using System.Text.Json.Nodes;
using Infra.Components.Clusters.OnPrem;
using Infra.Facts.OnPrem;
using Infra.Specification.Clusters;
using Infra.Tests.Facts.Documents;
using Infra.Tests.Planning;

namespace Infra.Tests.Components.Clusters.OnPrem;

public class HostConfigTests
{
    [Fact]
    public void Lets_the_first_server_begin_the_cluster_and_all_others_register_at_the_fixed_address()
    {
        Assert.Null(Config(OnPremSamples.Rke2, "10.30.0.11")["server"]);
        foreach (var other in (string[])["10.30.0.12", "10.30.0.21", "10.30.0.31"])
        {
            Assert.Equal("https://berlin.acme.example:9345", (string?)Config(OnPremSamples.Rke2, other)["server"]);
        }
    }

    [Fact]
    public void Hardens_rke2_by_its_cis_profile_on_every_host()
    {
        foreach (var host in ClusterHost.Of(OnPremSamples.Rke2, OnPremSamples.Rke2.Install!))
        {
            Assert.Equal("cis", (string?)Config(OnPremSamples.Rke2, host.Address)["profile"]);
        }
    }

    [Fact]
    public void Hardens_k3s_by_the_settings_of_its_hardening_guide()
    {
        var config = Config(OnPremSamples.Edge, "10.40.0.11");

        Assert.True((bool)config["protect-kernel-defaults"]!);
        Assert.True((bool)config["secrets-encryption"]!);
        Assert.True((bool)config["cluster-init"]!);
        Assert.Equal(
            [
                "admission-control-config-file=/etc/rancher/k3s/pod-security.yaml",
                "audit-log-path=/var/lib/rancher/k3s/server/logs/audit.log",
                "audit-policy-file=/etc/rancher/k3s/audit-policy.yaml",
                "audit-log-maxage=30",
                "audit-log-maxbackup=10",
                "audit-log-maxsize=100",
                "enable-admission-plugins=NodeRestriction",
            ],
            Texts(config["kube-apiserver-arg"]));
    }

    [Fact]
    public void Labels_and_taints_nodes_by_their_pool()
    {
        Assert.Equal(
            ["ai-platform/host=10.30.0.11", "ai-platform/pool=system"], Texts(Config(OnPremSamples.Rke2, "10.30.0.11")["node-label"]));
        Assert.Equal(["CriticalAddonsOnly=true:NoSchedule"], Texts(Config(OnPremSamples.Rke2, "10.30.0.11")["node-taint"]));
        Assert.Equal(
            ["ai-platform/host=10.30.0.21", "ai-platform/pool=cpu"], Texts(Config(OnPremSamples.Rke2, "10.30.0.21")["node-label"]));
        Assert.Null(Config(OnPremSamples.Rke2, "10.30.0.21")["node-taint"]);
        Assert.Equal(
            [
                "ai-platform/host=10.30.0.31", "ai-platform/pool=gpu", "nvidia.com/device-plugin.config=time-slicing-4",
                "nvidia.com/mig.config=all-disabled",
            ],
            Texts(Config(OnPremSamples.Rke2, "10.30.0.31")["node-label"]));
        Assert.Equal(["nvidia.com/gpu=present:NoSchedule"], Texts(Config(OnPremSamples.Rke2, "10.30.0.31")["node-taint"]));
    }

    [Fact]
    public void Leaves_servers_open_to_workloads_where_there_is_no_other_place_for_them()
    {
        var cluster = OnPremSamples.Rke2 with { Pools = [OnPremSamples.Rke2.Pools[1]] };

        Assert.Null(Config(cluster, "10.30.0.11")["node-taint"]);
    }

    [Fact]
    public void Gives_one_host_that_is_a_whole_cluster_the_labels_of_its_pool_but_no_taint()
    {
        var config = Config(OnPremSamples.Edge, "10.40.0.11");

        Assert.Equal(
            ["ai-platform/host=10.40.0.11", "ai-platform/pool=gpu", "nvidia.com/device-plugin.config=exclusive"],
            Texts(config["node-label"]));
        Assert.Null(config["node-taint"]);
    }

    [Fact]
    public void Leaves_load_balancers_to_metallb_where_there_are_address_pools()
    {
        var k3s = OnPremSamples.Edge with { Network = OnPremSamples.Rke2.Network, Storage = new() { Fast = new() } };

        Assert.Equal(["rke2-ingress-nginx", "rke2-traefik"], Texts(Config(OnPremSamples.Rke2, "10.30.0.11")["disable"]));
        Assert.Equal(["servicelb", "traefik", "local-storage"], Texts(Config(k3s, "10.40.0.11")["disable"]));
        Assert.Null(Config(OnPremSamples.Edge, "10.40.0.11")["disable"]);
    }

    [Fact]
    public void Keeps_etcd_snapshots_as_long_as_backups_and_in_the_same_store()
    {
        var config = Config(OnPremSamples.Rke2, "10.30.0.12");

        Assert.Equal("0 2 * * *", (string?)config["etcd-snapshot-schedule-cron"]);
        Assert.Equal(30, (int)config["etcd-snapshot-retention"]!);
        Assert.Equal("s3.acme.example:9000", (string?)config["etcd-s3-endpoint"]);
        Assert.Equal("berlin-backups", (string?)config["etcd-s3-bucket"]);
        Assert.Equal(90, (int)config["etcd-s3-retention"]!); // three servers put theirs into one folder
        Assert.Null(config["etcd-s3-endpoint-ca"]);
        Assert.Null(Config(OnPremSamples.Edge, "10.40.0.11")["etcd-s3"]);
    }

    [Theory]
    [InlineData(null, null, "10.42.0.0/16", "10.43.0.0/16", "10.43.0.10")]
    [InlineData("10.60.0.0/16", "10.61.128.0/20", "10.60.0.0/16", "10.61.128.0/20", "10.61.128.10")]
    public void Writes_down_the_networks_of_pods_and_services_on_every_server_and_no_agent(
        string? pods, string? services, string podCidr, string serviceCidr, string dns)
    {
        var cluster = OnPremSamples.Rke2 with
        {
            Network = OnPremSamples.Rke2.Network! with { PodCidr = pods, ServiceCidr = services },
        };
        foreach (var server in cluster.Install!.Servers)
        {
            var config = Config(cluster, server);
            Assert.Equal(
                [podCidr, serviceCidr, dns],
                ((string[])["cluster-cidr", "service-cidr", "cluster-dns"]).Select(key => (string?)config[key]));
        }

        Assert.Null(Config(cluster, "10.30.0.31")["cluster-cidr"]);
    }

    [Fact]
    public void Names_the_address_of_a_node_where_it_is_known_and_the_folder_of_its_state_where_it_is_another()
    {
        Assert.Equal("10.30.0.12", (string?)Config(OnPremSamples.Secluded, "10.30.0.12")["node-ip"]);
        Assert.Equal("/data/rke2", (string?)Config(OnPremSamples.Secluded, "10.30.0.31")["data-dir"]);
        Assert.Null(Config(OnPremSamples.Rke2, "10.30.0.31")["data-dir"]);
        Assert.Contains(
            "/data/rke2/agent/etc/kubelet.conf.d/50-ai-platform.conf", Files(OnPremSamples.Secluded, "10.30.0.31").Keys);
        var named = OnPremSamples.Edge with
        {
            Install = OnPremSamples.Edge.Install! with { Servers = ["shop.acme.example"], RegistrationAddress = "shop.acme.example" },
        };
        Assert.Null(Config(named, "shop.acme.example")["node-ip"]);
    }

    [Fact]
    public void Lets_kube_vip_hold_the_registration_address_on_servers_alone()
    {
        const string Path = "/data/rke2/server/manifests/ai-platform-kube-vip.yaml";
        var manifests = Files(OnPremSamples.Secluded, "10.30.0.11")[Path].Content;

        Assert.Contains("image: ghcr.io/kube-vip/kube-vip:v1.0.3\n", manifests, StringComparison.Ordinal);
        foreach (var (name, value) in ((string, string)[])[("address", "10.30.0.10"), ("vip_interface", "eno1"), ("svc_enable", "false")])
        {
            Assert.Matches($"- name: {name}\n +value: \"?{value}\"?\n", manifests);
        }

        Assert.DoesNotContain(Path, Files(OnPremSamples.Secluded, "10.30.0.31").Keys);
        Assert.DoesNotContain(Files(OnPremSamples.Rke2, "10.30.0.11").Keys, path => path.Contains("kube-vip", StringComparison.Ordinal));
    }

    [Fact]
    public void Gives_servers_the_authority_of_the_object_store()
    {
        var cluster = OnPremSamples.Rke2 with
        {
            ObjectStore = OnPremSamples.Rke2.ObjectStore! with { CaCertificate = OnPremSamples.Authority },
        };

        Assert.Equal("/etc/rancher/rke2/object-store-ca.pem", (string?)Config(cluster, "10.30.0.12")["etcd-s3-endpoint-ca"]);
        Assert.Equal(OnPremSamples.Authority, Files(cluster, "10.30.0.12")["/etc/rancher/rke2/object-store-ca.pem"].Content);
        Assert.DoesNotContain("/etc/rancher/rke2/object-store-ca.pem", Files(cluster, "10.30.0.31").Keys);
    }

    [Fact]
    public void Writes_no_line_of_a_certificate_as_a_command()
    {
        // What stands around certificates is a comment of PEM.
        var authority = OnPremSamples.Authority + "END_OF_FILE\nreboot\nAI_PLATFORM_SCRIPT\nreboot\n";
        var cluster = OnPremSamples.Rke2 with { ObjectStore = OnPremSamples.Rke2.ObjectStore! with { CaCertificate = authority } };
        var script = HostScripts.AsRoot(HostScripts.Install(
            OnPremSamples.Platform, cluster, cluster.Install!, ClusterHost.Of(cluster, cluster.Install!)[0]));

        Assert.Contains(
            $"put 0644 /etc/rancher/rke2/object-store-ca.pem <<'END_OF_FILE_'\n{authority}END_OF_FILE_\n",
            script,
            StringComparison.Ordinal);
        Assert.Contains("cat >\"$script\" <<'AI_PLATFORM_SCRIPT_'\n", script, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, 4)]
    [InlineData(8, 8)]
    public void Pulls_as_many_images_at_once_as_the_specification_says(int? asked, int pulls) => Assert.Contains(
        $"maxParallelImagePulls: {pulls}\n",
        Files(OnPremSamples.Rke2 with { ParallelPulls = asked }, "10.30.0.31")[
            "/var/lib/rancher/rke2/agent/etc/kubelet.conf.d/50-ai-platform.conf"].Content,
        StringComparison.Ordinal);

    [Fact]
    public void Closes_the_namespaces_of_Kubernetes_on_k3s_as_the_cis_profile_does_on_rke2()
    {
        const string Path = "/var/lib/rancher/k3s/server/manifests/ai-platform.yaml";
        var policies = Files(OnPremSamples.Edge, "10.40.0.11")[Path].Content;

        Assert.Equal(
            [
                "metadata: { name: intra-namespace, namespace: default }",
                "metadata: { name: intra-namespace, namespace: kube-public }",
                "metadata: { name: intra-namespace, namespace: kube-system }",
                "metadata: { name: dns, namespace: kube-system }",
                "metadata: { name: metrics-server, namespace: kube-system }",
                "metadata: { name: traefik, namespace: kube-system }",
                "metadata: { name: service-lb, namespace: kube-system }",
            ],
            policies.Split('\n').Where(line => line.StartsWith("metadata", StringComparison.Ordinal)));
        Assert.DoesNotContain(Files(OnPremSamples.Rke2, "10.30.0.11").Keys, path => path.Contains("/manifests/", StringComparison.Ordinal));
    }

    [Fact]
    public void Evicts_pods_at_the_thresholds_of_upstream_Kubernetes() => Assert.Equal(
        """{"memory.available":"100Mi","nodefs.available":"10%","nodefs.inodesFree":"5%","imagefs.available":"15%","imagefs.""" +
        """inodesFree":"5%"}""",
        HostHardening.Kubelet(OnPremSamples.Rke2)["evictionHard"]!.ToJsonString());

    [Theory]
    [InlineData(
        "registry.acme.example/mirror",
        """{"mirrors":{"*":{"endpoint":["https://registry.acme.example"],"rewrite":{"^(.*)$":"mirror/$1"}},"registry.acme.example":""" +
        """{"endpoint":["https://registry.acme.example"]}}}""")]
    [InlineData(
        "registry.acme.example:5000",
        """{"mirrors":{"*":{"endpoint":["https://registry.acme.example:5000"]},"registry.acme.example:5000":{"endpoint":""" +
        """["https://registry.acme.example:5000"]}}}""")]
    public void Pulls_every_image_from_the_mirror_and_from_nowhere_else(string registry, string expected)
    {
        var platform = OnPremSamples.Platform with { Sovereignty = OnPremSamples.Platform.Sovereignty with { Registry = registry } };
        var host = ClusterHost.Of(OnPremSamples.Edge, OnPremSamples.Edge.Install!)[0];
        var files = HostConfig.Files(platform, OnPremSamples.Edge, OnPremSamples.Edge.Install!, host).ToDictionary(file => file.Path);

        var actual = ReadYaml.Of(files["/etc/rancher/k3s/registries.yaml"].Content);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), actual), actual!.ToJsonString());
        Assert.True((bool)ReadYaml.Of(files["/etc/rancher/k3s/config.yaml"].Content)!["disable-default-registry-endpoint"]!);
    }

    [Fact]
    public void Gives_an_agent_nothing_that_only_a_server_reads()
    {
        var agent = ClusterHost.Of(OnPremSamples.Rke2, OnPremSamples.Rke2.Install!).Single(host => host.Address == "10.30.0.31");

        Assert.Equal(
            [
                "/etc/rancher/rke2/config.yaml",
                "/etc/sysctl.d/60-rke2-cis.conf",
                "/var/lib/rancher/rke2/agent/etc/kubelet.conf.d/50-ai-platform.conf",
            ],
            HostConfig.Files(OnPremSamples.Platform, OnPremSamples.Rke2, OnPremSamples.Rke2.Install!, agent).Select(file => file.Path));
        Assert.Equal(
            ["node-ip", "node-label", "node-taint", "profile", "server"],
            Config(OnPremSamples.Rke2, "10.30.0.31").Select(member => member.Key).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Encrypts_by_WireGuard_what_pods_send_from_host_to_host_where_the_stack_asks_for_it()
    {
        const string Canal = "/var/lib/rancher/rke2/server/manifests/ai-platform-canal.yaml";
        var encrypted = OnPremSamples.Platform with { Sovereignty = OnPremSamples.Platform.Sovereignty with { EncryptTraffic = true } };
        var (rke2, k3s) = (OnPremSamples.Rke2, OnPremSamples.Edge);

        var server = ClusterHost.Of(rke2, rke2.Install!).First(host => host.Role is not HostRole.Agent);
        var files = HostConfig.Files(encrypted, rke2, rke2.Install!, server).ToDictionary(file => file.Path);
        var canal = ReadYaml.Of(files[Canal].Content)!;
        Assert.Equal("""{"name":"rke2-canal","namespace":"kube-system"}""", canal["metadata"]!.ToJsonString());
        Assert.Equal("wireguard", (string?)ReadYaml.Of((string)canal["spec"]!["valuesContent"]!)!["flannel"]!["backend"]);
        Assert.DoesNotContain(Canal, Files(rke2, server.Address).Keys);

        var first = ClusterHost.Of(k3s, k3s.Install!)[0];
        Assert.Equal("wireguard-native", (string?)HostConfig.Config(encrypted, k3s, k3s.Install!, first)["flannel-backend"]);
        Assert.Null(Config(k3s, first.Address)["flannel-backend"]);
    }

    [Fact]
    public void Lets_hosts_take_images_from_each_other_where_the_stack_asks_for_it()
    {
        foreach (var cluster in (OnPremClusterSpec[])[OnPremSamples.Rke2, OnPremSamples.Edge])
        {
            var shared = cluster with { ShareImages = true };
            var server = ClusterHost.Of(shared, shared.Install!).First(host => host.Role is not HostRole.Agent);
            Assert.True((bool)Config(shared, server.Address)["embedded-registry"]!);
            Assert.Null(Config(cluster, server.Address)["embedded-registry"]);
            var registries = Files(shared, server.Address).Values.Single(
                file => file.Path.EndsWith("registries.yaml", StringComparison.Ordinal));
            Assert.Equal("""{"mirrors":{"*":{}}}""", ReadYaml.Of(registries.Content)!.ToJsonString());
        }
    }

    private static Dictionary<string, HostFile> Files(OnPremClusterSpec cluster, string address) => HostConfig.Files(
        OnPremSamples.Platform,
        cluster,
        cluster.Install!,
        ClusterHost.Of(cluster, cluster.Install!).Single(host => host.Address == address))
        .ToDictionary(file => file.Path);

    private static JsonObject Config(OnPremClusterSpec cluster, string address) => HostConfig.Config(
        OnPremSamples.Platform,
        cluster,
        cluster.Install!,
        ClusterHost.Of(cluster, cluster.Install!).Single(host => host.Address == address));

    private static IEnumerable<string> Texts(JsonNode? list) => list!.AsArray().Select(item => (string)item!);
}
