using Infra.Catalogue;
using Infra.Facts.Clusters;
using Infra.Specification.Gpu;
using Infra.Specification.Pools;

namespace Infra.Tests.Components.Clusters.Eks;

public class EksPoolsTests
{
    private const string NodeGroup = "aws:eks/nodeGroup:NodeGroup";
    private const string LaunchTemplate = "aws:ec2/launchTemplate:LaunchTemplate";
    private const string Resources = "k8s.io/cluster-autoscaler/node-template/resources/";

    private static readonly EksNodePoolSpec _inference = new()
    {
        Name = "inference",
        Machine = "g6e.12xlarge",
        Max = 12,
        Capacity = Capacity.Spot,
        Gpu = new GpuSpec { Sharing = new TimeSlicedGpu { Replicas = 4 } },
    };

    private static readonly EksNodePoolSpec _training = new()
    {
        Name = "training",
        Machine = "p5.48xlarge",
        Max = 4,
        Capacity = Capacity.Reserved,
        Reservation = "cr-0123456789abcdef0",
        Interconnect = Interconnect.Efa,
        Zones = ["b"],
    };

    [Fact]
    public async Task Creates_a_system_pool_of_three_tainted_nodes()
    {
        var plan = await EksPlan.Of(EksPlan.Cluster);
        var pool = plan.Inputs(NodeGroup, "frankfurt-system-pool");

        Assert.Equal("""{"desiredSize":3,"maxSize":6,"minSize":3}""", pool["scalingConfig"]!.ToJsonString());
        Assert.Equal("""[{"effect":"NO_SCHEDULE","key":"CriticalAddonsOnly","value":"true"}]""", pool["taints"]!.ToJsonString());
        Assert.Equal("""{"ai-platform/pool":"system"}""", pool["labels"]!.ToJsonString());
        Assert.Equal(
            """["${frankfurt-private-a.id}","${frankfurt-private-b.id}","${frankfurt-private-c.id}"]""",
            pool["subnetIds"]!.ToJsonString());
        Assert.Equal("AL2023_x86_64_STANDARD", (string?)pool["amiType"]);
        Assert.Equal("1.35.6-20260810", (string?)pool["releaseVersion"]);
        Assert.Equal("m7i.xlarge", (string?)plan.Inputs(LaunchTemplate, "frankfurt-system-launch-template")["instanceType"]);
    }

    [Fact]
    public async Task Creates_a_system_pool_of_the_size_that_the_specification_names()
    {
        var plan = await EksPlan.Of(
            EksPlan.Cluster with { SystemPool = new SystemPoolSpec { Machine = "m7i.2xlarge", Min = 4, Max = 9, DiskGiB = 150 } });
        var template = plan.Inputs(LaunchTemplate, "frankfurt-system-launch-template");

        Assert.Equal(
            """{"desiredSize":4,"maxSize":9,"minSize":4}""",
            plan.Inputs(NodeGroup, "frankfurt-system-pool")["scalingConfig"]!.ToJsonString());
        Assert.Equal("m7i.2xlarge", (string?)template["instanceType"]);
        Assert.Equal(150, (double)template["blockDeviceMappings"]![0]!["ebs"]!["volumeSize"]!);
    }

    [Fact]
    public async Task Creates_a_shared_GPU_pool_that_the_operator_and_the_autoscaler_understand()
    {
        var plan = await EksPlan.Of(EksPlan.Cluster with { Pools = [_inference] });
        var pool = plan.Inputs(NodeGroup, "frankfurt-inference-pool");

        Assert.Equal("AL2023_x86_64_NVIDIA", (string?)pool["amiType"]);
        Assert.Equal("SPOT", (string?)pool["capacityType"]);
        Assert.Equal(
            """{"ai-platform/pool":"inference","nvidia.com/device-plugin.config":"time-slicing-4"}""",
            pool["labels"]!.ToJsonString());
        Assert.Equal("""[{"effect":"NO_SCHEDULE","key":"nvidia.com/gpu","value":"present"}]""", pool["taints"]!.ToJsonString());
        Assert.Equal(
            """{"k8s.io/cluster-autoscaler/node-template/resources/ephemeral-storage":"3800G","k8s.io/cluster-autoscaler/node-template/""" +
            """resources/nvidia.com/gpu.shared":"16"}""",
            pool["tags"]!.ToJsonString());
        Assert.Equal("""{"desiredSize":0,"maxSize":12,"minSize":0}""", pool["scalingConfig"]!.ToJsonString());
        Assert.Equal("""{"maxUnavailablePercentage":33,"updateStrategy":"DEFAULT"}""", pool["updateConfig"]!.ToJsonString());
        Assert.True((bool)pool["nodeRepairConfig"]!["enabled"]!);
    }

