using Infra.Catalogue;

namespace Infra.Facts.Eks;

/// <summary>A partition of AWS, with its own accounts, ARNs and endpoints. Pure.</summary>
/// <param name="Name">Name as in ARNs, for example <c>aws-eusc</c>.</param>
/// <param name="DnsSuffix">Suffix of every service's host name (partitions.json of aws/aws-sdk-go-v2).</param>
/// <param name="Currency">What AWS counts costs in there: yuan in China (https://www.amazonaws.cn/en/pricing), euros in the European
/// Sovereign Cloud.</param>
public sealed record EksPartition(string Name, string DnsSuffix, string Currency = "USD")
{
    /// <summary>Name of the partition of the European Sovereign Cloud.</summary>
    public const string European = "aws-eusc";

    /// <summary>Name of the partition of AWS GovCloud (US).</summary>
    public const string Government = "aws-us-gov";

    /// <summary>The tag by which Karpenter selects subnets and security groups.</summary>
    public const string DiscoveryTag = "karpenter.sh/discovery";

    private static readonly EksPartition[] _all =
    [
        new("aws", "amazonaws.com"),
        new(European, "amazonaws.eu", "EUR"),
        new(Government, "amazonaws.com"),
        new("aws-cn", "amazonaws.com.cn", "CNY"),
    ];

    /// <summary>The partition of a region in the catalogue.</summary>
    /// <exception cref="ArgumentException">The catalogue does not know the region.</exception>
    public static EksPartition OfRegion(string region)
    {
        var partition = AwsProfile.Profile.Regions.GetValueOrDefault(region)?.Partition;
        return Array.Find(_all, known => known.Name == partition)
            ?? throw new ArgumentException($"The catalogue has no AWS region \"{region}\".", nameof(region));
    }

    /// <summary>An ARN; region and account are empty if the ARNs of the service have none.</summary>
    public string Arn(string service, string region, string account, string resource) =>
        $"arn:{Name}:{service}:{region}:{account}:{resource}";

    /// <summary>The account itself, which delegates the decision to its IAM policies.</summary>
    public string AccountRoot(string account) => Arn("iam", "", account, "root");

    /// <summary>An AWS managed policy, for example <c>AmazonEKSClusterPolicy</c>.</summary>
    public string ManagedPolicy(string name) => Arn("iam", "", "aws", $"policy/{name}");

    /// <summary>An access policy of EKS, for example <c>AmazonEKSClusterAdminPolicy</c>.</summary>
    public string AccessPolicy(string name) => Arn("eks", "", "aws", $"cluster-access-policy/{name}");

    /// <summary>A service as principal of a policy. IAM knows services by <c>amazonaws.com</c> in every partition and refuses
    /// <c>ec2.amazonaws.eu</c>; only EC2 in China keeps the suffix of its partition.</summary>
    public string ServicePrincipal(string service) =>
        Name == "aws-cn" && service == "ec2" ? "ec2.amazonaws.com.cn" : $"{service}.amazonaws.com";

    /// <summary>Names of a service in <c>kms:ViaService</c>: with <c>amazonaws.com</c>, as documented, and with the partition's own suffix
    /// if that differs, so that either spelling matches.</summary>
    public IEnumerable<string> ViaService(string service, string region) =>
        new[] { "amazonaws.com", DnsSuffix }.Distinct(StringComparer.Ordinal).Select(suffix => $"{service}.{region}.{suffix}");

    /// <summary>Name of a service's VPC endpoint. The prefix is <c>com.amazonaws</c>, except for the services that the AWS CDK lists for a
    /// region (InterfaceVpcEndpointAwsService in aws/aws-cdk): ECR in the European Sovereign Cloud, nearly all in China.</summary>
    public string EndpointService(string service, string region)
    {
        var prefix = Name switch
        {
            European when service is "ecr.api" or "ecr.dkr" => "eu.amazonaws",
            "aws-cn" when service is "autoscaling" or "ec2" or "ecr.api" or "ecr.dkr" or "eks" or "elasticfilesystem" or "fsx" or "sqs"
                or "sts" => "cn.com.amazonaws",
            _ => "com.amazonaws",
        };
        return $"{prefix}.{region}.{service}";
    }
}
