using Infra.Facts.Eks;
using Pulumi;
using Aws = Pulumi.Aws;

namespace Infra.Components.Clusters.Eks;

/// <summary>The log groups of a cluster: created before anything writes to them, because AWS would create them unencrypted and without
/// expiry.</summary>
public sealed class EksLogs : ComponentResource
{
    /// <summary>Creates the log groups.</summary>
    /// <param name="scope">The cluster.</param>
    /// <param name="keys">Its keys.</param>
    /// <param name="options">Options of the component.</param>
    public EksLogs(EksScope scope, EksKeys keys, ComponentResourceOptions options)
        : base("infra:clusters:EksLogs", scope.Name("logs"), options)
    {
        ControlPlane = Create(scope, keys, "control-plane-logs", scope.ControlPlaneLogGroup);
        FlowLogs = scope.ExistingNetwork is null ? Create(scope, keys, "flow-logs", scope.FlowLogGroup) : null;
        if (scope.KeepsLogs)
        {
            _ = Create(scope, keys, "workload-logs", scope.WorkloadLogGroup);
        }

        RegisterOutputs();
    }

    /// <summary>The log group of the control plane.</summary>
    public Aws.CloudWatch.LogGroup ControlPlane { get; }

    /// <summary>The log group of the VPC's flow logs; absent where the VPC exists already.</summary>
    public Aws.CloudWatch.LogGroup? FlowLogs { get; }

    private Aws.CloudWatch.LogGroup Create(EksScope scope, EksKeys keys, string role, string name)
    {
        var args = new Aws.CloudWatch.LogGroupArgs
        {
            Name = name,
            RetentionInDays = scope.Cluster.LogRetentionDays,
            Tags = scope.Tagged(),
        };
        if (keys.Logs is not null)
        {
            args.KmsKeyId = keys.Logs;
        }

        return new Aws.CloudWatch.LogGroup(scope.Name(role), args, new CustomResourceOptions { Parent = this });
    }
}
