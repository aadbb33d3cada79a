using Infra.Facts.Aks;
using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;
using Infra.Specification.Accounts;
using Infra.Specification.Clusters;

namespace Infra.Rules.Accounts;

/// <summary>CLU101: somebody logs in to every account of the stack. The credentials of whoever runs the program serve one AWS account, one
/// partition, one Azure cloud, and the tenant in which they are.</summary>
public sealed class AccountLogins : ISpecRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform) =>
        [.. Partitions(platform), .. Accounts(platform), .. Clouds(platform), .. Tenants(platform)];

    // A role is assumed from other credentials, and those of one partition are unknown in every other.
    private static IEnumerable<Finding> Partitions(PlatformSpec platform)
    {
        var ambient = AwsPlace.Of(platform)
            .Where(place => platform.AwsAccount(place.Account)?.Profile is null && place.Partition is not null)
            .ToList();
        return
            from place in ambient.DistinctBy(place => (place.Account, place.Partition))
            where place.Partition != ambient[0].Partition
            select Finding.Error(
                "CLU101", $"{place.Path}.region",
                $"\"{place.Region}\" is in the partition {place.Partition}, and {ambient[0].Path} in {ambient[0].Partition}: " +
                "credentials of one partition are unknown in another. Describe the account under ai-platform:accounts, with a profile.")
                with { ComparedWith = [$"{ambient[0].Path}.region", .. Paths(platform)] };
    }

    private static IEnumerable<Finding> Accounts(PlatformSpec platform)
    {
        var ambient = AwsPlace.Of(platform)
            .Where(place => platform.AwsAccount(place.Account) is not ({ Profile: not null } or { DeploymentRole: not null }))
            .ToList();
        return
            from place in ambient.DistinctBy(place => place.Account)
            where place.Account != ambient[0].Account && place.Partition == ambient[0].Partition
            select Finding.Error(
                "CLU101", $"{place.Path}.account",
                $"the account is {place.Title}, and that of {ambient[0].Path} {ambient[0].Title}: the credentials of whoever runs the " +
                "program serve one account. Describe one of them under ai-platform:accounts, with deploymentRole or profile.")
                with { ComparedWith = [$"{ambient[0].Path}.account", .. Paths(platform)] };
    }

    private static IEnumerable<Finding> Clouds(PlatformSpec platform)
    {
        var clusters = platform.Clusters.OfType<AksClusterSpec>()
            .Where(cluster => cluster.Cloud.Regions.ContainsKey(cluster.Region))
            .ToList();
        return
            from cluster in clusters
            let cloud = AzureCloud.Of(cluster).Environment
            let first = AzureCloud.Of(clusters[0]).Environment
            where cloud != first
            select Finding.Error(
                "CLU101", $"{cluster.Path}.region",
                $"\"{cluster.Region}\" is in the Azure cloud {cloud}, and {clusters[0].Path} in {first}: one login serves one cloud. Put " +
                "the cluster into a stack of its own.");
    }

    private static IEnumerable<Finding> Tenants(PlatformSpec platform) =>
        from place in AzurePlace.Of(platform)
        where platform.Accounts.Any(account => account is AzureSubscriptionSpec)
            && platform.AzureTenant(place.Subscription) is null
        select Finding.Error(
            "CLU101", $"{place.Path}.subscription",
            "accounts says for other subscriptions in which tenant they are, but not for this one. Give the subscription, and " +
            "describe it under ai-platform:accounts.")
            with { ComparedWith = [.. Paths(platform)] };

    private static IEnumerable<string> Paths(PlatformSpec platform) =>
        platform.Accounts.Select((_, index) => $"accounts[{index}].id");
}
