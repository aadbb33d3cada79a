using System.Collections.Immutable;
using Infra.Findings;
using Infra.Planning;
using Infra.Rules.Contracts;
using Infra.Specification;

namespace Infra.Rules.Planned;

/// <summary>Where endpoints are private, every bucket has a public access block with all four switches on.</summary>
public sealed class PrivateBuckets : IPlanRule
{
    /// <summary>Code of this rule.</summary>
    public const string Code = "PLN004";

    private static readonly ImmutableArray<string> _switches =
        ["blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets"];

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform, ResourcePlan plan)
    {
        if (!platform.IsPrivate())
        {
            yield break;
        }

        var blocks = plan.Of("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock").ToArray();
        var covered = blocks.SelectMany(block => block.DependsOn).ToHashSet(StringComparer.Ordinal);
        foreach (var bucket in plan.Of("aws:s3/bucket:Bucket").Where(bucket => !covered.Contains(bucket.Urn)))
        {
            yield return new Finding(Code, Severity.Error, bucket.Name,
                "the bucket has no BucketPublicAccessBlock, but sovereignty.endpoints is private.");
        }

        foreach (var block in blocks)
        {
            var off = _switches.Where(name => !block.Inputs.IsTrue(name)).ToArray();
            if (off.Length > 0)
            {
                yield return new Finding(Code, Severity.Error, block.Name,
                    $"the block does not set {string.Join(", ", off)}, but sovereignty.endpoints is private. Allowed: true for all four "
                    + "switches.");
            }
        }
    }
}
