namespace Infra.Catalogue.Quotas;

/// <summary>Quotas that every AWS account has and that a stack may exceed; AWS raises them on request.</summary>
public static class AwsDefaultQuotas
{
    /// <summary>Managed node groups in a cluster (https://docs.aws.amazon.com/general/latest/gr/eks.html).</summary>
    public const int NodeGroups = 30;

    /// <summary>Nodes in a managed node group (same page).</summary>
    public const int NodesInGroup = 450;

    /// <summary>Rules in a security group, inbound and outbound each
    /// (https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html#vpc-limits-security-groups).</summary>
    public const int SecurityGroupRules = 60;

    /// <summary>Routes in a route table: 50 until June 2025
    /// (https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html#vpc-limits-route-tables).</summary>
    public const int Routes = 500;
}
