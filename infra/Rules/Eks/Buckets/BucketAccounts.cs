using Infra.Facts.Eks;
using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;
using Infra.Specification.Clusters;
using Infra.Specification.Formats;

namespace Infra.Rules.Eks.Buckets;

/// <summary>CLU127: a bucket of another account is in one that the cluster's private network lets through. A pod that mounts another would
/// wait for ever, and a file system that is linked to it would carry data past the endpoints.</summary>
public sealed class BucketAccounts : ISpecRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform) =>
        from cluster in platform.Clusters.OfType<EksClusterSpec>()
        let scope = new EksScope(platform, cluster)
        from bucket in MountedBuckets.Volumes(cluster)
        let account = bucket.Volume.Account
        where account is not null && account != cluster.Account
        let message = !AwsAccountId.Fits(account) ? $"\"{account}\" is not {AwsAccountId.Form}."
            : scope.PrivateServices && !Trusts(scope, account)
                ? $"the bucket is in account {account}, but endpoints are private and the network lets nothing through to it. Add the " +
                    "account to network.trustedAccounts, or use a bucket of the cluster's account."
                : null
        where message is not null
        select Finding.Error("CLU127", $"{bucket.Path}.account", message)
            with { ComparedWith = ["sovereignty.endpoints", $"{cluster.Path}.network.trustedAccounts", $"{cluster.Path}.account"] };

    private static bool Trusts(EksScope scope, string account) =>
        scope.Cluster.Network.TrustedAccounts.Contains(account)
        || (scope.Account?.Organization is { } organization && scope.Platform.AwsAccount(account)?.Organization == organization);
}
