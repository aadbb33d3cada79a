using System.Text.Json.Nodes;
using Infra.AddOns.Contracts;
using Infra.AddOns.Security;
using Infra.Facts;
using Infra.Facts.Clusters;
using Infra.Specification.Secrets;
using Infra.Tests.Rules.Secrets;

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
    public void Issues_from_an_intermediate_of_the_fleets_root_where_the_cluster_has_one()
    {
        var context = With(new IntermediateIssuerSpec { Certificate = SampleAuthorities.Intermediate, KeySecret = "berlin-ca" });
        var secret = Assert.Single(new CertManager().Secrets(context));

        Assert.Equal(
            ["ClusterIssuer platform-self-signed", "ClusterIssuer platform-ca"],
            new CertManager().Manifests(context).Select(manifest => $"{manifest["kind"]} {manifest["metadata"]!["name"]}"));
        Assert.Equal(("platform-intermediate", "cert-manager", "kubernetes.io/tls"), (secret.Name, secret.Namespace, secret.Type));
        Assert.Equal("berlin-ca", secret.Secrets["tls.key"]);
        Assert.Equal(
            """{"ca":{"secretName":"platform-intermediate"}}""", new CertManager().Manifests(context).Last()["spec"]!.ToJsonString());
        Assert.Equal(SampleAuthorities.Intermediate + SampleAuthorities.Root, secret.Texts["tls.crt"]);
        Assert.Equal(SampleAuthorities.Root, secret.Texts["ca.crt"]);
        Assert.Null(secret.Mistake(SampleAuthorities.IntermediateKey));
        Assert.Equal(
            "clusters[0].issuer.keySecret: \"berlin-ca\" is not the private key of the certificate.",
            secret.Mistake(SampleAuthorities.IntermediateKey.Replace("MHcC", "MHcD", StringComparison.Ordinal)));
    }

    [Fact]
    public void Issues_from_a_Vault_with_a_token_of_an_account_that_may_do_nothing_else()
    {
        var context = With(new VaultIssuerSpec { Path = "pki-berlin/sign/platform" });
        var objects = ChartValues.Of(new CertManager(), context)["extraObjects"]!.AsArray()
            .Select(text => JsonNode.Parse((string)text!)!).ToList();

        Assert.Empty(new CertManager().Secrets(context));
        Assert.Equal(
            """{"vault":{"server":"https://vault.acme.example:8200","path":"pki-berlin/sign/platform","auth":{"kubernetes":""" +
            """{"mountPath":"/v1/auth/acme-test-berlin","role":"cert-manager","serviceAccountRef":{"name":"platform-issuer"}}}}}""",
            new CertManager().Manifests(context).Last()["spec"]!.ToJsonString());
        Assert.Equal(["ServiceAccount", "Role", "RoleBinding"], objects.Select(each => (string?)each["kind"]));
        Assert.Equal(
            """[{"apiGroups":[""],"resources":["serviceaccounts/token"],"resourceNames":["platform-issuer"],"verbs":["create"]}]""",
            objects[1]["rules"]!.ToJsonString());
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
    public void Lets_the_pods_that_answer_a_challenge_pull_from_a_mirror_with_a_login()
    {
        var addOn = new CertManager { Acme = new() { Email = "platform@acme.example", IngressClass = "nginx" } };

        Assert.Equal(
            """{"ingressClassName":"nginx","podTemplate":{"spec":{"imagePullSecrets":[{"name":"platform-registry"}]}}}""",
            addOn.Manifests(Clouds.Context(Fleet.Mirrored, Fleet.Rke2)).Last()["spec"]!["acme"]!["solvers"]![0]!["http01"]!["ingress"]!
                .ToJsonString());
    }

    [Fact]
    public void Keeps_certificates_when_it_is_removed()
    {
        var values = ChartValues.Of(new CertManager(), Fleet.Context("eks"));
        Assert.Equal("""{"enabled":true,"keep":true}""", values["crds"]!.ToJsonString());
        Assert.Equal(3, values["webhook"]!["replicaCount"]!.GetValue<int>());
        Assert.Equal(2, values["replicaCount"]!.GetValue<int>());
    }

    private static ClusterContext With(IssuerSpec issuer) => Clouds.Context(
        Fleet.Platform with { Trust = new() { RootCertificate = SampleAuthorities.Root } }, Fleet.Rke2 with { Issuer = issuer });
}
