using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;
using Infra.Specification.Formats;

namespace Infra.Rules.Names;

/// <summary>CLU001: organization and stack are labels of which cloud names can be made.</summary>
public sealed class OwnerNames : ISpecRule
{
    // With a cluster's 20 and two hyphens that makes names of at most 54 characters before a role's suffix.
    private const int Longest = 16;

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        if (!DnsLabel.Fits(platform.Organization, Longest))
            yield return Finding.Error(
                "CLU001", "organization",
                $"\"{platform.Organization}\" is not a valid name. Allowed: {DnsLabel.Rule(Longest)}.");
        if (!DnsLabel.Fits(platform.Environment, Longest))
            yield return Finding.Error(
                "CLU001", "stack",
                $"the stack name \"{platform.Environment}\" is not valid; it becomes part of names in the clouds. Allowed: " +
                $"{DnsLabel.Rule(Longest)}.");
    }
}
