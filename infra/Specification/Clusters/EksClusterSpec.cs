using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Infra.Specification.Pools;

namespace Infra.Specification.Clusters;

/// <summary>A cluster of Amazon Elastic Kubernetes Service with its network, keys and pools.</summary>
public sealed record EksClusterSpec : ClusterSpec
{
    /// <summary>The twelve digits of the AWS account, quoted; where given, the provider refuses every other account.</summary>
    public string? Account { get; init; }

    /// <summary>The cluster's own network.</summary>
    public required EksNetworkSpec Network { get; init; }

    /// <summary>Who may use the Kubernetes API, as ARNs of IAM roles or users.</summary>
    public AccessSpec Access { get; init; } = new();

    /// <summary>Networks that may reach a public endpoint; used where endpoints are public.</summary>
    public ImmutableArray<string> PublicAccessCidrs { get; init; } = [];

    /// <summary>Private networks outside the VPC that may reach the private endpoint, such as that of the machine that runs
    /// <c>pulumi up</c>. Nodes always may.</summary>
    public ImmutableArray<string> PrivateAccessCidrs { get; init; } = [];

    /// <summary>Days that control-plane and flow logs are kept.</summary>
    /// <value>90</value>
    public int LogRetentionDays { get; init; } = 90;

    /// <summary>Logs of the control plane that are kept.</summary>
    /// <value>all five; CloudWatch Logs charges by the GB, most of it for api and audit</value>
    public ImmutableArray<EksLog> ControlPlaneLogs { get; init; } =
        [EksLog.Api, EksLog.Audit, EksLog.Authenticator, EksLog.ControllerManager, EksLog.Scheduler];

    /// <summary>Whether EKS refuses to delete the cluster.</summary>
    /// <value>true</value>
    public bool DeletionProtection { get; init; } = true;

    /// <summary>What happens at the end of standard support of the version.</summary>
    /// <value>standard: EKS upgrades the cluster instead of charging for extended support</value>
    public EksSupport Support { get; init; } = EksSupport.Standard;

    /// <summary>The pool that runs the platform itself.</summary>
    public SystemPoolSpec SystemPool { get; init; } = new();

    /// <summary>Pools for workloads, beside the system pool that every cluster gets.</summary>
    public ImmutableArray<EksNodePoolSpec> Pools { get; init; } = [];

    /// <summary>Machine type of the system pool.</summary>
    [JsonIgnore]
    public string SystemMachine => SystemPool.Machine ?? "m7i.xlarge";

    /// <summary>Size of the root disks of the system pool in GiB.</summary>
    [JsonIgnore]
    public int SystemDiskGiB => SystemPool.DiskGiB ?? 100;

    /// <inheritdoc/>
    [JsonIgnore]
    public override IReadOnlyList<NodePoolSpec> NodePools => Pools;

    /// <inheritdoc/>
    [JsonIgnore]
    public override string Kind => "eks";
}
