using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;
using Infra.Specification.Clusters;
using Infra.Specification.Formats;

namespace Infra.Rules.Eks;

/// <summary>CLU105: accounts that a private network trusts are AWS accounts, and others than those that it trusts anyway.</summary>
public sealed class TrustedAccounts : ISpecRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        foreach (var cluster in platform.Clusters.OfType<EksClusterSpec>())
        {
            var trusted = cluster.Network.TrustedAccounts;
            if (!trusted.IsEmpty && platform.Sovereignty.Endpoints == EndpointAccess.Public)
            {
                yield return Finding.Error(
                    "CLU105", $"{cluster.Path}.network.trustedAccounts",
                    "trustedAccounts is given, but sovereignty.endpoints is public, and the network leads to every account. Leave it " +
                    "out, or set endpoints to private.")
                    with { ComparedWith = ["sovereignty.endpoints"] };
            }

            for (var i = 0; i < trusted.Length; i++)
            {
                var path = $"{cluster.Path}.network.trustedAccounts[{i}]";
                if (!AwsAccountId.Fits(trusted[i]))
                {
                    yield return Finding.Error(
                        "CLU105", path, $"\"{trusted[i]}\" is not {AwsAccountId.Form}.");
                }
                else if (trusted[i] == cluster.Account || trusted.IndexOf(trusted[i]) < i)
                {
                    yield return Finding.Error("CLU105", path, $"\"{trusted[i]}\" is trusted already. Remove it.")
                        with { ComparedWith = [$"{cluster.Path}.account"] };
                }
            }
        }
    }
}
