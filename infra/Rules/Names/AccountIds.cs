using Infra.Facts;
using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;

namespace Infra.Rules.Names;

/// <summary>CLU022: account and subscription ids are well-formed.</summary>
public sealed class AccountIds : ISpecRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform) =>
        from cluster in platform.Clusters
        let account = Clouds.Of(cluster).Account
        where account is { Fits: false }
        select Finding.Error("CLU022", $"{cluster.Path}.{account.Member}", $"\"{account.Value}\" is not {account.Form}.");
}
