using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Infra.Catalogue;
using Infra.Specification.Backups;
using Infra.Specification.Costs;
using Infra.Specification.Pools;

namespace Infra.Specification.Clusters;

/// <summary>A cluster of a managed Kubernetes service in any cloud.</summary>
public abstract record CloudClusterSpec : ClusterSpec
{
    /// <summary>Who may use the Kubernetes API: ARNs of IAM roles or users on AWS, object ids of Entra ID groups on Azure.</summary>
    public AccessSpec Access { get; init; } = new();

    /// <summary>Networks that may reach the public endpoint, at most 40 on EKS and 200 on AKS; used only where endpoints are
    /// public.</summary>
    public ImmutableArray<string> PublicAccessCidrs { get; init; } = [];

    /// <summary>Retention of control-plane and network logs in days: one that CloudWatch Logs offers on AWS; 30 to 730 in a Log Analytics
    /// workspace on Azure.</summary>
    /// <value>90</value>
    public int LogRetentionDays { get; init; } = 90;

    /// <summary>Whether the cluster is protected from deletion, and with it from a change that only a new cluster can have: Pulumi refuses
    /// to delete or replace the control plane, and so does EKS; in Azure, what holds data or keys is locked as well.</summary>
    /// <value>true</value>
    public bool DeletionProtection { get; init; } = true;

    /// <summary>What the cluster may cost in a month, and who is told by mail.</summary>
    /// <value>absent: no budget</value>
    public BudgetSpec? Budget { get; init; }

    /// <summary>The pool that runs the platform itself.</summary>
    public SystemPoolSpec SystemPool { get; init; } = new();

    /// <summary>Where a second copy of the backups is kept; absent: nowhere.</summary>
    [JsonIgnore]
    public abstract BackupCopySpec? SecondBackups { get; }

    /// <summary>Availability zones that the cluster uses.</summary>
    [JsonIgnore]
    public abstract int Zones { get; }

    /// <summary>The zones of a region that it uses: the first ones, unless it names others.</summary>
    /// <param name="region">Its region.</param>
    public virtual ImmutableArray<string> ZonesIn(Region region) => [.. region.Zones.Take(Zones)];

    /// <summary>Machine type of the system pool.</summary>
    [JsonIgnore]
    public string SystemMachine => SystemPool.Machine ?? Cloud.SystemMachine;

    /// <summary>Size of the root disks of the system pool in GiB.</summary>
    [JsonIgnore]
    public int SystemDiskGiB => SystemPool.DiskGiB ?? Cloud.SystemDiskGiB;

    /// <summary>What the cloud offers.</summary>
    [JsonIgnore]
    public abstract CloudProfile Cloud { get; }
}