    [Fact]
    public async Task Creates_a_Neuron_pool_that_the_autoscaler_understands_before_it_has_a_node()
    {
        var plan = await EksPlan.Of(EksPlan.Cluster with
        {
            Pools = [new EksNodePoolSpec { Name = "serving", Machine = "inf2.24xlarge", Max = 4 }],
        });
        var pool = plan.Inputs(NodeGroup, "frankfurt-serving-pool");

        Assert.Equal("AL2023_x86_64_NEURON", (string?)pool["amiType"]);
        Assert.Equal("""{"ai-platform/pool":"serving"}""", pool["labels"]!.ToJsonString());
        Assert.Equal("""[{"effect":"NO_SCHEDULE","key":"aws.amazon.com/neuron","value":"present"}]""", pool["taints"]!.ToJsonString());
        Assert.Equal("6", plan.Text("frankfurt-serving-pool", "tags", $"{Resources}aws.amazon.com/neuron"));
        Assert.Equal("12", plan.Text("frankfurt-serving-pool", "tags", $"{Resources}aws.amazon.com/neuroncore"));
        Assert.Equal(TimeSpan.FromHours(2), plan.Options(NodeGroup, "frankfurt-serving-pool").CustomTimeouts?.Create);
    }

    [Fact]
    public async Task Gives_GPU_pools_time()
    {
        var plan = await EksPlan.Of(EksPlan.Cluster with { Pools = [_inference] });

        Assert.Equal(TimeSpan.FromHours(2), plan.Options(NodeGroup, "frankfurt-inference-pool").CustomTimeouts?.Create);
        Assert.Null(plan.Options(NodeGroup, "frankfurt-system-pool").CustomTimeouts);
    }

    [Fact]
    public async Task Creates_a_group_in_each_zone_of_one_launch_template_where_pods_have_disks()
    {
        var plan = await EksPlan.Of(EksPlan.Cluster with { Storage = new() { Fast = new() }, Pools = [_inference] });
        var b = plan.Inputs(NodeGroup, "frankfurt-inference-b-pool");

        Assert.Equal(
            ["frankfurt-inference-a-pool", "frankfurt-inference-b-pool", "frankfurt-inference-c-pool", "frankfurt-system-pool"],
            plan.NamesOf(NodeGroup));
        Assert.Equal("""["${frankfurt-private-b.id}"]""", b["subnetIds"]!.ToJsonString());
        Assert.Equal("""{"desiredSize":0,"maxSize":4,"minSize":0}""", b["scalingConfig"]!.ToJsonString());
        Assert.Equal(["frankfurt-inference-launch-template", "frankfurt-system-launch-template"], plan.NamesOf(LaunchTemplate));
        Assert.Equal("inference", (string?)b["labels"]!["ai-platform/pool"]);
        Assert.Equal(
            plan.Inputs(NodeGroup, "frankfurt-inference-a-pool")["launchTemplate"]!.ToJsonString(),
            b["launchTemplate"]!.ToJsonString());
    }

