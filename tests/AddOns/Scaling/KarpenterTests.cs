using System.Text.Json.Nodes;
using Infra.AddOns.Contracts;
using Infra.AddOns.Scaling;
using Infra.Facts;
using Infra.Facts.Clusters;
using Infra.Specification.Clusters;
using Infra.Specification.Pools;
using Infra.Tests.Planning;

namespace Infra.Tests.AddOns.Scaling;

public class KarpenterTests
{
    [Fact]
    public void Creates_a_node_class_and_a_node_pool_for_each_of_its_pools() => Assert.Equal(
        ["EC2NodeClass inference", "NodePool inference", "EC2NodeClass training", "NodePool training"],
        Manifests().Select(manifest => $"{manifest["kind"]} {manifest["metadata"]!["name"]}"));

    [Fact]
    public void Starts_no_node_in_a_zone_that_the_cluster_is_shifted_away_from() =>
        Assert.True(ChartValues.Of(new Karpenter(), Fleet.Context("eks-karpenter"))["settings"]!["enableZonalShift"]!.GetValue<bool>());

    [Fact]
    public void Replaces_few_nodes_at_a_time_and_each_within_a_month()
    {
        var pool = Spec("NodePool", "inference");
        Assert.Equal(
            """{"budgets":[{"nodes":"10%"}],"consolidationPolicy":"WhenEmptyOrUnderutilized","consolidateAfter":"300s"}""",
            pool["disruption"]!.ToJsonString());
        Assert.Equal("720h", pool["template"]!["spec"]!["expireAfter"]!.GetValue<string>());
        Assert.Equal("24h", pool["template"]!["spec"]!["terminationGracePeriod"]!.GetValue<string>());
    }

    [Fact]
    public void Never_takes_a_node_from_a_training_but_lets_idle_ones_go()
    {
        var pool = Spec("NodePool", "training");
        Assert.False(pool["template"]!["metadata"]!.AsObject().ContainsKey("annotations"));
        Assert.Equal("WhenEmpty", pool["disruption"]!["consolidationPolicy"]!.GetValue<string>());
        Assert.Equal("Never", pool["template"]!["spec"]!["expireAfter"]!.GetValue<string>());
        Assert.Equal("""[{"nodes":"10%"},{"nodes":"0","reasons":["Drifted"]}]""", pool["disruption"]!["budgets"]!.ToJsonString());
    }

    [Fact]
    public void Asks_for_the_machine_capacity_and_zones_of_the_pool()
    {
        Assert.Equal(
            """[{"key":"node.kubernetes.io/instance-type","operator":"In","values":["g6e.12xlarge"]},""" +
            """{"key":"karpenter.sh/capacity-type","operator":"In","values":["spot"]},""" +
            """{"key":"topology.kubernetes.io/zone","operator":"In","values":["eu-central-1a","eu-central-1b"]}]""",
            Spec("NodePool", "inference")["template"]!["spec"]!["requirements"]!.ToJsonString());
        Assert.Equal("""{"cpu":"576","nvidia.com/gpu":"48"}""", Spec("NodePool", "inference")["limits"]!.ToJsonString());
        Assert.Equal(
            """[{"id":"cr-0123456789abcdef0"}]""",
            Spec("EC2NodeClass", "training")["capacityReservationSelectorTerms"]!.ToJsonString());
    }

    [Fact]
    public void Takes_any_of_several_machines_and_buys_it_as_it_can_within_the_same_limits()
    {
        var pool = Fleet.Karpenter.Pools[0] with
        {
            Alternatives = ["g6e.24xlarge"], Fallbacks = [Capacity.OnDemand], Ami = AmiFamily.Al2023, Zones = [],
        };
        var spec = Manifests(Fleet.Karpenter with { Pools = [pool] }, "NodePool");

        Assert.Equal(
            """[{"key":"node.kubernetes.io/instance-type","operator":"In","values":["g6e.12xlarge","g6e.24xlarge"]},""" +
            """{"key":"karpenter.sh/capacity-type","operator":"In","values":["spot","on-demand"]}]""",
            spec["template"]!["spec"]!["requirements"]!.ToJsonString());
        Assert.Equal("""{"cpu":"1152","nvidia.com/gpu":"48"}""", spec["limits"]!.ToJsonString());
    }

