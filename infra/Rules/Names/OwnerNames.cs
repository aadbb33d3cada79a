using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;
using Infra.Specification.Formats;

namespace Infra.Rules.Names;

/// <summary>CLU001: organization and stack are labels that can be part of cloud names.</summary>
public sealed class OwnerNames : ISpecRule
{
    // With 20 characters for the cluster and two hyphens, names have at most 54 characters before the suffix of a role.
    private const int Longest = 16;

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        if (!DnsLabel.Fits(platform.Organization, Longest))
        {
            yield return Finding.Error(
                "CLU001", "organization",
                $"\"{platform.Organization}\" is not a valid name. Allowed: {DnsLabel.Rule(Longest)}.");
        }

        // The name of every bucket begins with it.
        else if (BucketNames.Reserved(platform.Organization) is { } reason)
        {
            yield return Finding.Error(
                "CLU001", "organization", $"\"{platform.Organization}\" {reason}, which no bucket of S3 may.");
        }

        if (!DnsLabel.Fits(platform.Environment, Longest))
        {
            yield return Finding.Error(
                "CLU001", "stack",
                $"the stack name \"{platform.Environment}\" is not valid; it becomes part of names in the clouds. Allowed: " +
                $"{DnsLabel.Rule(Longest)}.");
        }
    }
}
