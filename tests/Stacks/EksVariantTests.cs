
namespace Infra.Tests.Stacks;

/// <summary>EKS in every variant that a stack file can ask for.</summary>
public class EksVariantTests
{
    private const string Cluster = "aws:eks/cluster:Cluster";
    private const string Endpoint = "aws:ec2/vpcEndpoint:VpcEndpoint";
    private const string Ingress = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
    private const string NodeGroup = "aws:eks/nodeGroup:NodeGroup";
    private const string Template = "aws:ec2/launchTemplate:LaunchTemplate";

    [Fact]
    public async Task A_public_cluster_answers_the_named_networks_alone()
    {
        var plan = await StackSample.PlanAsync("""
            ai-platform:sovereignty: { locations: [eu], operators: [eu, us], endpoints: public }
            ai-platform:clusters:
              - kind: eks
                name: frankfurt
                region: eu-central-1
                version: "1.35"
                role: hub
                network: { cidr: 10.10.0.0/16, zones: 2, egress: nat-single }
                publicAccessCidrs: [198.51.100.0/24]
                pools: [{ name: inference, machine: g6.12xlarge, max: 2, capacity: spot }]
            """);

        Assert.Equal(
            """["198.51.100.0/24"]""", plan.Inputs(Cluster)["vpcConfig"]!["publicAccessCidrs"]!.ToJsonString());
        Assert.Single(plan.NamesOf("aws:ec2/natGateway:NatGateway"));
        Assert.Equal(["frankfurt-endpoint-s3"], plan.NamesOf(Endpoint));
        Assert.Equal("SPOT", (string?)plan.Inputs(NodeGroup, "frankfurt-inference-pool")["capacityType"]);
        Assert.Equal(
            [
                "frankfurt-ai-gateway-crds-helm", "frankfurt-ai-gateway-helm", "frankfurt-argo-cd",
                "frankfurt-aws-load-balancer-controller", "frankfurt-cert-manager", "frankfurt-cluster-autoscaler",
                "frankfurt-envoy-gateway-crds", "frankfurt-external-secrets", "frankfurt-gatekeeper", "frankfurt-gateway-api",
                "frankfurt-gateway-helm", "frankfurt-gpu-operator", "frankfurt-inference-extension", "frankfurt-jobset", "frankfurt-keda",
                "frankfurt-kube-prometheus-stack", "frankfurt-kuberay-operator", "frankfurt-kueue", "frankfurt-lws", "frankfurt-opencost",
                "frankfurt-prometheus-operator-crds", "frankfurt-trust-manager", "frankfurt-velero",
            ],
            plan.Releases());
    }

