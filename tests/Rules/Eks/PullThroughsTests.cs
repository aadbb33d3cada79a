using Infra.Rules.Eks;
using Infra.Specification.Clusters;
using Infra.Specification.Registries;

namespace Infra.Tests.Rules.Eks;

public class PullThroughsTests
{
    private static readonly EksPullThroughSpec _quay = new() { Prefix = "quay", Upstream = "quay.io" };

    private static readonly EksPullThroughSpec _docker = new()
    {
        Prefix = "docker",
        Upstream = "docker.io",
        CredentialsSecret = "arn:aws:secretsmanager:eu-central-1:111122223333:secret:ecr-pullthroughcache/docker-AbCdEf",
    };

    [Fact]
    public void Accepts_a_sound_fleet() => Assert.Empty(Fleets.Findings<PullThroughs>(Fleets.Sound));

    [Fact]
    public void Accepts_caches_of_open_registries_and_of_others_with_credentials() =>
        Assert.Empty(Found(With(_quay, _docker, new() { Prefix = "k8s/mirror", Upstream = "registry.k8s.io" })));

    [Fact]
    public void Accepts_the_same_cache_in_another_region() => Assert.Empty(
        Found(With(_quay), With(_quay) with { Name = "stockholm", Region = "eu-north-1", Network = new() { Cidr = "10.11.0.0/16" } }));

    [Fact]
    public void Rejects_the_same_cache_twice_in_an_account_and_region() => Assert.Equal(
        [
            "CLU125 error clusters[1].pullThrough[0].prefix: \"quay\" is a cache of the same account and region in " +
            "clusters[0].pullThrough[0]. Give it to one cluster; the others pull from it as well.",
        ],
        Found(With(_quay), With(_quay) with { Name = "second", Network = new() { Cidr = "10.11.0.0/16" } }));

    [Fact]
    public void Rejects_caches_that_an_isolated_cluster_cannot_fill() => Assert.Equal(
        [
            "CLU125 error clusters[0].pullThrough: through an endpoint of ECR the first pull of an image needs a route to the internet, " +
            "and egress is isolated. Leave pullThrough out, and copy the images to the mirror.",
        ],
        Found(With(_quay) with { Network = Fleets.Eks.Network with { Egress = EksEgress.Isolated } }));

    [Fact]
    public void Rejects_a_registry_without_a_name() => Assert.Equal(
        [
            "CLU125 error clusters[0].account: account is missing, but it is part of the registry's name, from which workloads pull. " +
            "Give the account, twelve digits in quotes.",
        ],
        Found(With(_quay) with { Account = null }));

    [Fact]
    public void Rejects_what_ECR_does_not_cache() => Assert.Equal(
        [
            "CLU125 error clusters[0].pullThrough[0].prefix: \"Quay\" is not a prefix of ECR. Allowed: 2 to 30 lower-case letters, " +
            "digits and single '.', '_', '-' and '/' between them, such as quay.",
            "CLU125 error clusters[0].pullThrough[1].upstream: ECR caches no images of \"nvcr.io\" here. Allowed: docker.io, ghcr.io, " +
            "public.ecr.aws, quay.io, registry.k8s.io.",
        ],
        Found(With(_quay with { Prefix = "Quay" }, new() { Prefix = "nvidia", Upstream = "nvcr.io" })));

    [Fact]
    public void Rejects_credentials_where_ECR_takes_none_and_their_absence_elsewhere() => Assert.Equal(
        [
            "CLU125 error clusters[0].pullThrough[0].credentialsSecret: ECR takes no credentials for quay.io. Leave credentialsSecret out.",
            "CLU125 error clusters[0].pullThrough[1].credentialsSecret: ECR caches images of docker.io only with credentials. Give the " +
            "ARN of a secret whose name starts with ecr-pullthroughcache/.",
        ],
        Found(With(
            _quay with { CredentialsSecret = _docker.CredentialsSecret }, _docker with { CredentialsSecret = null })));

    [Theory]
    [InlineData("arn:aws:secretsmanager:eu-central-1:111122223333:secret:docker-AbCdEf")]
    [InlineData("arn:aws:secretsmanager:eu-north-1:111122223333:secret:ecr-pullthroughcache/docker-AbCdEf")]
    [InlineData("docker-token")]
    public void Rejects_a_secret_that_ECR_does_not_read(string secret) => Assert.Equal(
        [
            $"CLU125 error clusters[0].pullThrough[0].credentialsSecret: \"{secret}\" is not a secret that ECR reads in eu-central-1. " +
            "Allowed: the ARN of a secret of that region whose name starts with ecr-pullthroughcache/.",
        ],
        Found(With(_docker with { CredentialsSecret = secret })));

    private static EksClusterSpec With(params EksPullThroughSpec[] caches) =>
        Fleets.Eks with { Account = "111122223333", PullThrough = [.. caches] };

    private static string[] Found(params EksClusterSpec[] clusters) => Fleets.Findings<PullThroughs>(Fleets.Of(clusters));
}
