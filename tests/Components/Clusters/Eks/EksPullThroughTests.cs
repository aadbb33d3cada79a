using Infra.Facts.Eks;
using Infra.Specification;
using Infra.Specification.Clusters;
using Infra.Specification.Pools;

namespace Infra.Tests.Components.Clusters.Eks;

public class EksPullThroughTests
{
    private const string Rule = "aws:ecr/pullThroughCacheRule:PullThroughCacheRule";
    private const string Template = "aws:ecr/repositoryCreationTemplate:RepositoryCreationTemplate";
    private const string Secret = "arn:aws:secretsmanager:eu-central-1:111122223333:secret:ecr-pullthroughcache/docker-AbCdEf";

    private static readonly EksClusterSpec _cluster = EksPlan.Cluster with
    {
        Account = "111122223333",
        PullThrough =
        [
            new() { Prefix = "quay", Upstream = "quay.io" },
            new() { Prefix = "docker", Upstream = "docker.io", CredentialsSecret = Secret },
        ],
    };

    [Fact]
    public async Task Caches_public_registries_with_credentials_where_they_are_needed()
    {
        var plan = await EksPlan.Of(_cluster);

        Assert.Equal(["frankfurt-cache-docker", "frankfurt-cache-quay"], plan.NamesOf(Rule));
        Assert.Equal("quay.io", plan.Input("frankfurt-cache-quay", "upstreamRegistryUrl"));
        Assert.Null(plan.Input("frankfurt-cache-quay", "credentialArn"));
        Assert.Equal("registry-1.docker.io", plan.Input("frankfurt-cache-docker", "upstreamRegistryUrl"));
        Assert.Equal(Secret, plan.Input("frankfurt-cache-docker", "credentialArn"));
        Assert.Contains("frankfurt-repositories-docker", plan.DependsOn("frankfurt-cache-docker"));
    }

    [Fact]
    public async Task Encrypts_cached_images_with_a_key_of_the_customer()
    {
        var plan = await EksPlan.Of(_cluster);

        Assert.Equal(["PULL_THROUGH_CACHE"], plan.Strings("frankfurt-repositories-quay", "appliedFors"));
        Assert.Equal("KMS", plan.Input("frankfurt-repositories-quay", "encryptionConfigurations.0.encryptionType"));
        Assert.Contains(
            "frankfurt-images-key", (string?)plan.Input("frankfurt-repositories-quay", "encryptionConfigurations.0.kmsKey"),
            StringComparison.Ordinal);
        Assert.True(plan.IsProtected("frankfurt-images-key"));
        Assert.Equal(["frankfurt-repository-policy"], plan.DependsOn("frankfurt-repositories-quay", "aws:iam/rolePolicy:RolePolicy"));
    }

    [Fact]
    public async Task Leaves_keys_to_AWS_where_the_platform_does()
    {
        var platform = EksPlan.Platform with { Sovereignty = EksPlan.Platform.Sovereignty with { Keys = KeyManagement.ProviderManaged } };
        var plan = await EksPlan.Of(platform, _cluster);

        Assert.Equal(2, plan.NamesOf(Template).Length);
        Assert.Null(plan.Input("frankfurt-repositories-quay", "customRoleArn"));
    }

    [Fact]
    public async Task Lets_nodes_fill_their_caches_and_no_other_repository()
    {
        var plan = await EksPlan.Of(_cluster with
        {
            Pools = [new EksNodePoolSpec { Name = "web", Machine = "m7i.xlarge", Max = 2, Provisioner = Provisioner.Karpenter }],
        });

        foreach (var name in new[] { "frankfurt-node-pull-through", "frankfurt-karpenter-node-pull-through" })
        {
            var statement = plan.Document("aws:iam/rolePolicy:RolePolicy", name, "policy")["Statement"]![0]!;
            Assert.Equal("""["ecr:BatchImportUpstreamImage","ecr:CreateRepository"]""", statement["Action"]!.ToJsonString());
            Assert.Equal(
                new[] { "quay", "docker" }.Select(prefix => $"arn:aws:ecr:eu-central-1:111122223333:repository/{prefix}/*"),
                statement["Resource"]!.AsArray().Select(resource => (string?)resource));
        }
    }

    [Fact]
    public void Lets_workloads_pull_from_the_registry_of_the_account_in_addition_to_the_mirror()
    {
        Assert.Equal("111122223333.dkr.ecr.eu-central-1.amazonaws.com", new EksFacts(_cluster).OwnRegistry);
        Assert.Null(new EksFacts(EksPlan.Cluster).OwnRegistry);
    }

    [Fact]
    public async Task Makes_no_cache_and_no_key_where_none_is_asked_for()
    {
        var plan = await EksPlan.Of(EksPlan.Cluster);

        Assert.DoesNotContain(plan.Types, type => type.StartsWith("aws:ecr/", StringComparison.Ordinal));
        Assert.DoesNotContain("frankfurt-images-key", plan.Names);
    }
}
