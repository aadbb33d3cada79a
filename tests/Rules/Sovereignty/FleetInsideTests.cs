using System.Collections.Immutable;
using Infra.Rules.Sovereignty;
using Infra.Specification;
using Infra.Specification.Delivery;

namespace Infra.Tests.Rules.Sovereignty;

public class FleetInsideTests
{
    private static readonly RoleLogin _role = new() { Cluster = "acme", Role = "arn:aws:iam::111122223333:role/acme" };

    private static readonly IdentityLogin _identity = new() { Client = "c", Tenant = "t" };

    private static readonly TokenLogin _token = new() { TokenSecret = "token" };

    [Fact]
    public void Accepts_a_fleet_in_one_stack_and_records_inside_the_borders()
    {
        Assert.Empty(Fleets.Findings<FleetInside>(Fleets.Sound));
        Assert.Empty(Hub("https://oidc.eks.eu-west-1.amazonaws.com/id/AB12"));
        Assert.Empty(Hub("https://swedencentral.oic.prod-aks.azure.com/tenant/id/"));
        Assert.Empty(Members(
            Member("eu-west-3", _role, "https://ab12.gr7.eu-west-3.eks.amazonaws.com"),
            Member("swedencentral", _identity, "https://acme-dns.hcp.swedencentral.azmk8s.io:443"),
            Member("berlin", _token, "https://10.0.0.1:6443")));
    }

    [Fact]
    public void Accepts_what_says_nothing_of_its_place()
    {
        Assert.Empty(Hub(null));
        Assert.Empty(Hub("https://issuer.acme.example"));
        Assert.Empty(Members(Member("somewhere", _token, "https://10.0.0.1:6443")));
    }

    [Fact]
    public void Accepts_what_cannot_be_compared_yet_since_another_rule_tells_of_the_border() => Assert.Empty(
        Of(Platform(new HubSpec { Name = "ohio", Issuer = "https://oidc.eks.us-east-2.amazonaws.com/id/AB12" }), ["europe"], ["us"]));

    [Fact]
    public void Rejects_a_hub_beyond_the_border()
    {
        Assert.Equal(
            ["CLU107 error hub.issuer: \"oidc.eks.us-east-2.amazonaws.com\" is in US; this platform allows eu."],
            Hub("https://oidc.eks.us-east-2.amazonaws.com/id/AB12"));
        Assert.Equal(
            ["CLU107 error hub.issuer: \"eastus2.oic.prod-aks.azure.com\" is in US; this platform allows eu."],
            Hub("https://eastus2.oic.prod-aks.azure.com/tenant/id/"));
        Assert.Equal(
            [
                "CLU107 error hub.issuer: \"oidc.eks.ap-southeast-1.amazonaws.com\" is in the region ap-southeast-1, which is not in the " +
                "catalogue, so nobody knows its country; this platform allows eu.",
            ],
            Hub("https://oidc.eks.ap-southeast-1.amazonaws.com/id/AB12"));
    }

    [Fact]
    public void Rejects_a_hub_whose_operator_a_foreign_law_reaches() => Assert.Equal(
        [
            "CLU107 error hub.issuer: \"oidc.eks.eu-west-1.amazonaws.com\" is operated under the law of us; this platform allows eu.",
        ],
        Of(Platform(new HubSpec { Name = "dublin", Issuer = "https://oidc.eks.eu-west-1.amazonaws.com/id/AB12" }), ["eu"], ["eu"]));

    [Fact]
    public void Rejects_members_beyond_the_border() => Assert.Equal(
        [
            "CLU107 error members[0].labels: \"us-east-1\" is in US; this platform allows eu.",
            "CLU107 error members[1].labels: \"uksouth\" is in GB; this platform allows eu.",
            "CLU107 error members[2].labels: \"zurich\" is in CH; this platform allows eu.",
            "CLU107 error members[3].labels: \"ap-southeast-1\" is a region that is not in the catalogue, so nobody knows its country; " +
            "this platform allows eu.",
            "CLU107 error members[4].labels: \"cn-north-1\" is operated by Beijing Sinnet Technology, which is subject to the law of cn; " +
            "this platform allows eu, us (https://www.amazonaws.cn/en/about-aws/china/).",
        ],
        Members(
            Member("us-east-1", _role, "https://ab12.gr7.us-east-1.eks.amazonaws.com"),
            Member("uksouth", _identity, "https://10.0.0.1"),
            Member("zurich", _token, "https://10.0.0.1:6443"),
            Member("ap-southeast-1", _role, "https://10.0.0.1"),
            Member("cn-north-1", _role, "https://10.0.0.1")));

    [Fact]
    public void Rejects_a_member_whose_API_is_elsewhere_than_its_label_says() => Assert.Equal(
        ["CLU107 error members[0].endpoint: \"ab12.gr7.us-east-1.eks.amazonaws.com\" is in US; this platform allows eu."],
        Members(Member("eu-west-3", _role, "https://AB12.gr7.us-east-1.eks.amazonaws.com")));

    private static string[] Hub(string? issuer) => Of(Platform(new HubSpec { Name = "dublin", Issuer = issuer }), ["eu"], ["eu", "us"]);

    private static string[] Members(params MemberSpec[] members) =>
        Of(Platform(null) with { Members = [.. members] }, ["eu"], ["eu", "us"]);

    private static PlatformSpec Platform(HubSpec? hub) => Fleets.Exactly(Fleets.Eks) with
    {
        Hub = hub,
        Sites =
        [
            new SiteSpec { Name = "berlin", Country = "DE", Operator = "eu" },
            new SiteSpec { Name = "zurich", Country = "CH", Operator = "eu" },
        ],
    };

    private static string[] Of(PlatformSpec platform, ImmutableArray<string> locations, ImmutableArray<string> operators) =>
        Fleets.Findings<FleetInside>(
            platform with { Sovereignty = Fleets.Sovereignty with { Locations = locations, Operators = operators } });

    private static MemberSpec Member(string region, MemberLogin login, string endpoint) => new()
    {
        Name = "member",
        Labels = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal).Add("ai-platform/region", region),
        Endpoint = endpoint,
        Authority = "",
        Login = login,
    };
}