    [Fact]
    public async Task Creates_machines_with_fast_encrypted_disks_and_a_closed_metadata_service()
    {
        var template = (await EksPlan.Of(EksPlan.Cluster with { Pools = [_inference] }))
            .Inputs(LaunchTemplate, "frankfurt-inference-launch-template");

        Assert.Equal(
            """{"httpEndpoint":"enabled","httpPutResponseHopLimit":1,"httpTokens":"required"}""",
            template["metadataOptions"]!.ToJsonString());
        Assert.Equal(
            """[{"deviceName":"/dev/xvda","ebs":{"deleteOnTermination":"true","encrypted":"true","iops":16000,"kmsKeyId":"arn:aws:kms:""" +
            """eu-central-1:123456789012:key/${frankfurt-volumes-key.id}","throughput":1000,"volumeSize":200,"volumeType":"gp3"}}]""",
            template["blockDeviceMappings"]!.ToJsonString());
        Assert.False(template.ContainsKey("networkInterfaces"));
    }

    [Fact]
    public async Task Tags_machines_disks_and_interfaces_which_the_tags_of_the_provider_do_not_reach()
    {
        var plan = await EksPlan.Of(EksPlan.Cluster with { Pools = [_inference] });
        var tags = plan.Inputs(LaunchTemplate, "frankfurt-inference-launch-template")["tagSpecifications"]!.AsArray();

        Assert.Equal(["instance", "volume", "network-interface"], tags.Select(tag => (string?)tag!["resourceType"]));
        Assert.All(tags, tag => Assert.Equal(
            """{"Name":"acme-test-frankfurt-inference","ai-platform/cluster":"acme-test-frankfurt","ai-platform/environment":""" +
            "\"test\",\"ai-platform/organization\":\"acme\",\"ai-platform/pool\":\"inference\"}",
            tag!["tags"]!.ToJsonString()));
    }

    [Fact]
    public async Task Keeps_the_monitoring_of_GPUs_away_from_GPUs_that_are_cut_and_repairs_no_node_for_it()
    {
        var cut = _training with
        {
            Name = "cut", Zones = [], Interconnect = Interconnect.None, Capacity = Capacity.OnDemand, Reservation = null,
            Gpu = new GpuSpec { Sharing = new MigGpu { Profile = "1g.10gb" } },
        };
        var plan = await EksPlan.Of(EksPlan.Cluster with { Pools = [_inference, cut] });
        var agent = plan.Document("aws:eks/addon:Addon", "frankfurt-add-on-eks-node-monitoring-agent", "configurationValues");

        Assert.Equal(
            """{"nodeAffinity":{"requiredDuringSchedulingIgnoredDuringExecution":{"nodeSelectorTerms":[{"matchExpressions":[""" +
            """{"key":"node.kubernetes.io/instance-type","operator":"In","values":["g6e.12xlarge","p5.48xlarge"]},""" +
            """{"key":"ai-platform/pool","operator":"NotIn","values":["cut"]}]}]}}}""",
            agent["dcgmAgent"]!["affinity"]!.ToJsonString());
        Assert.Equal(
            """{"enabled":true,"nodeRepairConfigOverrides":[{"minRepairWaitTimeMins":10,"nodeMonitoringCondition":"Accelerated""" +
            """HardwareReady","nodeUnhealthyReason":"DCGMError","repairAction":"NoAction"}]}""",
            plan.Inputs(NodeGroup, "frankfurt-cut-pool")["nodeRepairConfig"]!.ToJsonString());
        Assert.Equal("""{"enabled":true}""", plan.Inputs(NodeGroup, "frankfurt-inference-pool")["nodeRepairConfig"]!.ToJsonString());
    }

    [Fact]
    public async Task Monitors_GPUs_everywhere_where_none_are_cut()
    {
        var bottle = _inference with
        {
            Machine = "p5.48xlarge", Ami = AmiFamily.Bottlerocket, Gpu = new GpuSpec { Sharing = new MigGpu { Profile = "1g.10gb" } },
        };
        var plan = await EksPlan.Of(EksPlan.Cluster with { Pools = [bottle] });

        Assert.Equal(
            """{"dcgmAgent":{"tolerations":[{"operator":"Exists"}]}}""",
            plan.Document("aws:eks/addon:Addon", "frankfurt-add-on-eks-node-monitoring-agent", "configurationValues").ToJsonString());
    }

