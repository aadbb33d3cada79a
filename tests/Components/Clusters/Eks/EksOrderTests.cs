using Infra.Specification.Clusters;
using Infra.Specification.Storage;

namespace Infra.Tests.Components.Clusters.Eks;

/// <summary>What must exist before something else works, so that the first run succeeds and the last one can end.</summary>
public class EksOrderTests
{
    private static readonly EksClusterSpec _cluster = EksPlan.Cluster with
    {
        PrivateAccessCidrs = ["10.0.0.0/24"],
        Storage = new StorageSpec { Fast = new(), Shared = new(), Parallel = new() },
    };

    [Fact]
    public async Task Gives_nodes_a_way_to_AWS_before_there_is_a_cluster_to_join()
    {
        var plan = await EksPlan.Of(_cluster);

        Assert.Superset(
            new HashSet<string> { "frankfurt-network", "frankfurt-endpoints", "frankfurt-control-plane-logs" },
            plan.DependsOn("frankfurt-cluster").ToHashSet());
    }

    [Fact]
    public async Task Starts_nodes_once_networking_and_their_rights_are_there()
    {
        var plan = await EksPlan.Of(_cluster);

        Assert.Superset(
            new HashSet<string>
            {
                "frankfurt-add-on-eks-pod-identity-agent", "frankfurt-add-on-kube-proxy", "frankfurt-add-on-vpc-cni",
                "frankfurt-node-role-AmazonEC2ContainerRegistryPullOnly", "frankfurt-node-role-AmazonEKSWorkerNodePolicy",
            },
            plan.DependsOn("frankfurt-system-pool").ToHashSet());
    }

    [Fact]
    public async Task Installs_the_block_driver_after_the_CRDs_of_snapshots() =>
        Assert.Contains(
            "frankfurt-add-on-snapshot-controller",
            (await EksPlan.Of(_cluster)).DependsOn("frankfurt-add-on-aws-ebs-csi-driver"));

    [Fact]
    public async Task Uses_the_Kubernetes_API_only_where_it_answers_and_knows_the_caller() => Assert.Superset(
        new HashSet<string> { "frankfurt-api-10.0.0.0-24", "frankfurt-administrator-111122223333-role-platform" },
        (await EksPlan.Of(_cluster)).DependsOn("frankfurt-kubernetes").ToHashSet());

    [Fact]
    public async Task Opens_the_ports_of_Lustre_before_FSx_looks_for_them()
    {
        var plan = await EksPlan.Of(_cluster);

        Assert.Equal(6, Rules("Ingress").Count());
        Assert.Equal(4, Rules("Egress").Count());

        IEnumerable<string> Rules(string direction) => plan
            .DependsOn("frankfurt-class-parallel", $"aws:vpc/securityGroup{direction}Rule:SecurityGroup{direction}Rule")
            .Where(name => name.Contains("-parallel", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Offers_the_class_shared_once_every_zone_can_mount_it() => Assert.Superset(
        new HashSet<string> { "frankfurt-shared-a", "frankfurt-shared-b", "frankfurt-shared-c", "frankfurt-add-on-aws-efs-csi-driver" },
        (await EksPlan.Of(_cluster)).DependsOn("frankfurt-class-shared").ToHashSet());
}