    [Fact]
    public void Limits_pools_without_GPUs_by_their_smallest_machine()
    {
        var pool = new EksNodePoolSpec
        {
            Name = "general", Machine = "m7i.2xlarge", Max = 5, Provisioner = Provisioner.Karpenter, Alternatives = ["m7i.4xlarge"],
        };

        Assert.Equal(
            """{"cpu":"40"}""", Manifests(Fleet.Karpenter with { Pools = [pool] }, "NodePool")["limits"]!.ToJsonString());
        Assert.Equal(
            """{"maxPods":110}""",
            Manifests(Fleet.Karpenter with { Pools = [pool with { Machine = "m7i.8xlarge" }] }, "EC2NodeClass")["kubelet"]!.ToJsonString());
    }

    [Fact]
    public void Has_Karpenter_mount_local_disks_and_count_their_room()
    {
        Assert.Equal("RAID0", Spec("EC2NodeClass", "training")["instanceStorePolicy"]!.GetValue<string>());
        Assert.False(Manifests(
            Fleet.Karpenter with { Pools = [Fleet.Karpenter.Pools[0] with { LocalDisks = LocalDisks.Unused }] },
            "EC2NodeClass").ContainsKey("instanceStorePolicy"));
    }

    [Fact]
    public void Tags_machines_disks_and_interfaces_as_everything_else() => Assert.Equal(
        """{"Name":"acme-test-frankfurt-training","ai-platform/cluster":"acme-test-frankfurt","ai-platform/environment":"test",""" +
        "\"ai-platform/organization\":\"acme\",\"ai-platform/pool\":\"training\"}",
        Spec("EC2NodeClass", "training")["tags"]!.ToJsonString());

    [Fact]
    public void Scales_the_system_pool_of_a_cluster_whose_other_pools_Karpenter_provisions()
    {
        Assert.True(new ClusterAutoscaler().OnByDefault(Clouds.Of(Fleet.Karpenter)));
        Assert.False(new ClusterAutoscaler().OnByDefault(
            Clouds.Of(Fleet.Karpenter with { SystemPool = new SystemPoolSpec { Min = 3, Max = 3 } })));
    }

    [Fact]
    public void Marks_nodes_as_every_pool_of_the_platform_does()
    {
        var metadata = Spec("NodePool", "inference")["template"]!["metadata"]!;
        Assert.Equal(
            """{"ai-platform/pool":"inference","nvidia.com/device-plugin.config":"exclusive","nvidia.com/gpu.deploy.""" +
            """container-toolkit":"false","nvidia.com/gpu.deploy.device-plugin":"false","nvidia.com/gpu.deploy.""" +
            """driver":"false","nvidia.com/gpu.deploy.mig-manager":"false","team":"chat"}""",
            metadata["labels"]!.ToJsonString());
        Assert.Equal(
            """[{"key":"nvidia.com/gpu","effect":"NoSchedule","value":"present"},""" +
            """{"key":"team","effect":"NoSchedule","value":"research"}]""",
            Spec("NodePool", "training")["template"]!["spec"]!["taints"]!.ToJsonString());
    }

    [Fact]
    public void Gives_nodes_a_fast_encrypted_disk_for_large_images_and_no_way_to_their_credentials()
    {
        var node = Spec("EC2NodeClass", "training");
        Assert.Equal(
            """[{"deviceName":"/dev/xvda","ebs":{"volumeType":"gp3","volumeSize":"200Gi","iops":16000,"throughput":1000,"encrypted":""" +
            """true,"deleteOnTermination":true,"kmsKeyID":"alias/acme-test-frankfurt-volumes"}}]""",
            node["blockDeviceMappings"]!.ToJsonString());
        Assert.Equal(
            """{"httpEndpoint":"enabled","httpTokens":"required","httpPutResponseHopLimit":1}""",
            node["metadataOptions"]!.ToJsonString());
        Assert.Equal(
            ["/dev/xvda", "/dev/xvdb"],
            Spec("EC2NodeClass", "inference")["blockDeviceMappings"]!.AsArray().Select(disk => disk!["deviceName"]!.GetValue<string>()));
    }

    [Fact]
    public void Takes_as_many_pods_as_prefix_delegation_has_addresses_for() =>
        Assert.Equal("""{"maxPods":250}""", Spec("EC2NodeClass", "training")["kubelet"]!.ToJsonString());

    [Fact]
    public void Gives_training_nodes_an_ordinary_interface_and_every_card_EFA()
    {
        var interfaces = Spec("EC2NodeClass", "training")["networkInterfaces"]!.AsArray();

        Assert.Equal("""{"networkCardIndex":0,"deviceIndex":0,"interfaceType":"interface"}""", interfaces[0]!.ToJsonString());
        Assert.Equal("""{"networkCardIndex":0,"deviceIndex":1,"interfaceType":"efa-only"}""", interfaces[1]!.ToJsonString());
        Assert.Equal("""{"networkCardIndex":31,"deviceIndex":0,"interfaceType":"efa-only"}""", interfaces[32]!.ToJsonString());
        Assert.Equal(32, interfaces.Count(card => card!["interfaceType"]!.GetValue<string>() == "efa-only"));
        Assert.False(Spec("EC2NodeClass", "inference").ContainsKey("networkInterfaces"));
    }