    [Fact]
    public async Task Creates_disks_as_fast_as_the_specification_says()
    {
        var plan = await EksPlan.Of(EksPlan.Cluster with { Pools = [_inference with { DiskIops = 6_000, DiskThroughput = 600 }] });
        var disk = plan.Inputs(LaunchTemplate, "frankfurt-inference-launch-template")["blockDeviceMappings"]![0]!["ebs"]!;

        Assert.Equal(6_000, (double)disk["iops"]!);
        Assert.Equal(600, (double)disk["throughput"]!);
    }

    [Fact]
    public async Task Creates_EFA_interfaces_in_one_zone_for_reserved_training_machines()
    {
        var plan = await EksPlan.Of(EksPlan.Cluster with { Pools = [_training] });
        var template = plan.Inputs(LaunchTemplate, "frankfurt-training-launch-template");
        var interfaces = template["networkInterfaces"]!.AsArray();

        Assert.Equal(33, interfaces.Count);
        Assert.Equal(
            """{"deleteOnTermination":"true","deviceIndex":0,"interfaceType":"interface","networkCardIndex":0,"securityGroups":""" +
            """["${frankfurt-cluster.vpcConfig.clusterSecurityGroupId}","${frankfurt-efa-sg.id}"]}""",
            interfaces[0]!.ToJsonString());
        Assert.Equal(
            """{"deleteOnTermination":"true","deviceIndex":0,"interfaceType":"efa-only","networkCardIndex":31,"securityGroups":""" +
            """["${frankfurt-cluster.vpcConfig.clusterSecurityGroupId}","${frankfurt-efa-sg.id}"]}""",
            interfaces[32]!.ToJsonString());
        Assert.DoesNotContain("aws:ec2/placementGroup:PlacementGroup", plan.Types);
        Assert.Equal(
            "cr-0123456789abcdef0",
            (string?)template["capacityReservationSpecification"]!["capacityReservationTarget"]!["capacityReservationId"]);
        Assert.False(template.ContainsKey("instanceMarketOptions"));

        var pool = plan.Inputs(NodeGroup, "frankfurt-training-pool");
        Assert.Equal("""["${frankfurt-private-b.id}"]""", pool["subnetIds"]!.ToJsonString());
        Assert.Equal("ON_DEMAND", (string?)pool["capacityType"]);
        Assert.Equal("MINIMAL", (string?)pool["updateConfig"]!["updateStrategy"]);
    }

    [Fact]
    public async Task Creates_a_placement_group_for_training_machines_that_nobody_reserved()
    {
        var plan = await EksPlan.Of(EksPlan.Cluster with { Pools = [_training with { Capacity = Capacity.OnDemand, Reservation = null }] });

        Assert.Equal(
            """{"name":"acme-test-frankfurt-training","strategy":"cluster"}""",
            plan.Inputs("aws:ec2/placementGroup:PlacementGroup").ToJsonString());
        Assert.Equal(
            "acme-test-frankfurt-training",
            (string?)plan.Inputs(LaunchTemplate, "frankfurt-training-launch-template")["placement"]!["groupName"]);
    }

    [Theory]
    [InlineData(Interconnect.Efa)]
    [InlineData(Interconnect.None)]
    public async Task Starts_reserved_machines_in_the_placement_group_of_their_reservation(Interconnect interconnect)
    {
        var plan = await EksPlan.Of(
            EksPlan.Cluster with { Pools = [_training with { PlacementGroup = "acme-training", Interconnect = interconnect }] });

        Assert.Equal(
            """{"groupName":"acme-training"}""",
            plan.Inputs(LaunchTemplate, "frankfurt-training-launch-template")["placement"]!.ToJsonString());
        Assert.DoesNotContain("aws:ec2/placementGroup:PlacementGroup", plan.Types);
    }

