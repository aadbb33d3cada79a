using Infra.AddOns.Contracts;
using Infra.AddOns.Security;
using Infra.AddOns.Traffic;
using Infra.Facts;
using Infra.Facts.Clusters;
using Infra.Specification.Clusters;
using Infra.Tests.Components.Clusters.Aks;
using Infra.Tests.Components.Clusters.Eks;

namespace Infra.Tests.AddOns.Traffic;

/// <summary>Names of clusters in zones, and certificates that they prove.</summary>
public class ExternalDnsTests
{
    private const string Zones = "/subscriptions/00000000-0000-4000-8000-000000000001/resourceGroups/hub/providers/Microsoft.Network";

    private static readonly ExternalDns _names = new();

    private static EksClusterSpec Eks { get; } =
        Fleet.Eks with { Ingress = new() { Domain = "ai.acme.example", Zone = "Z0123456789ABCDEFGHIJ" } };

    private static AksClusterSpec Aks(string type) =>
        Fleet.Aks with { Ingress = new() { Domain = "ai.acme.example", Zone = $"{Zones}/{type}/ai.acme.example" } };

    [Fact]
    public void Is_on_where_a_cluster_names_a_zone()
    {
        Assert.True(_names.OnByDefault(Clouds.Of(Eks)));
        Assert.True(_names.OnByDefault(Clouds.Of(Aks("dnsZones"))));
        Assert.False(_names.OnByDefault(Clouds.Of(Fleet.Eks)));
        Assert.Equal(
            "the cluster names no zone that it could write to: set ingress.zone, on EKS and AKS, or remove the add-on.",
            _names.Obstacle(Clouds.Of(Fleet.Rke2)));
    }

    [Fact]
    public void Writes_names_under_the_domain_into_the_zone_alone_and_marks_them()
    {
        var values = ChartValues.Of(_names, Fleet.In(Fleet.Platform, Eks));

        Assert.Equal("""{"zone-id-filter":"Z0123456789ABCDEFGHIJ","aws-zone-match-parent":true}""", values["extraArgs"]!.ToJsonString());
        Assert.Equal("""["ai.acme.example"]""", values["domainFilters"]!.ToJsonString());
        Assert.Equal("acme-test-frankfurt", (string?)values["txtOwnerId"]);
        Assert.Empty(ChartPaths.Of(_names.Chart).Unknown(values));
    }

    [Theory]
    [InlineData("dnsZones", "azure")]
    [InlineData("privateDnsZones", "azure-private-dns")]
    public void Logs_in_to_Azure_with_the_identity_of_its_pod(string type, string provider)
    {
        var values = ChartValues.Of(_names, Fleet.In(Fleet.Platform, Aks(type)));

        Assert.Equal(provider, (string?)values["provider"]!["name"]);
        Assert.Equal("true", (string?)values["podLabels"]!["azure.workload.identity/use"]);
        Assert.Equal(
            """
            {"cloud":"AzurePublicCloud","resourceGroup":"hub","subscriptionId":"00000000-0000-4000-8000-000000000001",
            "useWorkloadIdentityExtension":true}
            """.ReplaceLineEndings(""),
            (string?)values["secretConfiguration"]!["data"]!["azure.json"]);
        Assert.Empty(ChartPaths.Of(_names.Chart).Unknown(values));
    }

    [Fact]
    public async Task May_change_records_of_the_zone_alone_on_EKS()
    {
        var plan = await EksPlan.Of(
            EksPlan.Cluster with { Ingress = Eks.Ingress }, new WorkloadIdentity("external-dns", "external-dns", Access.DnsRecords));
        var policy = plan.Document("aws:iam/rolePolicy:RolePolicy", "frankfurt-external-dns-external-dns-policy", "policy");

        Assert.Equal(
            """["arn:aws:route53:::hostedzone/Z0123456789ABCDEFGHIJ"]""",
            policy["Statement"]!.AsArray().Single(each => (string?)each!["Sid"] == "Records")!["Resource"]!.ToJsonString());
    }

