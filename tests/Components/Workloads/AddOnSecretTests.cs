using Infra.AddOns.Security;
using Infra.Components.Workloads;
using Infra.Facts;
using Infra.Facts.Clusters;
using Infra.Specification.Secrets;
using Infra.Tests.AddOns;
using Infra.Tests.Components.Clusters;
using Infra.Tests.Rules.Secrets;
using Pulumi;
using Kubernetes = Pulumi.Kubernetes;

namespace Infra.Tests.Components.Workloads;

public class AddOnSecretTests
{
    private static readonly ClusterContext _context = Clouds.Context(
        Fleet.Platform with { Trust = new() { RootCertificate = SampleAuthorities.Root } },
        Fleet.Rke2 with
        {
            Issuer = new IntermediateIssuerSpec { Certificate = SampleAuthorities.Intermediate, KeySecret = "berlin-ca" },
        });

    [Fact]
    public async Task Brings_the_key_of_an_authority_into_the_cluster_as_a_secret_before_the_chart_that_reads_it()
    {
        var plan = await Plan(SampleAuthorities.IntermediateKey);

        Assert.Equal(
            """{"name":"platform-intermediate","namespace":"cert-manager"}""",
            plan.InputsOf("berlin-cert-manager-platform-intermediate")["metadata"]!.ToJsonString());
        Assert.Equal("[secret]", plan.Text("berlin-cert-manager-platform-intermediate", "stringData", "tls.key"));
        Assert.Contains(
            "berlin-cert-manager-platform-intermediate", plan.DependsOn("berlin-cert-manager", "kubernetes:core/v1:Secret"));
    }

    [Fact]
    public async Task Rejects_a_key_that_is_not_that_of_the_certificate_without_showing_it()
    {
        var key = SampleAuthorities.IntermediateKey.Replace("MHcC", "MHcD", StringComparison.Ordinal);
        var mistake = (await Record.ExceptionAsync(() => Plan(key)))?.ToString();

        Assert.Contains(
            "clusters[0].issuer.keySecret: \"berlin-ca\" is not the private key of the certificate.", mistake, StringComparison.Ordinal);
        Assert.DoesNotContain("MHcD", mistake, StringComparison.Ordinal);
    }

    private static Task<ClusterPlan> Plan(string key) => ClusterPlan.Of(_context.Platform, options =>
    {
        options.Providers.Add(new Kubernetes.Provider("kubernetes"));
        _ = new AddOnRelease(new CertManager(), _context, (_, _) => [], _ => Output.Create(key), [], null, options);
    });
}