    [Fact]
    public async Task Creates_a_pool_from_a_capacity_block_without_a_placement_group_of_its_own()
    {
        var plan = await EksPlan.Of(EksPlan.Cluster with { Pools = [_training with { Capacity = Capacity.CapacityBlock }] });
        var template = plan.Inputs(LaunchTemplate, "frankfurt-training-launch-template");

        Assert.Equal("capacity-block", (string?)template["instanceMarketOptions"]!["marketType"]);
        Assert.Equal("p5.48xlarge", (string?)template["instanceType"]);
        Assert.Equal("CAPACITY_BLOCK", (string?)plan.Inputs(NodeGroup, "frankfurt-training-pool")["capacityType"]);
        Assert.DoesNotContain("aws:ec2/placementGroup:PlacementGroup", plan.Types);
    }

    [Fact]
    public async Task Empties_the_pool_of_a_capacity_block_an_hour_before_the_block_ends()
    {
        var plan = await EksPlan.Of(EksPlan.Cluster with
        {
            Pools = [_training with { Capacity = Capacity.CapacityBlock, BlockEnds = "2027-03-01T00:30:00Z" }],
        });
        var action = plan.Inputs("aws:autoscaling/schedule:Schedule", "frankfurt-training-block-ends");

        Assert.Equal("30 23 28 2 *", (string?)action["recurrence"]);
        Assert.Equal((0, 0, 0), ((double)action["minSize"]!, (double)action["maxSize"]!, (double)action["desiredCapacity"]!));
        Assert.Equal("${frankfurt-training-pool.resources[0].autoscalingGroups[0].name}", (string?)action["autoscalingGroupName"]);
    }

    [Fact]
    public async Task Starts_reserved_machines_from_a_group_of_reservations()
    {
        const string group = "arn:aws:resource-groups:eu-central-1:111122223333:group/acme-training";
        var plan = await EksPlan.Of(EksPlan.Cluster with { Pools = [_training with { Reservation = group }] });

        Assert.Equal(
            $"{{\"capacityReservationResourceGroupArn\":\"{group}\"}}",
            plan.Inputs(LaunchTemplate, "frankfurt-training-launch-template")["capacityReservationSpecification"]!
                ["capacityReservationTarget"]!.ToJsonString());
    }

    [Fact]
    public async Task Creates_Bottlerocket_nodes_with_a_disk_of_their_own_for_images()
    {
        var plan = await EksPlan.Of(EksPlan.Cluster with { Pools = [_inference with { Ami = AmiFamily.Bottlerocket }] });
        var pool = plan.Inputs(NodeGroup, "frankfurt-inference-pool");
        var disks = plan.Inputs(LaunchTemplate, "frankfurt-inference-launch-template")["blockDeviceMappings"]!.AsArray();

        Assert.Equal("BOTTLEROCKET_x86_64_NVIDIA", (string?)pool["amiType"]);
        Assert.Equal("1.66.0-1ad6b4a4", (string?)pool["releaseVersion"]);
        Assert.Equal("false", (string?)pool["labels"]!["nvidia.com/gpu.deploy.device-plugin"]);
        Assert.Equal(["/dev/xvda", "/dev/xvdb"], disks.Select(disk => (string?)disk!["deviceName"]));
        Assert.Equal(["true", "true"], disks.Select(disk => (string?)disk!["ebs"]!["encrypted"]));
        Assert.Equal(200, (double)disks[1]!["ebs"]!["volumeSize"]!);
    }

