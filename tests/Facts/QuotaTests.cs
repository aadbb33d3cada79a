using Infra.Facts;
using Infra.Facts.Clusters;
using Infra.Specification.Clusters;
using Infra.Specification.Pools;
using Infra.Tests.Rules;

namespace Infra.Tests.Facts;

/// <summary>What a cluster needs of the quotas of its account.</summary>
public sealed class QuotaTests
{
    [Theory]
    [InlineData(Capacity.OnDemand, "On-demand vCPUs, P", "ec2/L-417A185B")]
    // A reservation uses the same quota, used or not.
    [InlineData(Capacity.Reserved, "On-demand vCPUs, P", "ec2/L-417A185B")]
    [InlineData(Capacity.Spot, "Spot vCPUs, P", "ec2/L-7212CCBC")]
    public void Counts_the_processors_of_a_pool_at_its_maximum(Capacity capacity, string name, string code) => Assert.Equal(
        [
            new QuotaNeed(null, "eu-central-1", "On-demand vCPUs, Standard", "ec2/L-1216C47A", 24, 5),
            new QuotaNeed(null, "eu-central-1", name, code, 768, 0),
        ],
        Needs(Eks(Fleets.EksPool with { Machine = "p5.48xlarge", Capacity = capacity })));

    [Fact]
    public void Counts_no_capacity_block() => Assert.Equal(
        ["On-demand vCPUs, Standard 24"],
        Needs(Eks(Fleets.EksPool with { Machine = "p5.48xlarge", Capacity = Capacity.CapacityBlock })).Select(Short));

    [Fact]
    public void Counts_the_largest_machine_of_a_pool_once_for_each_way_of_buying() => Assert.Equal(
        ["On-demand vCPUs, Standard 24", "Spot vCPUs, G and VT 384", "On-demand vCPUs, G and VT 384"],
        Needs(Eks(Fleets.EksPool with
        {
            Provisioner = Provisioner.Karpenter,
            Capacity = Capacity.Spot,
            Alternatives = ["g6e.24xlarge", "g6e.8xlarge"],
            Fallbacks = [Capacity.OnDemand],
        })).Select(Short));

    [Theory]
    [InlineData("aws:ec2/vpc:Vpc", 1, "VPCs 1")]
    [InlineData("aws:ec2/internetGateway:InternetGateway", 1, "Internet gateways 1")]
    [InlineData("aws:ec2/eip:Eip", 3, "Elastic IP addresses 3")]
    [InlineData("aws:ec2/natGateway:NatGateway", 3, "NAT gateways in a zone 1")]
    [InlineData("aws:ec2/vpcEndpoint:VpcEndpoint", 13, "Interface endpoints, frankfurt 12")]
    [InlineData("aws:eks/nodeGroup:NodeGroup", 31, "Managed node groups, frankfurt 31")]
    public void Counts_what_the_plan_has_in_AWS(string type, int count, string need) => Assert.Equal(
        [need],
        Clouds.Of(Fleets.Eks).Quotas(asked => asked == type ? count : 0)
            .Where(quota => quota.Needed > 0 && !quota.Name.Contains("vCPUs", StringComparison.Ordinal))
            .Select(Short));

    [Fact]
    public void Counts_the_networks_that_reach_the_API() => Assert.Contains(
        new QuotaNeed("111122223333", "eu-central-1", "API security group rules, frankfurt", "vpc/L-0EA8095F", 2, 60),
        Needs(Fleets.Eks with { Account = "111122223333", PrivateAccessCidrs = ["10.0.0.0/24", "10.0.1.0/24"] }));

    [Fact]
    public void Counts_nodes_of_upgrades_in_the_region_and_in_the_family_on_Azure() => Assert.Equal(
        [
            // Six nodes, and a third of them while all are replaced.
            new QuotaNeed(null, "westeurope", "vCPUs of the region", "cores", 32, 20),
            new QuotaNeed(null, "westeurope", "vCPUs of a family", "standardDDSv5Family", 32, 20),
            // A pool with GPUs takes a node down first, unless it says otherwise.
            new QuotaNeed(null, "westeurope", "vCPUs of the region", "cores", 200, 20),
            new QuotaNeed(null, "westeurope", "vCPUs of a family", "StandardNCadsH100v5Family", 200, 0),
        ],
        Needs(Fleets.Aks with { Pools = [Fleets.AksPool with { MaxSurge = "1" }] }));

    [Fact]
    public void Counts_spot_machines_of_all_families_together_on_Azure() => Assert.Contains(
        new QuotaNeed(null, "westeurope", "Spot vCPUs", "lowPriorityCores", 160, 20),
        Needs(Fleets.Aks with { Pools = [Fleets.AksPool with { Capacity = Capacity.Spot }] }));

    [Fact]
    public void Counts_each_machine_and_each_way_to_buy_it_that_Karpenter_may_choose_on_Azure() => Assert.Equal(
        [
            // One node more while a tenth is replaced; of two machine types of a family the larger counts.
            new QuotaNeed(null, "westeurope", "Spot vCPUs", "lowPriorityCores", 80, 20),
            new QuotaNeed(null, "westeurope", "vCPUs of the region", "cores", 80, 20),
            new QuotaNeed(null, "westeurope", "vCPUs of a family", "Standard NCASv3_T4 Family", 80, 0),
        ],
        Needs(Fleets.Aks with
        {
            Pools =
            [
                Fleets.AksPool with
                {
                    Machine = "Standard_NC8as_T4_v3", Alternatives = ["Standard_NC16as_T4_v3"], Provisioner = Provisioner.Karpenter,
                    Capacity = Capacity.Spot, Fallbacks = [Capacity.OnDemand],
                },
            ],
        }).Skip(2));

    [Fact]
    public void Counts_public_addresses_on_Azure() => Assert.Equal(
        "Public IP addresses 2",
        Short(Clouds.Of(Fleets.Aks).Quotas(type => type == "azure-native:network:PublicIPAddress" ? 2 : 0).Last()));

    [Fact]
    public void Counts_nothing_without_a_cloud() => Assert.Empty(Clouds.Of(Fleets.OnPrem).Quotas(_ => 1));

    private static EksClusterSpec Eks(EksNodePoolSpec pool) => Fleets.Eks with { Pools = [pool] };

    private static IEnumerable<QuotaNeed> Needs(ClusterSpec cluster) => Clouds.Of(cluster).Quotas(_ => 0).Where(need => need.Needed > 0);

    private static string Short(QuotaNeed need) => $"{need.Name} {need.Needed}";
}
