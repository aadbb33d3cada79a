using Infra.Facts.Conventions;
using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;
using Infra.Specification.Formats;

namespace Infra.Rules.Names;

/// <summary>CLU003: the names made of organization, stack and cluster stay within the limits of the clouds.</summary>
public sealed class DerivedNames : ISpecRule
{
    // An IAM role has at most 64 characters, a bucket and an AKS cluster 63; 20 are reserved for the suffix, such as
    // "-karpenter-controller". https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
    private const int Longest = 43;

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        foreach (var cluster in platform.Clusters)
        {
            var name = ResourceNames.Cluster(platform, cluster);
            if (name.Length > Longest && DnsLabel.Fits(cluster.Name, 20))
            {
                yield return Finding.Error(
                    "CLU003", $"{cluster.Path}.name", $"\"{name}\" (organization, stack and cluster name) has {name.Length} characters. " +
                    $"Allowed: at most {Longest}, because roles and buckets append a suffix.")
                    with { ComparedWith = ["organization", "stack"] };
            }
        }
    }
}
