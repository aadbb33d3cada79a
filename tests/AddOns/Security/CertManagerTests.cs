using Infra.AddOns.Contracts;
using Infra.AddOns.Security;

namespace Infra.Tests.AddOns.Security;

public class CertManagerTests
{
    [Fact]
    public void Issues_from_an_authority_of_the_clusters_own()
    {
        var manifests = new CertManager().Manifests(Fleet.Context("rke2")).ToList();
        Assert.Equal(
            ["ClusterIssuer platform-self-signed", "Certificate platform-ca", "ClusterIssuer platform-ca"],
            manifests.Select(manifest => $"{manifest["kind"]} {manifest["metadata"]!["name"]}"));
        Assert.Equal("87600h", manifests[1]["spec"]!["duration"]!.GetValue<string>());
        Assert.True(manifests[1]["spec"]!["isCA"]!.GetValue<bool>());
        Assert.Equal("""{"ca":{"secretName":"platform-ca"}}""", manifests[2]["spec"]!.ToJsonString());
    }

    [Fact]
    public void Issues_by_ACME_where_the_stack_has_an_account()
    {
        var addOn = new CertManager { Acme = new() { Email = "platform@acme.example", IngressClass = "nginx" } };
        Assert.Equal(
            """{"acme":{"email":"platform@acme.example","server":"https://acme-v02.api.letsencrypt.org/""" +
            """directory","privateKeySecretRef":{"name":"platform-acme"},"solvers":[{"http01":{"ingress":""" +
            """{"ingressClassName":"nginx"}}}]}}""",
            addOn.Manifests(Fleet.Context("eks")).Last()["spec"]!.ToJsonString());
    }

    [Fact]
    public void Keeps_certificates_when_it_is_removed()
    {
        var values = ChartValues.Of(new CertManager(), Fleet.Context("eks"));
        Assert.Equal("""{"enabled":true,"keep":true}""", values["crds"]!.ToJsonString());
        Assert.Equal(3, values["webhook"]!["replicaCount"]!.GetValue<int>());
        Assert.Equal(2, values["replicaCount"]!.GetValue<int>());
    }
}
