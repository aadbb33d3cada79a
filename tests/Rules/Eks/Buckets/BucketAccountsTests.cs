using Infra.Rules.Eks.Buckets;
using Infra.Specification;
using Infra.Specification.Accounts;
using Infra.Specification.Clusters;
using Infra.Specification.Storage;

namespace Infra.Tests.Rules.Eks.Buckets;

public class BucketAccountsTests
{
    private const string Other = "777788889999";

    private static readonly EksClusterSpec _cluster = Fleets.Eks with { Account = "111122223333", Storage = Of(Other) };

    [Fact]
    public void Accepts_a_sound_fleet() => Assert.Empty(Fleets.Findings<BucketAccounts>(Fleets.Sound));

    [Theory]
    [InlineData(null)]
    [InlineData("111122223333")]
    public void Accepts_the_account_of_the_cluster(string? account) =>
        Assert.Empty(Found(_cluster with { Storage = Of(account) }));

    [Fact]
    public void Accepts_an_account_that_the_network_trusts() =>
        Assert.Empty(Found(_cluster with { Network = _cluster.Network with { TrustedAccounts = [Other] } }));

    [Fact]
    public void Accepts_any_account_where_the_network_leads_to_every_one() =>
        Assert.Empty(Fleets.Findings<BucketAccounts>(Public(_cluster)));

    [Theory]
    [InlineData("o-abcdefghij", true)]
    [InlineData("o-klmnopqrst", false)]
    public void Accepts_an_account_of_the_same_organization(string organization, bool accepts)
    {
        var platform = Private(_cluster) with
        {
            Accounts =
            [
                new AwsAccountSpec { Id = "111122223333", Organization = "o-abcdefghij" },
                new AwsAccountSpec { Id = Other, Organization = organization },
            ],
        };
        Assert.Equal(accepts, Fleets.Findings<BucketAccounts>(platform).Length == 0);
    }

    [Fact]
    public void Rejects_an_account_that_the_endpoints_let_nothing_through_to() => Assert.Equal(
        [
            .. new[] { "objects[0]", "parallel.linked[0]" }.Select(volume =>
                $"CLU127 error clusters[0].storage.{volume}.account: the bucket is in account 777788889999, but endpoints are private " +
                "and the network lets nothing through to it. Add the account to network.trustedAccounts, or use a bucket of the " +
                "cluster's account."),
        ],
        Found(_cluster));

    [Fact]
    public void Rejects_what_is_no_account() => Assert.Equal(
        [
            .. new[] { "objects[0]", "parallel.linked[0]" }.Select(volume =>
                $"CLU127 error clusters[0].storage.{volume}.account: \"acme\" is not {Infra.Specification.Formats.AwsAccountId.Form}."),
        ],
        Fleets.Findings<BucketAccounts>(Public(_cluster with { Storage = Of("acme") })));

    private static StorageSpec Of(string? account) => new()
    {
        Objects = [new() { Name = "models", Namespace = "chat", Bucket = "acme-models", Account = account }],
        Parallel = new() { Linked = [new() { Name = "data", Namespace = "train", Bucket = "acme-data", Account = account }] },
    };

    private static string[] Found(EksClusterSpec cluster) => Fleets.Findings<BucketAccounts>(Private(cluster));

    private static PlatformSpec Private(EksClusterSpec cluster) => Endpoints(cluster, EndpointAccess.Private);

    private static PlatformSpec Public(EksClusterSpec cluster) => Endpoints(cluster, EndpointAccess.Public);

    private static PlatformSpec Endpoints(EksClusterSpec cluster, EndpointAccess endpoints)
    {
        var platform = Fleets.Of(cluster);
        return platform with { Sovereignty = platform.Sovereignty with { Endpoints = endpoints } };
    }
}