    [Theory]
    [InlineData("dnsZones", "befefa01-2a29-4197-83a8-272ff33ce314")]
    [InlineData("privateDnsZones", "b12aa53e-6015-4669-85d0-8515ebb3ae7f")]
    public async Task May_change_records_of_the_zone_alone_on_AKS(string type, string role)
    {
        var plan = await AksPlan.Of(
            AksPlan.Cluster with { Ingress = Aks(type).Ingress }, new WorkloadIdentity("external-dns", "external-dns", Access.DnsRecords));
        var grant = plan.NamesOf("azure-native:authorization:RoleAssignment").Single(
            name => name.EndsWith("external-dns-external-dns-writes-ai.acme.example-role", StringComparison.Ordinal));

        Assert.Equal($"{Zones}/{type}/ai.acme.example", (string?)plan.InputsOf(grant)["scope"]);
        Assert.EndsWith(role, (string?)plan.InputsOf(grant)["roleDefinitionId"], StringComparison.Ordinal);
    }

    [Fact]
    public void A_record_proves_the_wildcard_of_the_gateway_to_an_authority()
    {
        var issuers = new CertManager { Acme = new() { Email = "platform@acme.example" } };
        var context = With(issuers, Eks);

        Assert.Empty(issuers.Mistakes(context));
        Assert.Equal(
            """{"dns01":{"route53":{"region":"eu-central-1","hostedZoneID":"Z0123456789ABCDEFGHIJ"}}}""",
            Solver(issuers, context));
        Assert.Equal([new WorkloadIdentity("cert-manager", "cert-manager-dns", Access.DnsRecords)], issuers.Identities(context));
        Assert.Equal(
            """{"create":false,"name":"cert-manager-dns"}""", ChartValues.Of(issuers, context)["serviceAccount"]!.ToJsonString());
        Assert.Equal("platform-acme", Issuer(context));
        Assert.Contains("\"azureDNS\"", Solver(issuers, With(issuers, Aks("dnsZones"))), StringComparison.Ordinal);
    }

    [Fact]
    public void The_policies_around_the_identity_that_proves_names_have_names_of_their_own()
    {
        var issuers = new CertManager { Acme = new() { Email = "platform@acme.example" } };
        var cluster = Fleet.In(Fleet.Platform, Aks("dnsZones")).Cluster;
        var context = Clouds.Context(
            Fleet.Platform, cluster with { AddOns = [.. cluster.AddOns.Select(each => each is CertManager ? issuers : each)] });

        Assert.Equal(
            ["cert-manager", "cert-manager-cert-manager", "default-deny", "trust-manager"],
            new NetworkPolicies(context).In("cert-manager").Select(policy => (string?)policy["metadata"]!["name"])
                .Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Without_a_zone_the_gateway_keeps_the_platforms_issuer()
    {
        var issuers = new CertManager { Acme = new() { Email = "platform@acme.example", IngressClass = "nginx" } };
        var context = With(issuers, Fleet.Aks with { Ingress = new() { Domain = "ai.acme.example" } });

        Assert.Empty(issuers.Identities(context));
        Assert.Contains("\"http01\"", Solver(issuers, context), StringComparison.Ordinal);
        Assert.Equal("platform-ca", Issuer(context));
    }

    [Fact]
    public void Rejects_a_challenge_that_nobody_could_answer_or_read()
    {
        var issuers = new CertManager { Acme = new() { Email = "platform@acme.example" } };

        Assert.Equal(
            [
                new Mistake(
                    "acme.ingressClass",
                    "is missing, and the cluster has no zone for a challenge by DNS. Name an ingress class, or a zone under ingress."),
            ],
            issuers.Mistakes(With(issuers, Fleet.Eks)));
        Assert.Equal(
            [
                new Mistake(
                    "acme.server",
                    "\"https://acme-v02.api.letsencrypt.org/directory\" reads its challenge from the internet, and the zone of the " +
                    "cluster is private. Name an authority of your own, or leave acme out."),
            ],
            issuers.Mistakes(With(issuers, Aks("privateDnsZones"))));
    }

    private static ClusterContext With(CertManager issuers, ClusterSpec cluster) =>
        Clouds.Context(Fleet.Platform, cluster with { AddOns = [issuers, new EnvoyGateway()] });

    private static string Solver(CertManager issuers, ClusterContext context) =>
        issuers.Manifests(context).Single(each => (string?)each["metadata"]!["name"] == CertManager.AcmeIssuer)[
            "spec"]!["acme"]!["solvers"]![0]!.ToJsonString();

    private static string? Issuer(ClusterContext context) =>
        (string?)new EnvoyGateway().Manifests(context).Single(each => (string?)each["kind"] == "Certificate")[
            "spec"]!["issuerRef"]!["name"];
}
