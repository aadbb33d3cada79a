using Infra.Components.Clusters.Eks.Iam;
using Infra.Facts.Eks;
using Pulumi;
using Aws = Pulumi.Aws;

namespace Infra.Components.Clusters.Eks;

/// <summary>The flow log of the VPC.</summary>
public sealed class EksFlowLogs : ComponentResource
{
    /// <summary>Creates the flow log.</summary>
    /// <param name="scope">The cluster.</param>
    /// <param name="network">The VPC.</param>
    /// <param name="group">Their log group.</param>
    /// <param name="options">Options of the component.</param>
    public EksFlowLogs(EksScope scope, EksNetwork network, Aws.CloudWatch.LogGroup group, ComponentResourceOptions options)
        : base("infra:clusters:EksFlowLogs", scope.Name("flow-log"), options)
    {
        var child = new CustomResourceOptions { Parent = this };
        var (role, _) = EksRole.Create(
            this, scope, "flow-log-role", null, IamPolicy.Trust(scope.Partition.ServicePrincipal("vpc-flow-logs")));
        var policy = new Aws.Iam.RolePolicy(scope.Name("flow-log-policy"), new Aws.Iam.RolePolicyArgs
        {
            Role = role.Name,
            // https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-iam-role.html, without the permission to create log groups.
            Policy = group.Arn.Apply(arn => IamPolicy.Document(IamPolicy.Allow(
                "Write",
                ["logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogGroups", "logs:DescribeLogStreams"],
                [arn, $"{arn}:*"]))),
        }, child);
        _ = new Aws.Ec2.FlowLog(scope.Name("flow-log"), new Aws.Ec2.FlowLogArgs
        {
            VpcId = network.VpcId,
            TrafficType = "ALL",
            LogDestinationType = "cloud-watch-logs",
            LogDestination = group.Arn,
            IamRoleArn = role.Arn,
        }, new CustomResourceOptions { Parent = this, DependsOn = { policy } });
        RegisterOutputs();
    }
}