    [Fact]
    public async Task A_private_cluster_reaches_AWS_inside_its_network_and_pulls_from_the_mirror()
    {
        var plan = await StackSample.PlanAsync("""
            ai-platform:clusters:
              - kind: eks
                name: frankfurt
                region: eu-central-1
                account: "111122223333"
                version: "1.35"
                role: hub
                network: { cidr: 10.10.0.0/16 }
                privateAccessCidrs: [10.0.0.0/24]
                storage: { fast: {}, shared: {}, parallel: {} }
                pools: [{ name: general, machine: m7i.2xlarge, min: 1, max: 10 }]
            """);

        Assert.False((bool)plan.Inputs(Cluster)["vpcConfig"]!["endpointPublicAccess"]!);
        Assert.Equal(
            ["frankfurt-api-10.0.0.0-24"],
            plan.NamesOf(Ingress).Where(name => name.StartsWith("frankfurt-api-", StringComparison.Ordinal)));
        Assert.Equal("""["111122223333"]""", plan.Inputs("pulumi:providers:aws")["allowedAccountIds"]!.ToJsonString());
        Assert.Contains("frankfurt-endpoint-eks-auth", plan.NamesOf(Endpoint));
        Assert.Contains("frankfurt-endpoint-elasticfilesystem", plan.NamesOf(Endpoint));
        Assert.Equal(3, plan.NamesOf("aws:ec2/natGateway:NatGateway").Length);
        Assert.Equal(
            ["frankfurt-class-fast", "frankfurt-class-parallel", "frankfurt-class-shared"],
            plan.NamesOf("kubernetes:storage.k8s.io/v1:StorageClass"));
        Assert.StartsWith(
            "registry.acme.example/mirror/",
            (string?)plan.Values("frankfurt-cluster-autoscaler")["image"]!["repository"],
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_isolated_cluster_has_no_way_to_the_internet()
    {
        var plan = await StackSample.PlanAsync("""
            ai-platform:clusters:
              - kind: eks
                name: stockholm
                region: eu-north-1
                version: "1.35"
                role: hub
                network: { cidr: 10.11.0.0/16, egress: isolated }
                pools: [{ name: inference, machine: g6e.12xlarge, max: 6 }]
            """);

        Assert.Empty(plan.NamesOf("aws:ec2/internetGateway:InternetGateway"));
        Assert.Empty(plan.NamesOf("aws:ec2/natGateway:NatGateway"));
        Assert.Empty(plan.NamesOf("aws:ec2/route:Route"));
        Assert.Equal(6, plan.NamesOf("aws:ec2/subnet:Subnet").Length);
        Assert.Equal(16, plan.NamesOf(Endpoint).Length);
    }

    [Fact]
    public async Task An_isolated_cluster_without_a_mirror_is_refused() => SoundStack.Tells(
        ["SOV005 error clusters[0].network.egress: isolated nodes cannot reach the public registries. "
        + "Set sovereignty.registry to your mirror, or egress to nat-per-zone or nat-single."],
        [await StackSample.RefusalAsync("""
            ai-platform:sovereignty: { locations: [eu], operators: [eu, us] }
            ai-platform:clusters:
              - kind: eks
                name: stockholm
                region: eu-north-1
                version: "1.35"
                role: hub
                network: { cidr: 10.11.0.0/16, egress: isolated }
            """)]);

    [Fact]
    public async Task Karpenter_takes_the_place_of_node_groups_and_leaves_the_system_pool_to_the_autoscaler()
    {
        var plan = await StackSample.PlanAsync("""
            ai-platform:clusters:
              - kind: eks
                name: frankfurt
                region: eu-central-1
                version: "1.35"
                role: hub
                network: { cidr: 10.10.0.0/16 }
                pools: [{ name: inference, machine: g6e.12xlarge, max: 12, capacity: spot, provisioner: karpenter }]
            """);

        Assert.Equal(["frankfurt-system-pool"], plan.NamesOf(NodeGroup));
        Assert.Equal(["frankfurt-karpenter-ec2nodeclass-inference"], plan.NamesOf("kubernetes:karpenter.k8s.aws/v1:EC2NodeClass"));
        var pool = plan.Inputs("kubernetes:karpenter.sh/v1:NodePool")["spec"]!;
        Assert.Equal("""{"cpu":"576","nvidia.com/gpu":"48"}""", pool["limits"]!.ToJsonString());
        Assert.Equal(
            """[{"effect":"NoSchedule","key":"nvidia.com/gpu","value":"present"}]""",
            pool["template"]!["spec"]!["taints"]!.ToJsonString());
        Assert.Equal("acme-test-frankfurt", (string?)plan.Inputs("aws:sqs/queue:Queue")["name"]);
        Assert.Contains("frankfurt-karpenter", plan.Releases());
        Assert.Contains("frankfurt-cluster-autoscaler", plan.Releases());
    }

    [Fact]
    public async Task Karpenter_works_without_a_way_to_the_internet()
    {
        var plan = await StackSample.PlanAsync("""
            ai-platform:clusters:
              - kind: eks
                name: stockholm
                region: eu-north-1
                version: "1.35"
                role: hub
                network: { cidr: 10.11.0.0/16, egress: isolated }
                pools:
                  - { name: training, machine: p5.48xlarge, max: 4, provisioner: karpenter, interconnect: efa, zones: [a],
                      ami: bottlerocket }
            """);

        Assert.True((bool)plan.Values("stockholm-karpenter")["settings"]!["isolatedVPC"]!);
        Assert.Superset(
            new HashSet<string>
            {
                "stockholm-endpoint-ec2",
                "stockholm-endpoint-eks",
                "stockholm-endpoint-sqs",
                "stockholm-endpoint-ssm",
                "stockholm-endpoint-sts",
            },
            plan.NamesOf(Endpoint).ToHashSet());
        var machine = plan.Inputs("kubernetes:karpenter.k8s.aws/v1:EC2NodeClass")["spec"]!;
        Assert.Equal("acme-test-stockholm-karpenter-node", (string?)machine["instanceProfile"]);
        Assert.Equal("acme-test-stockholm-training", (string?)machine["placementGroupSelector"]!["name"]);
        Assert.Equal(33, machine["networkInterfaces"]!.AsArray().Count);
        Assert.Equal("acme-test-stockholm-training", (string?)plan.Inputs("aws:ec2/placementGroup:PlacementGroup")["name"]);
        Assert.Contains("stockholm-aws-efa-k8s-device-plugin", plan.Releases());
    }

    [Fact]
    public async Task Pools_follow_the_control_plane_one_by_one()
    {
        var plan = await StackSample.PlanAsync("""
            ai-platform:clusters:
              - kind: eks
                name: stockholm
                region: eu-north-1
                version: "1.36"
                role: hub
                network: { cidr: 10.11.0.0/16 }
                pools:
                  - { name: upgraded, machine: g6e.12xlarge, max: 6 }
                  - { name: waiting, machine: g6e.12xlarge, max: 6, version: "1.35" }
                  - { name: burst, machine: g6e.12xlarge, max: 6, provisioner: karpenter, version: "1.34", labels: { team: burst } }
            """);

        Assert.Equal("1.36", (string?)plan.Inputs(Cluster)["version"]);
        Assert.Equal(("1.36", "1.36.2-20260810"), Versions("system"));
        Assert.Equal(("1.36", "1.36.2-20260810"), Versions("upgraded"));
        Assert.Equal(("1.35", "1.35.6-20260810"), Versions("waiting"));
        // By an alias Karpenter would take the control plane's version.
        Assert.Equal(
            "/aws/service/eks/optimized-ami/1.34/amazon-linux-2023/x86_64/nvidia/" +
            "amazon-eks-node-al2023-x86_64-nvidia-1.34-v20260810/image_id",
            (string?)plan.Inputs("kubernetes:karpenter.k8s.aws/v1:EC2NodeClass")["spec"]!["amiSelectorTerms"]![0]!["ssmParameter"]);

        (string?, string?) Versions(string pool)
        {
            var group = plan.Inputs(NodeGroup, $"stockholm-{pool}-pool");
            return ((string?)group["version"], (string?)group["releaseVersion"]);
        }
    }

    [Fact]
    public async Task Bottlerocket_brings_its_own_driver_and_device_plugin()
    {
        var plan = await StackSample.PlanAsync("""
            ai-platform:clusters:
              - kind: eks
                name: stockholm
                region: eu-north-1
                version: "1.35"
                role: hub
                network: { cidr: 10.11.0.0/16 }
                pools: [{ name: inference, machine: g6e.12xlarge, max: 6, ami: bottlerocket }]
            """);

        var pool = plan.Inputs(NodeGroup, "stockholm-inference-pool");
        Assert.Equal("BOTTLEROCKET_x86_64_NVIDIA", (string?)pool["amiType"]);
        Assert.Equal("false", (string?)pool["labels"]!["nvidia.com/gpu.deploy.device-plugin"]);
        Assert.Equal("AL2023_x86_64_STANDARD", (string?)plan.Inputs(NodeGroup, "stockholm-system-pool")["amiType"]);
    }

    [Fact]
    public async Task Training_machines_stand_together_and_speak_EFA()
    {
        var plan = await StackSample.PlanAsync("""
            ai-platform:clusters:
              - kind: eks
                name: stockholm
                region: eu-north-1
                version: "1.35"
                role: hub
                network: { cidr: 10.11.0.0/16 }
                pools:
                  - name: training
                    machine: p5.48xlarge
                    max: 4
                    zones: [a]
                    capacity: reserved
                    reservation: cr-0123456789abcdef0
                    placementGroup: acme-training
                    interconnect: efa
            """);

        var template = plan.Inputs(Template, "stockholm-training-launch-template");
        Assert.Equal(33, template["networkInterfaces"]!.AsArray().Count);
        Assert.Equal("acme-training", (string?)template["placement"]!["groupName"]);
        Assert.Equal(
            ["training"],
            plan.Values("stockholm-aws-efa-k8s-device-plugin")["supportedInstanceLabels"]!["values"]!.AsArray()
                .Select(pool => (string?)pool));
        Assert.Equal(
            "cr-0123456789abcdef0",
            (string?)template["capacityReservationSpecification"]!["capacityReservationTarget"]!["capacityReservationId"]);
        Assert.Equal(
            """["${stockholm-private-a.id}"]""", plan.Inputs(NodeGroup, "stockholm-training-pool")["subnetIds"]!.ToJsonString());
    }

    [Fact]
    public async Task A_capacity_block_is_bought_as_such_and_brings_its_own_placement()
    {
        var plan = await StackSample.PlanAsync("""
            ai-platform:clusters:
              - kind: eks
                name: stockholm
                region: eu-north-1
                version: "1.35"
                role: hub
                network: { cidr: 10.11.0.0/16 }
                pools:
                  - name: training
                    machine: p5.48xlarge
                    max: 2
                    zones: [a]
                    capacity: capacity-block
                    reservation: cr-0123456789abcdef0
                    interconnect: efa
            """);

        Assert.Equal("CAPACITY_BLOCK", (string?)plan.Inputs(NodeGroup, "stockholm-training-pool")["capacityType"]);
        Assert.Equal(
            "capacity-block", (string?)plan.Inputs(Template, "stockholm-training-launch-template")["instanceMarketOptions"]!["marketType"]);
        Assert.Empty(plan.NamesOf("aws:ec2/placementGroup:PlacementGroup"));
    }

    [Theory]
    [InlineData("eu", "eusc-de-east-1", "aws-eusc", "eu.amazonaws.eusc-de-east-1.ecr.api")]
    [InlineData("us", "us-gov-west-1", "aws-us-gov", "com.amazonaws.us-gov-west-1.ecr.api")]
    [InlineData("cn", "cn-northwest-1", "aws-cn", "cn.com.amazonaws.cn-northwest-1.ecr.api")]
    public async Task A_sovereign_partition_is_followed_everywhere(string place, string region, string partition, string registry)
    {
        var plan = await StackSample.PlanAsync($$"""
            ai-platform:sovereignty: { locations: [{{place}}], operators: [eu, us, cn], registry: registry.acme.example/mirror }
            ai-platform:clusters:
              - kind: eks
                name: sovereign
                region: {{region}}
                version: "1.35"
                role: hub
                network: { cidr: 10.10.0.0/16 }
                access: { administrators: ["arn:{{partition}}:iam::111122223333:role/platform"] }
            """);

        Assert.Equal(registry, (string?)plan.Inputs(Endpoint, "sovereign-endpoint-ecr-api")["serviceName"]);
        // The youngest regions do not have it.
        Assert.DoesNotContain("sovereign-endpoint-ec2messages", plan.NamesOf(Endpoint));
        Assert.StartsWith(
            $"arn:{partition}:eks:{region}:",
            (string?)plan.Inputs("pulumi:providers:kubernetes")["clusterIdentifier"],
            StringComparison.Ordinal);
        Assert.All(
            plan.NamesOf("aws:iam/rolePolicyAttachment:RolePolicyAttachment"),
            name => Assert.StartsWith(
                $"arn:{partition}:iam::aws:policy/",
                (string?)plan.Inputs("aws:iam/rolePolicyAttachment:RolePolicyAttachment", name)["policyArn"],
                StringComparison.Ordinal));
    }

    [Fact]
    public async Task Keys_of_AWS_encrypt_all_the_same()
    {
        var plan = await StackSample.PlanAsync("""
            ai-platform:sovereignty:
              locations: [eu]
              operators: [eu, us]
              keys: provider-managed
              registry: registry.acme.example/mirror
            ai-platform:clusters:
              - kind: eks
                name: frankfurt
                region: eu-central-1
                version: "1.35"
                role: hub
                network: { cidr: 10.10.0.0/16 }
                storage: { fast: {}, shared: {} }
            """);

        Assert.Empty(plan.NamesOf("aws:kms/key:Key"));
        Assert.True((bool)plan.Inputs("aws:efs/fileSystem:FileSystem")["encrypted"]!);
        Assert.Equal("true", (string?)plan.Inputs(Template)["blockDeviceMappings"]![0]!["ebs"]!["encrypted"]);
        Assert.Equal(
            "true",
            (string?)plan.Inputs("kubernetes:storage.k8s.io/v1:StorageClass", "frankfurt-class-fast")["parameters"]!["encrypted"]);
    }
}
