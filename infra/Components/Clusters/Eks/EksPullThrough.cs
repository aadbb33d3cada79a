using System.Text.Json.Nodes;
using Infra.Components.Clusters.Eks.Iam;
using Infra.Facts.Eks;
using Infra.Specification.Registries;
using Pulumi;
using Aws = Pulumi.Aws;

namespace Infra.Components.Clusters.Eks;

/// <summary>Pull-through caches in the ECR registry of the cluster's account and region, and what its nodes need to fill them.</summary>
public sealed class EksPullThrough : ComponentResource
{
    private readonly EksScope _scope;
    private readonly CustomResourceOptions _child;

    /// <summary>Creates the caches.</summary>
    /// <param name="scope">The cluster.</param>
    /// <param name="keys">Its keys.</param>
    /// <param name="identities">Its account, and the role of its nodes.</param>
    /// <param name="options">Options of the component.</param>
    public EksPullThrough(EksScope scope, EksKeys keys, EksIdentities identities, ComponentResourceOptions options)
        : base("infra:clusters:EksPullThrough", scope.Name("pull-through"), options)
    {
        _scope = scope;
        _child = new CustomResourceOptions { Parent = this };
        var maker = keys.Images is { } key ? Maker(key) : default;
        foreach (var cache in scope.Cluster.PullThrough)
        {
            Create(cache, keys.Images, maker);
        }

        // The first pull makes a repository and imports the image.
        Nodes = new Aws.Iam.RolePolicy(_scope.Name("node-pull-through"), new Aws.Iam.RolePolicyArgs
        {
            Role = identities.Node.Name,
            Policy = identities.Account.Apply(account => IamPolicy.Document(Filling(_scope, account))),
        }, _child);
        RegisterOutputs();
    }

    /// <summary>What the nodes of managed node groups need before they pull through a cache.</summary>
    public Resource Nodes { get; }

    /// <summary>What fills the caches (https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache-iam.html). Pure.</summary>
    internal static JsonObject Filling(EksScope scope, string account) => IamPolicy.Allow(
        "FillCaches", ["ecr:BatchImportUpstreamImage", "ecr:CreateRepository"],
        [.. scope.Cluster.PullThrough.Select(
            cache => scope.Partition.Arn("ecr", scope.Cluster.Region, account, $"repository/{cache.Prefix}/*"))]);

    // ECR makes repositories with a customer-managed key only in a role of ours
    // (https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-creation-templates-iam.html).
    private (Output<string>? Arn, Resource? Policy) Maker(Output<string> key)
    {
        var (role, _) = EksRole.Create(
            this, _scope, "repository-role", null, IamPolicy.Trust(_scope.Partition.ServicePrincipal("ecr")));
        var policy = new Aws.Iam.RolePolicy(_scope.Name("repository-policy"), new Aws.Iam.RolePolicyArgs
        {
            Role = role.Name,
            Policy = key.Apply(arn => IamPolicy.Document(
                IamPolicy.Allow("Repositories", ["ecr:CreateRepository", "ecr:ReplicateImage", "ecr:TagResource"], ["*"]),
                IamPolicy.Allow("Key", ["kms:CreateGrant", "kms:DescribeKey", "kms:RetireGrant"], [arn]))),
        }, _child);
        return (role.Arn, policy);
    }

    private void Create(EksPullThroughSpec cache, Output<string>? key, (Output<string>? Arn, Resource? Policy) maker)
    {
        var name = cache.Prefix.Replace('/', '-');
        var template = new Aws.Ecr.RepositoryCreationTemplateArgs
        {
            Prefix = cache.Prefix,
            AppliedFors = { "PULL_THROUGH_CACHE" },
            Description = $"{_scope.CloudName}: images of {cache.Upstream}",
        };
        if (key is not null)
        {
            template.EncryptionConfigurations.Add(new Aws.Ecr.Inputs.RepositoryCreationTemplateEncryptionConfigurationArgs
            {
                EncryptionType = "KMS",
                KmsKey = key,
            });
            template.CustomRoleArn = maker.Arn!;
            // Tags need the role as well.
            template.ResourceTags = _scope.Tagged();
        }

        var first = new Aws.Ecr.RepositoryCreationTemplate(_scope.Name($"repositories-{name}"), template, new CustomResourceOptions
        {
            Parent = this,
            DependsOn = maker.Policy is { } policy ? [policy] : [],
        });
        var args = new Aws.Ecr.PullThroughCacheRuleArgs
        {
            EcrRepositoryPrefix = cache.Prefix,
            UpstreamRegistryUrl = cache.Upstream == "docker.io" ? "registry-1.docker.io" : cache.Upstream,
        };
        if (cache.CredentialsSecret is { } secret)
        {
            args.CredentialArn = secret;
        }

        // A repository that the first pull makes before the template exists has another key for ever.
        _ = new Aws.Ecr.PullThroughCacheRule(
            _scope.Name($"cache-{name}"), args, new CustomResourceOptions { Parent = this, DependsOn = { first } });
    }
}