    [Fact]
    public async Task Creates_for_Karpenter_a_queue_with_its_events_and_nodes_that_may_join()
    {
        var plan = await EksPlan.Of(
            EksPlan.Cluster with { Pools = [_inference with { Provisioner = Provisioner.Karpenter }] },
            new WorkloadIdentity("kube-system", "karpenter", Access.NodeProvisioning));

        Assert.Equal(["frankfurt-system-pool"], plan.NamesOf(NodeGroup));
        Assert.Equal(
            [
                "frankfurt-karpenter-capacity-reservation", "frankfurt-karpenter-health", "frankfurt-karpenter-instance-state",
                "frankfurt-karpenter-rebalance", "frankfurt-karpenter-spot-interruption",
            ],
            plan.NamesOf("aws:cloudwatch/eventRule:EventRule"));
        Assert.Equal(plan.NamesOf("aws:cloudwatch/eventRule:EventRule"), plan.NamesOf("aws:cloudwatch/eventTarget:EventTarget"));
        Assert.Equal("acme-test-frankfurt", (string?)plan.Inputs("aws:sqs/queue:Queue")["name"]);
        Assert.Contains("frankfurt-logs-key", (string?)plan.Inputs("aws:sqs/queue:Queue")["kmsMasterKeyId"], StringComparison.Ordinal);
        Assert.Equal(
            "acme-test-frankfurt-karpenter-node",
            (string?)plan.Inputs("aws:iam/role:Role", "frankfurt-karpenter-node-role")["name"]);
        Assert.Equal("acme-test-frankfurt-karpenter-node", (string?)plan.Inputs("aws:iam/instanceProfile:InstanceProfile")["name"]);
        Assert.Equal("EC2_LINUX", (string?)plan.Inputs("aws:eks/accessEntry:AccessEntry", "frankfurt-karpenter-nodes")["type"]);
        Assert.Equal("karpenter.sh/discovery", (string?)plan.Inputs("aws:ec2/tag:Tag")["key"]);
        Assert.Equal("${frankfurt-cluster.vpcConfig.clusterSecurityGroupId}", (string?)plan.Inputs("aws:ec2/tag:Tag")["resourceId"]);
        Assert.Contains("frankfurt-endpoint-sqs", plan.NamesOf("aws:ec2/vpcEndpoint:VpcEndpoint"));
        Assert.Equal(
            """{"StringEquals":{"aws:SourceAccount":"123456789012"}}""",
            plan.Document("aws:sqs/queuePolicy:QueuePolicy", null, "policy")["Statement"]![0]!["Condition"]!.ToJsonString());
    }

    [Fact]
    public async Task Lets_Karpenter_remove_only_the_machines_that_it_made_for_this_cluster()
    {
        var plan = await EksPlan.Of(
            EksPlan.Cluster with { Pools = [_inference with { Provisioner = Provisioner.Karpenter }] },
            new WorkloadIdentity("kube-system", "karpenter", Access.NodeProvisioning));

        var remove = Assert.Single(
            plan.Document("aws:iam/rolePolicy:RolePolicy", "frankfurt-kube-system-karpenter-policy", "policy")["Statement"]!.AsArray(),
            statement => (string?)statement!["Sid"] == "RemoveOwn")!;
        Assert.Equal(
            """{"StringEquals":{"aws:ResourceTag/kubernetes.io/cluster/acme-test-frankfurt":"owned"},"StringLike":""" +
            """{"aws:ResourceTag/karpenter.sh/nodepool":"*"}}""",
            remove["Condition"]!.ToJsonString());
    }

    [Theory]
    [InlineData("eu-central-1", true)]
    [InlineData("us-gov-west-1", true)]
    [InlineData("eusc-de-east-1", false)]
    public async Task Lets_Karpenter_ask_for_zonal_shifts_where_it_gets_an_answer(string region, bool asks)
    {
        var plan = await EksPlan.Of(
            EksPlan.Cluster with { Region = region, Access = new(), Pools = [_inference with { Provisioner = Provisioner.Karpenter }] },
            new WorkloadIdentity("kube-system", "karpenter", Access.NodeProvisioning));

        Assert.Equal(asks, plan.NamesOf("aws:ec2/vpcEndpoint:VpcEndpoint").Contains("frankfurt-endpoint-arc-zonal-shift"));
        Assert.Equal(
            asks,
            plan.Document("aws:iam/rolePolicy:RolePolicy", "frankfurt-kube-system-karpenter-policy", "policy")["Statement"]!.AsArray()
                .Any(statement => (string?)statement!["Sid"] == "ReadZonalShifts"));
    }

    [Fact]
    public async Task Rejects_a_zone_that_the_cluster_has_no_subnet_in()
    {
        var error = await Assert.ThrowsAnyAsync<Exception>(
            () => EksPlan.Of(EksPlan.Cluster with { Pools = [_training with { Zones = ["f"] }] }));

        Assert.Contains("""The cluster has no subnet in zone "f". It has: a, b, c.""", error.Message, StringComparison.Ordinal);
    }
}
