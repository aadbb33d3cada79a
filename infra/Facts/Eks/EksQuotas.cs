using Infra.Catalogue;
using Infra.Catalogue.Quotas;
using Infra.Facts.Clusters;
using Infra.Specification.Clusters;
using Infra.Specification.Pools;

namespace Infra.Facts.Eks;

/// <summary>What a cluster needs of the quotas of its AWS account and region. Pure.</summary>
internal static class EksQuotas
{
    /// <summary>The needs. Codes and defaults of networks: https://docs.aws.amazon.com/general/latest/gr/vpc-service.html and
    /// https://docs.aws.amazon.com/general/latest/gr/ec2-service.html; of node groups:
    /// https://docs.aws.amazon.com/general/latest/gr/eks.html.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="planned">How many resources of a type its plan has.</param>
    internal static IEnumerable<QuotaNeed> Of(EksClusterSpec cluster, Func<string, int> planned)
    {
        var gateways = planned("aws:ec2/natGateway:NatGateway");
        // The one to S3 is a gateway, and counts among those; an existing VPC may have it.
        var toS3 = cluster.Network.Existing is { RouteTables.IsEmpty: true } ? 0 : 1;
        return
        [
            .. Machines(cluster),
            Need("VPCs", "vpc/L-F678F1CE", planned("aws:ec2/vpc:Vpc"), 5),
            Need("Internet gateways", "vpc/L-A4707A72", planned("aws:ec2/internetGateway:InternetGateway"), 5),
            Need("Elastic IP addresses", "ec2/L-0263D0A3", planned("aws:ec2/eip:Eip"), 5),
            // A cluster has at most one in a zone.
            Need("NAT gateways in a zone", "vpc/L-FE5A380F", Math.Min(gateways, 1), 5),
            Need($"Interface endpoints, {cluster.Name}", "vpc/L-29B6F2EB", planned("aws:ec2/vpcEndpoint:VpcEndpoint") - toS3, 50),
            Need($"API security group rules, {cluster.Name}", "vpc/L-0EA8095F", cluster.PrivateAccessCidrs.Distinct().Count(),
                AwsDefaultQuotas.SecurityGroupRules),
            Need($"Managed node groups, {cluster.Name}", "eks/L-6D54EA21", planned("aws:eks/nodeGroup:NodeGroup"),
                AwsDefaultQuotas.NodeGroups),
        ];

        QuotaNeed Need(string name, string code, int needed, int most) =>
            new(cluster.Account, cluster.Region, name, code, needed, most);
    }

    private static IEnumerable<QuotaNeed> Machines(EksClusterSpec cluster)
    {
        var system = new EksNodePoolSpec { Name = "system", Machine = cluster.SystemMachine, Max = cluster.SystemPool.Max };
        return
            from pool in cluster.Pools.Prepend(system)
            from capacity in pool.Fallbacks.Prepend(pool.Capacity)
            // A block is bought in advance; its purchase has limits of its own.
            where capacity != Capacity.CapacityBlock
            from machine in pool.Alternatives.Prepend(pool.Machine)
            let type = AwsProfile.Profile.Machines.GetValueOrDefault(machine)
            where type is not null
            let quota = AwsVcpuQuota.Of(machine)
            let spot = capacity == Capacity.Spot
            // Reserved and on-demand instances, and all machines of a family group, use the same quota: the largest counts.
            group (long)type.Vcpus * pool.Max by (pool.Name, quota, spot) into same
            let key = same.Key
            select new QuotaNeed(
                cluster.Account, cluster.Region, $"{(key.spot ? "Spot" : "On-demand")} vCPUs, {key.quota.Title}",
                $"ec2/{(key.spot ? key.quota.Spot : key.quota.OnDemand)}", same.Max(), key.quota.Default);
    }
}
