namespace Infra.Facts.Clusters;

/// <summary>What a workload of the platform may do outside its cluster; each kind of cluster grants this in its own way.</summary>
public enum Access
{
    /// <summary>Read and write the cluster's backup store.</summary>
    BackupStore,

    /// <summary>Create and remove the nodes of the cluster's pools (Karpenter).</summary>
    NodeProvisioning,

    /// <summary>Resize the cluster's node groups (cluster autoscaler).</summary>
    NodeGroupScaling,

    /// <summary>Create, attach and snapshot block volumes.</summary>
    BlockVolumes,

    /// <summary>Create and mount shared file systems.</summary>
    SharedVolumes,

    /// <summary>Create and mount parallel file systems.</summary>
    ParallelVolumes,

    /// <summary>Read, and write where the stack says so, the buckets that pods mount.</summary>
    Buckets,

    /// <summary>Assume the roles that members of the fleet have for their hub.</summary>
    Members,

    /// <summary>Write to the cluster's own store of logs.</summary>
    LogStore,

    /// <summary>Read what the cluster's store of secrets has for it.</summary>
    Secrets,

    /// <summary>Write records of the cluster's DNS zone.</summary>
    DnsRecords,

    /// <summary>Create and remove load balancers of the cluster.</summary>
    LoadBalancers,

    /// <summary>Log in to the cluster's Vault, which decides what may be read there.</summary>
    Vault,

    /// <summary>Ask how much waits in queues of the cloud, and what its metrics say; read no message.</summary>
    Queues,

    /// <summary>Read images, and what is attached to them, in registries of the cluster's cloud.</summary>
    Images,
}
