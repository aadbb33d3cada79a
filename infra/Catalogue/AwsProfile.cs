using System.Collections.Immutable;

namespace Infra.Catalogue;

/// <summary>Regions, machines and versions of Amazon Web Services.</summary>
public static class AwsProfile
{
    // Amazon.com, Inc. is a company of the United States; the CLOUD Act applies to data held by its subsidiaries, wherever it is.
    private static readonly Operator _amazon = new("Amazon Web Services", ["us"], "https://aws.amazon.com/compliance/cloud-act/");

    // Operated by German companies under EU law with staff resident in the EU, but owned by Amazon.com, Inc.: both laws may apply.
    private static readonly Operator _sovereign = new("AWS European Sovereign Cloud GmbH", ["eu", "us"], "https://aws.eu/faq/");

    private static readonly Operator _sinnet = new("Beijing Sinnet Technology", ["cn"], ChinaSource);
    private static readonly Operator _nwcd = new("Ningxia Western Cloud Data Technology", ["cn"], ChinaSource);

    private const string ChinaSource = "https://www.amazonaws.cn/en/about-aws/china/";

    private static readonly ImmutableArray<string> _abc = ["a", "b", "c"];

    // https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html; zone letters as a new account sees them.
    // us-east-1e is left out because EKS places no control plane there, and us-west-1 because an account sees only two of its zones, and
    // not always the same two (https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html).
    private static readonly Region[] _regions =
    [
        new("eu-central-1", "DE", "aws", _amazon, _abc),
        new("eu-central-2", "CH", "aws", _amazon, _abc, Surveyed: false),
        new("eu-north-1", "SE", "aws", _amazon, _abc),
        new("eu-south-1", "IT", "aws", _amazon, _abc),
        new("eu-south-2", "ES", "aws", _amazon, _abc),
        new("eu-west-1", "IE", "aws", _amazon, _abc),
        new("eu-west-2", "GB", "aws", _amazon, _abc),
        new("eu-west-3", "FR", "aws", _amazon, _abc),
        new("us-east-1", "US", "aws", _amazon, ["a", "b", "c", "d", "f"]),
        new("us-east-2", "US", "aws", _amazon, _abc),
        new("us-west-2", "US", "aws", _amazon, ["a", "b", "c", "d"]),
        new("eusc-de-east-1", "DE", "aws-eusc", _sovereign, _abc, Surveyed: false),
        new("us-gov-east-1", "US", "aws-us-gov", _amazon, _abc),
        new("us-gov-west-1", "US", "aws-us-gov", _amazon, _abc),
        new("cn-north-1", "CN", "aws-cn", _sinnet, ["a", "b", "d"]),
        new("cn-northwest-1", "CN", "aws-cn", _nwcd, _abc, Surveyed: false),
    ];

    /// <summary>The profile of the cloud. EKS supports a minor version for 14 months and for another 12 as extended support
    /// (https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html). The list is from November 2026: standard support ended
    /// on 2026-07-29 for 1.33, and ends on 2026-12-02 for 1.34 and on 2027-03-27 for 1.35 (https://endoflife.date/amazon-eks).</summary>
    public static CloudProfile Profile { get; } = new(
        "AWS", CatalogueTables.ByName(_regions), CatalogueTables.ByName(AwsMachines.All), ["1.33", "1.34", "1.35", "1.36"], ["1.33"],
        "m7i.xlarge", 100)
    {
        // https://github.com/aws/containers-roadmap/issues/2174
        MostPublicAccessCidrs = 40,
    };
}