    [Fact]
    public void Pins_the_image_of_the_nodes() => Assert.All(Fleet.Karpenter.Pools, pool => Assert.Matches(
        @"^/aws/service/(eks/optimized-ami/1\.35/.*-1\.35-v\d{8}|bottlerocket/aws-k8s-1\.35.*/\d+\.\d+\.\d+)/image_id$",
        Spec("EC2NodeClass", pool.Name)["amiSelectorTerms"]![0]!["ssmParameter"]!.GetValue<string>()));

    [Fact]
    public void Says_the_family_of_the_image_which_its_parameter_does_not() =>
        Assert.Equal(("AL2023", "Bottlerocket"), (Family("training"), Family("inference")));

    [Fact]
    public void Names_a_ready_instance_profile_since_an_isolated_cluster_cannot_reach_the_IAM_API() =>
        Assert.Equal("acme-test-frankfurt-karpenter-node", Spec("EC2NodeClass", "training")["instanceProfile"]!.GetValue<string>());

    [Fact]
    public void Rejects_every_autoscaler_that_the_cluster_has_no_use_for()
    {
        Assert.Equal("AKS runs Karpenter itself; remove the add-on here.", new Karpenter().Obstacle(Fleet.Context("aks").Cloud));
        Assert.Equal("Karpenter runs in a cloud only; remove the add-on here.", new KarpenterCrd().Obstacle(Fleet.Context("rke2").Cloud));
        Assert.Equal(
            "AKS scales its node pools itself; remove the add-on here.",
            new ClusterAutoscaler().Obstacle(Fleet.Context("aks").Cloud));
        Assert.Equal(
            "an on-prem site has a fixed number of machines; remove the add-on here.",
            new ClusterAutoscaler().Obstacle(Fleet.Context("rke2").Cloud));
    }

    [Fact]
    public void Brings_its_CRDs_by_a_chart_of_their_own()
    {
        Assert.Equal([typeof(KarpenterCrd)], new Karpenter().Requires);
        Assert.True(new Karpenter().SkipCrds);
    }

    [Fact]
    public void Sizes_managed_pools_by_the_autoscaler_of_the_clusters_own_minor_version()
    {
        var values = ChartValues.Of(new ClusterAutoscaler(), Fleet.In(Fleet.Platform, Fleet.Eks with { Version = "1.34" }));
        Assert.Equal("v1.34.0", values["image"]!["tag"]!.GetValue<string>());
        Assert.Equal("acme-test-frankfurt", values["autoDiscovery"]!["clusterName"]!.GetValue<string>());
        Assert.Equal(
            [new WorkloadIdentity("kube-system", "cluster-autoscaler", Access.NodeGroupScaling)],
            new ClusterAutoscaler().Identities(Fleet.Context("eks")));
    }

    [Fact]
    public void Sizes_managed_pools_as_AKS_sizes_its_own() => Assert.Equal(
        [
            "--balance-similar-node-groups=true",
            "--balancing-label=ai-platform/pool",
            "--expander=least-waste",
            "--max-graceful-termination-sec=1800",
            "--max-node-provision-time=30m",
            "--scale-down-unneeded-time=10m",
            "--skip-nodes-with-local-storage=false",
            "--skip-nodes-with-system-pods=false",
            "--aws-use-static-instance-list=false",
        ],
        ChartValues.Of(new ClusterAutoscaler(), Fleet.Context("eks"))["customArgs"]!.AsArray()
            .Select(argument => argument!.GetValue<string>()));

    private static string Family(string pool) => Spec("EC2NodeClass", pool)["amiFamily"]!.GetValue<string>();

    private static IEnumerable<JsonObject> Manifests() => new Karpenter().Manifests(Fleet.Context("eks-karpenter"));

    private static JsonObject Manifests(EksClusterSpec cluster, string kind) =>
        new Karpenter().Manifests(Fleet.In(Fleet.Platform, cluster))
            .Single(manifest => manifest["kind"]!.GetValue<string>() == kind)["spec"]!.AsObject();

    private static JsonObject Spec(string kind, string name) => Manifests()
        .Single(manifest =>
            manifest["kind"]!.GetValue<string>() == kind && manifest["metadata"]!["name"]!.GetValue<string>() == name)["spec"]!
        .AsObject();
}
