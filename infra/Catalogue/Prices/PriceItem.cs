using System.Collections.Immutable;

namespace Infra.Catalogue.Prices;

/// <summary>Something that a cloud sells.</summary>
/// <param name="Key">Its name in the price list; that of a machine is its name in the cloud.</param>
/// <param name="Title">Its name for a reader.</param>
/// <param name="Unit">What its price is for.</param>
public sealed record PriceItem(string Key, string Title, PriceUnit Unit)
{
    /// <summary>The control plane of EKS.</summary>
    public static PriceItem ClusterOnAws { get; } = new("eks-cluster", "EKS cluster", PriceUnit.Hour);

    /// <summary>What EKS adds for a version past standard support.</summary>
    public static PriceItem ExtendedSupportOnAws { get; } = new("eks-extended-support", "EKS extended support", PriceUnit.Hour);

    /// <summary>The control plane of AKS in the standard tier; the free one has no price.</summary>
    public static PriceItem StandardClusterOnAzure { get; } = new("aks-standard", "AKS cluster, standard tier", PriceUnit.Hour);

    /// <summary>The control plane of AKS in the premium tier.</summary>
    public static PriceItem PremiumClusterOnAzure { get; } = new("aks-premium", "AKS cluster, premium tier", PriceUnit.Hour);

    /// <summary>A NAT gateway.</summary>
    public static PriceItem NatGateway { get; } = new("nat-gateway", "NAT gateway", PriceUnit.Hour);

    /// <summary>What passes a NAT gateway, in either direction.</summary>
    public static PriceItem NatGatewayData { get; } = new("nat-gateway-data", "data through NAT gateways", PriceUnit.GB);

    /// <summary>An interface endpoint of a VPC, in one zone.</summary>
    public static PriceItem InterfaceEndpoint { get; } = new("interface-endpoint", "interface endpoint, per zone", PriceUnit.Hour);

    /// <summary>A private endpoint of Azure.</summary>
    public static PriceItem PrivateEndpoint { get; } = new("private-endpoint", "private endpoint", PriceUnit.Hour);

    /// <summary>The attachment of a VPC to a transit gateway.</summary>
    public static PriceItem TransitGatewayAttachment { get; } =
        new("transit-gateway-attachment", "transit gateway attachment", PriceUnit.Hour);

    /// <summary>A public IPv4 address.</summary>
    public static PriceItem PublicAddress { get; } = new("public-address", "public IPv4 address", PriceUnit.Hour);

    /// <summary>A network load balancer, without what passes it.</summary>
    public static PriceItem LoadBalancer { get; } = new("load-balancer", "load balancer", PriceUnit.Hour);

    /// <summary>Storage of EBS gp3.</summary>
    public static PriceItem Gp3Storage { get; } = new("gp3-storage", "gp3 storage", PriceUnit.GiBMonth);

    /// <summary>Operations of EBS gp3 beyond the 3,000 a second that are included.</summary>
    public static PriceItem Gp3Iops { get; } = new("gp3-iops", "gp3 IOPS above 3,000", PriceUnit.IopsMonth);

    /// <summary>Throughput of EBS gp3 beyond the 125 MiB/s that are included.</summary>
    public static PriceItem Gp3Throughput { get; } = new("gp3-throughput", "gp3 MiB/s above 125", PriceUnit.MiBpsMonth);

    /// <summary>Storage of EFS, in all zones of a region.</summary>
    public static PriceItem Efs { get; } = new("efs", "EFS storage", PriceUnit.GiBMonth);

    /// <summary>Logs that CloudWatch or Log Analytics takes in.</summary>
    public static PriceItem LogIngestion { get; } = new("log-ingestion", "logs taken in", PriceUnit.GB);

    /// <summary>A key of KMS.</summary>
    public static PriceItem ManagedKey { get; } = new("key", "customer-managed key", PriceUnit.Month);

    private static readonly ImmutableArray<(int GiB, string Tier)> _premiumDisks =
        [(128, "p10"), (256, "p15"), (512, "p20"), (1024, "p30"), (2048, "p40")];

    /// <summary>A machine.</summary>
    public static PriceItem Machine(string name) => new(name, name, PriceUnit.Hour);

    /// <summary>A premium SSD of Azure: of the tiers, the smallest that is large enough
    /// (https://learn.microsoft.com/azure/virtual-machines/disks-types#premium-ssds); null beyond the largest disk of an operating
    /// system.</summary>
    public static PriceItem? PremiumDisk(int gib)
    {
        foreach (var (size, tier) in _premiumDisks)
        {
            if (gib <= size)
            {
                return new($"premium-disk-{tier}", $"premium SSD {tier.ToUpperInvariant()}, {size} GiB", PriceUnit.Month);
            }
        }

        return null;
    }

    /// <summary>Storage of FSx for Lustre on SSD.</summary>
    /// <param name="throughput">MB/s for each TiB.</param>
    public static PriceItem FsxLustre(int throughput) =>
        new($"fsx-lustre-{throughput}", $"FSx for Lustre, {throughput} MB/s per TiB", PriceUnit.GiBMonth);

    /// <summary>Storage of Azure Managed Lustre.</summary>
    /// <param name="throughput">MB/s for each TiB.</param>
    public static PriceItem AzureLustre(int throughput) =>
        new($"amlfs-{throughput}", $"Azure Managed Lustre, {throughput} MB/s per TiB", PriceUnit.GiBHour);

    /// <summary>Everything but machines.</summary>
    public static IEnumerable<PriceItem> Services =>
    [
        ClusterOnAws, ExtendedSupportOnAws, StandardClusterOnAzure, PremiumClusterOnAzure, NatGateway, NatGatewayData,
        InterfaceEndpoint, PrivateEndpoint, TransitGatewayAttachment, PublicAddress, LoadBalancer, Gp3Storage, Gp3Iops, Gp3Throughput,
        Efs, LogIngestion, ManagedKey,
        .. _premiumDisks.Select(disk => PremiumDisk(disk.GiB)!),
        .. LustreTier.Aws.Select(tier => FsxLustre(tier.Throughput)),
        .. LustreTier.Azure.Select(tier => AzureLustre(tier.Throughput)),
    ];
}
