using Infra.AddOns.Contracts;
using Infra.AddOns.Security;
using Infra.Facts;
using Infra.Facts.Clusters;
using Infra.Specification.Secrets;
using Infra.Tests.Components.Clusters.OnPrem;
using Infra.Tests.Rules.Secrets;

namespace Infra.Tests.AddOns.Security;

public class TrustManagerTests
{
    private const string Own = """{"secret":{"name":"platform-ca","key":"ca.crt"}}""";

    [Fact]
    public void Puts_the_clusters_own_authority_and_the_public_ones_into_every_namespace()
    {
        var bundle = Assert.Single(new TrustManager().Manifests(Fleet.Context("eks")));

        Assert.Equal("platform-trust", (string?)bundle["metadata"]!["name"]);
        Assert.Equal(
            """{"sources":[""" + Own + """,{"useDefaultCAs":true}],"target":{"configMap":{"key":"ca-bundle.crt"}}}""",
            bundle["spec"]!.ToJsonString());
    }

    [Fact]
    public void Adds_what_the_stack_names_each_once()
    {
        var context = Clouds.Context(
            Fleet.Platform with { Trust = new() { Certificates = OnPremSamples.Authority } },
            Fleet.Rke2 with { ObjectStore = Fleet.Rke2.ObjectStore! with { CaCertificate = OnPremSamples.Authority } });

        Assert.Equal(
            [Own, """{"useDefaultCAs":true}""", OnPremSamples.Authority],
            Sources(new TrustManager(), context));
        Assert.Equal([Own, OnPremSamples.Authority], Sources(new TrustManager { PublicAuthorities = false }, context));
    }

    [Fact]
    public void Trusts_the_root_of_the_fleet_where_the_clusters_authority_comes_from_it()
    {
        var fleet = Fleet.Platform with { Trust = new() { RootCertificate = SampleAuthorities.Root } };
        IntermediateIssuerSpec issuer = new() { Certificate = SampleAuthorities.Intermediate, KeySecret = "berlin-ca" };

        Assert.Equal(
            ["""{"useDefaultCAs":true}""", SampleAuthorities.Root],
            Sources(new TrustManager(), Clouds.Context(fleet, Fleet.Rke2 with { Issuer = issuer })));
        Assert.Equal(
            [Own, """{"useDefaultCAs":true}""", SampleAuthorities.Root], Sources(new TrustManager(), Clouds.Context(fleet, Fleet.Eks)));
    }

    [Fact]
    public void Starts_the_public_authorities_in_their_own_version_and_from_the_mirror()
    {
        var values = ChartValues.Of(new TrustManager(), Fleet.Context("eks-mirror"));

        Assert.Equal("registry.acme.example/mirror", (string?)values["imageRegistry"]);
        Assert.Equal("20250419.1", (string?)values["defaultPackageImage"]!["tag"]);
        Assert.True((bool?)values["defaultPackage"]!["enabled"]);
    }

    [Fact]
    public void Starts_nothing_for_them_where_they_are_not_trusted()
    {
        var addOn = new TrustManager { PublicAuthorities = false };

        Assert.False((bool?)ChartValues.Of(addOn, Fleet.Context("eks-mirror"))["defaultPackage"]!["enabled"]);
        Assert.Equal(["quay.io/jetstack/trust-manager"], addOn.Images.Select(image => image.Repository));
    }

    [Fact]
    public void Runs_once_at_the_edge()
    {
        var values = ChartValues.Of(new TrustManager(), Fleet.Context("edge"));

        Assert.Equal(1, (int?)values["replicaCount"]);
        Assert.False((bool?)values["podDisruptionBudget"]!["enabled"]);
    }

    private static IEnumerable<string> Sources(TrustManager addOn, ClusterContext context) =>
        addOn.Manifests(context).Single()["spec"]!["sources"]!.AsArray()
            .Select(source => (string?)source!["inLine"] ?? source.ToJsonString());
}
