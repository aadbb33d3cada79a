using Infra.Facts.Aks;
using Infra.Facts.Eks;
using Infra.Specification;
using Infra.Specification.Accounts;
using Infra.Specification.Clusters;
using Aws = Pulumi.Aws;
using AzureNative = Pulumi.AzureNative;

namespace Infra.Components;

/// <summary>The explicit providers of a stack: one for each AWS account and region, one for each Azure subscription.</summary>
/// <remarks>The region and the cloud are the specification's and never the environment's. Who logs in stays the environment's, as with the
/// clouds' own command lines (profiles, <c>ARM_CLIENT_ID</c>, tokens, certificates, proxies), so that no credential is in a stack; and with
/// it the account or the subscription where the specification names none. Where the stack has several accounts, it names the role, the
/// profile or the tenant for each. Tags by <c>TF_AWS_DEFAULT_TAGS_…</c> come on top of ours: no
/// argument of the provider turns them off.</remarks>
/// <param name="platform">The specification of the stack.</param>
public sealed class CloudProviders(PlatformSpec platform)
{
    private readonly Dictionary<string, Aws.Provider> _aws = new(StringComparer.Ordinal);
    private readonly Dictionary<string, AzureNative.Provider> _azure = new(StringComparer.Ordinal);

    /// <summary>The provider of a cluster's account and region. If the specification names the account, the provider refuses any
    /// other.</summary>
    public Aws.Provider For(EksClusterSpec cluster) => ForAws(cluster.Account, cluster.Region);

    /// <summary>The provider of the copy of a cluster's backups; null if there is none.</summary>
    public Aws.Provider? ForCopy(EksClusterSpec cluster) =>
        cluster.BackupCopy is { } copy ? ForAws(copy.Account, copy.Region) : null;

    /// <summary>The provider of a cluster's subscription.</summary>
    public AzureNative.Provider For(AksClusterSpec cluster) => ForAzure(cluster.Subscription, AzureCloud.Of(cluster).Environment);

    /// <summary>The provider of the subscription of the copy of a cluster's backups; null if it is the cluster's.</summary>
    public AzureNative.Provider? ForCopy(AksClusterSpec cluster) => cluster.BackupCopy?.Subscription is { } subscription
        ? ForAzure(subscription, AzureCloud.Of(cluster).Environment)
        : null;

    /// <summary>The provider of the subscription in which a site is registered with Azure Arc; null if it is not.</summary>
    public AzureNative.Provider? ForArc(OnPremClusterSpec cluster) => cluster.Arc is { } arc
        ? ForAzure(arc.Subscription, AzureCloud.OfRegion(arc.Region).Environment)
        : null;

    private AzureNative.Provider ForAzure(string? subscription, string environment)
    {
        var name = subscription is null ? $"azure-{environment}" : $"azure-{subscription}";
        if (!_azure.TryGetValue(name, out var provider))
        {
            var args = new AzureNative.ProviderArgs { Environment = environment };
            if (subscription is not null)
            {
                args.SubscriptionId = subscription;
            }

            if (platform.AzureTenant(subscription) is { } tenant)
            {
                args.TenantId = tenant;
            }

            _azure[name] = provider = new AzureNative.Provider(name, args);
        }

        return provider;
    }

    private Aws.Provider ForAws(string? account, string region)
    {
        var name = account is null ? $"aws-{region}" : $"aws-{account}-{region}";
        if (!_aws.TryGetValue(name, out var provider))
        {
            var args = new Aws.ProviderArgs
            {
                Region = region,
                DefaultTags = new Aws.Inputs.ProviderDefaultTagsArgs { Tags = EksScope.TagsOf(platform).ToDictionary() },
            };
            if (account is not null)
            {
                args.AllowedAccountIds.Add(account);
            }

            if (platform.AwsAccount(account) is { } login)
            {
                LogIn(args, login);
            }

            _aws[name] = provider = new Aws.Provider(name, args);
        }

        return provider;
    }

    private static void LogIn(Aws.ProviderArgs args, AwsAccountSpec account)
    {
        if (account.Profile is not null)
        {
            args.Profile = account.Profile;
        }

        if (account.DeploymentRole is not null)
        {
            args.AssumeRoles.Add(new Aws.Inputs.ProviderAssumeRoleArgs { RoleArn = account.DeploymentRole });
        }
    }
}
