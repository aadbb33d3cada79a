using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;
using Infra.Specification.Clusters;

namespace Infra.Rules.Aks;

/// <summary>CLU130: Azure keeps what is deleted from an immutable copy for as long as the stack says.</summary>
public sealed class ImmutableCopies : ISpecRule
{
    // The longest time of soft delete (https://learn.microsoft.com/azure/storage/blobs/soft-delete-blob-overview).
    private const int Longest = 365;

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        // Another rule compares it with the retention.
        var (days, retention) = (platform.Backup.ImmutableDays, platform.Backup.RetentionDays);
        var allowed = retention <= Longest
            ? $"{retention} (retentionDays) to {Longest}, or 0" : $"0, or at most {Longest} for retentionDays as well";
        return days <= Longest || days < retention
            ? []
            : platform.Clusters.OfType<AksClusterSpec>().Take(1).Select(cluster => Finding.Error(
                "CLU130", "backup.immutableDays",
                $"immutableDays is {days}, but Azure keeps a deleted blob of {cluster.Path} ({cluster.Name}) for {Longest} days at most. " +
                $"Allowed with AKS: {allowed}."));
    }
}
