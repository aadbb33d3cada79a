using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;
using Infra.Specification.Clusters;

namespace Infra.Rules.Names;

/// <summary>CLU022: accounts and subscriptions have the form that their cloud gives them.</summary>
public sealed class AccountIds : ISpecRule
{
    /// <summary>Whether a text is a GUID as Azure writes them. Parsing alone would forgive a blank at either end, which Azure does not.</summary>
    internal static bool IsGuid(string text) => text.Length == 36 && Guid.TryParseExact(text, "D", out _);

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        foreach (var cluster in platform.Clusters)
        {
            if (cluster is EksClusterSpec { Account: { } account } && !(account.Length == 12 && account.All(char.IsAsciiDigit)))
                yield return Finding.Error(
                    "CLU022", $"{cluster.Path}.account",
                    $"\"{account}\" is not an AWS account. Allowed: twelve digits, in quotes.");
            if (cluster is AksClusterSpec { Subscription: { } subscription } && !IsGuid(subscription))
                yield return Finding.Error(
                    "CLU022", $"{cluster.Path}.subscription",
                    $"\"{subscription}\" is not an Azure subscription. Allowed: a GUID, such as 00000000-0000-0000-0000-000000000000.");
        }
    }
}
