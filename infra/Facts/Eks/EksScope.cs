using Infra.Catalogue;
using Infra.Facts.Conventions;
using Infra.Specification;
using Infra.Specification.Clusters;
using Infra.Specification.Pools;

namespace Infra.Facts.Eks;

/// <summary>What every part of an EKS cluster knows: the specification and the names that follow from it. Pure.</summary>
/// <param name="Platform">The specification of the stack.</param>
/// <param name="Cluster">The cluster.</param>
public sealed record EksScope(PlatformSpec Platform, EksClusterSpec Cluster)
{
    /// <summary>The cluster's name in AWS.</summary>
    public string CloudName => ResourceNames.Cluster(Platform, Cluster);

    /// <summary>What follows from its kind.</summary>
    public EksFacts Cloud => new(Cluster);

    /// <summary>The AWS partition of the cluster's region.</summary>
    public EksPartition Partition => EksPartition.OfRegion(Cluster.Region);

    /// <summary>Versions pinned for the cluster's Kubernetes version.</summary>
    public EksVersions Versions => EksVersions.For(Cluster.Version);

    /// <summary>Where the cluster's subnets are.</summary>
    public EksSubnetPlan Subnets => EksSubnetPlan.For(Cluster);

    /// <summary>Whether the encryption keys are the customer's own.</summary>
    public bool CustomerKeys => Platform.Sovereignty.Keys == KeyManagement.CustomerManaged;

    /// <summary>Whether the cluster has no route to the internet.</summary>
    public bool Isolated => Cluster.Network.Egress == EksEgress.Isolated;

    /// <summary>Whether AWS services are reached through endpoints in the VPC rather than over the internet.</summary>
    public bool PrivateServices => Isolated || Platform.Sovereignty.Endpoints == EndpointAccess.Private;

    /// <summary>Whether any pool is provisioned by Karpenter.</summary>
    public bool HasKarpenter => Cluster.Pools.Any(pool => pool.Provisioner == EksProvisioner.Karpenter);

    /// <summary>Whether Karpenter asks for zonal shifts of the cluster, as node groups do of themselves: with a zone shifted away it starts no
    /// node there. It does not start where it gets no answer, so that the European Sovereign Cloud, whose endpoint AWS does not list
    /// (https://docs.aws.amazon.com/general/latest/gr/arc.html), goes without.</summary>
    public bool KarpenterShiftsZones => HasKarpenter && Partition.Name != "aws-eusc";

    /// <summary>Whether any pool trains over EFA.</summary>
    public bool HasEfa => Cluster.Pools.Any(pool => pool.Interconnect == Interconnect.Efa);

    /// <summary>The log group of the control plane; EKS writes to this name and to no other.</summary>
    public string ControlPlaneLogGroup => $"/aws/eks/{CloudName}/cluster";

    /// <summary>The log group of the VPC's flow logs.</summary>
    public string FlowLogGroup => $"/aws/vpc/{CloudName}/flow-logs";

    /// <summary>The queue that tells Karpenter of nodes that AWS is about to take: its <c>settings.interruptionQueue</c>.</summary>
    public string InterruptionQueue => CloudName;

    /// <summary>The IAM role of nodes that Karpenter creates and its instance profile: the <c>instanceProfile</c> of an
    /// EC2NodeClass.</summary>
    public string KarpenterNodeRole => $"{CloudName}-karpenter-node";

    /// <summary>The tag, with the value <c>owned</c>, of what controllers of the cluster make in AWS.</summary>
    public string OwnerTag => $"kubernetes.io/cluster/{CloudName}";

    /// <summary>Logical name of a resource: <c>{cluster}-{role}</c>.</summary>
    public string Name(string role) => $"{Cluster.Name}-{role}";

    /// <summary>Alias of an encryption key.</summary>
    public string KeyAlias(string purpose) => $"alias/{CloudName}-{purpose}";
}
