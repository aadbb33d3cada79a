using System.Text.Json.Nodes;
using Infra.AddOns.Contracts;
using Infra.AddOns.Security;
using Infra.Facts;
using Infra.Facts.Clusters;
using Infra.Tests.AddOns.Traffic;
using Infra.Tests.Facts.Documents;

namespace Infra.Tests.AddOns.Security;

public class RatifyTests
{
    private const string Acr = "/subscriptions/1/resourceGroups/hub/providers/Microsoft.ContainerRegistry/registries/acmeplatform";

    private static readonly Ratify _ratify = SampleSigners.Ratify;

    [Fact]
    public void Has_a_chart_of_its_name_and_version_with_the_image_and_the_values_that_its_table_names()
    {
        var folder = Kinds.Folder(_ratify.Chart);
        var about = ReadYaml.Of(File.ReadAllText(Path.Combine(folder, "Chart.yaml")))!;
        var values = ReadYaml.Of(File.ReadAllText(Path.Combine(folder, "values.yaml")))!.AsObject();

        Assert.Equal((_ratify.Chart.Name, _ratify.Chart.Version), ((string?)about["name"], (string?)about["version"]));
        Assert.Equal(_ratify.Images[0].Repository, (string?)values["image"]!["repository"]);
        Assert.Equal(_ratify.Images[0].Tag, (string?)values["image"]!["tag"]);
        Assert.Equal(
            values.SelectMany(value => value.Value is JsonObject { Count: > 0 } parts
                ? parts.Select(part => $"{value.Key}.{part.Key}")
                : [value.Key]).Order(StringComparer.Ordinal),
            File.ReadLines(ChartPaths.File(_ratify.Chart)).Select(line => line.Split(' ')[0]));
    }

    [Fact]
    public void Sets_only_values_that_the_chart_has_wherever_it_is() => Assert.All(
        Fleet.Contexts,
        variant => Assert.Empty(ChartPaths.Of(_ratify.Chart).Unknown(ChartValues.Of(_ratify, With(_ratify, variant.Context)))));

    // Not every Secret of the cluster, as the published chart lets it.
    [Fact]
    public void May_read_no_secret_but_those_of_its_namespace() => Assert.DoesNotContain(
        Documents("rights.yaml").Where(text => text.Contains("kind: ClusterRole\n", StringComparison.Ordinal)),
        text => text.Contains("secrets", StringComparison.Ordinal));

    [Fact]
    public void Answers_only_whom_the_authority_of_Gatekeeper_has_certified()
    {
        var server = Documents("server.yaml").Single(text => text.Contains("kind: Deployment", StringComparison.Ordinal));

        Assert.Contains("--ca-cert-file=/etc/gatekeeper/ca.crt", server, StringComparison.Ordinal);
        Assert.Contains("secretName: gatekeeper-webhook-server-cert", server, StringComparison.Ordinal);
        Assert.Equal(new Gatekeeper().Chart.Namespace, _ratify.Chart.Namespace);
        Assert.True((bool?)new Gatekeeper().Values(Fleet.Context("eks"))["enableExternalData"]);
    }

    // Whoever waits longer than the API server waits for Gatekeeper would hide why an image is refused.
    [Fact]
    public void Answers_before_whoever_asks_gives_up()
    {
        var provider = Single("eks", "Provider");
        var seconds = (int)provider["spec"]!["timeout"]!;

        Assert.True((int)_ratify.Values(Fleet.Context("eks"))["verificationTimeout"]! < seconds * 1000);
        Assert.True(seconds < (int)new Gatekeeper().Values(Fleet.Context("eks"))["validatingWebhookTimeoutSeconds"]!);
        Assert.Equal("https://ratify.gatekeeper-system:6001/ratify/gatekeeper/v1/verify", (string?)provider["spec"]!["url"]);
    }

    [Fact]
    public void Trusts_the_keys_and_the_certificates_of_the_stack_and_no_log_outside()
    {
        Assert.Equal(
            ["key-0 key", "certificate-0 certificate"],
            Of("eks", "KeyManagementProvider").Select(each =>
                $"{each["metadata"]!["name"]} {each["spec"]!["parameters"]!["contentType"]}"));
        Assert.Equal(
            """[{"name":"default","scopes":["*"],"keys":[{"provider":"key-0"}],"tLogVerify":false}]""",
            Of("eks", "Verifier").First()["spec"]!["parameters"]!["trustPolicies"]!.ToJsonString());
        Assert.Equal(
            """{"ca":{"stack":["certificate-0"]}}""",
            Of("eks", "Verifier").Last()["spec"]!["parameters"]!["verificationCertStores"]!.ToJsonString());
    }

    // A verifier without keys would take every signature that Sigstore has certified.
    [Fact]
    public void Has_no_verifier_for_whom_nobody_is_trusted()
    {
        var keys = _ratify with { Certificates = [] };
        var certificates = _ratify with { PublicKeys = [] };

        Assert.Equal(["cosign"], Verifiers(keys));
        Assert.Equal(["notation"], Verifiers(certificates));
        Assert.False((bool?)certificates.Manifests(Fleet.Context("eks")).Single(each => (string?)each["kind"] == "Store")
            ["spec"]!["parameters"]!["cosignEnabled"]);
    }

    [Fact]
    public void Reads_the_mirror_with_its_login_and_trusts_the_authorities_of_the_stack()
    {
        var values = ChartValues.Of(_ratify, With(_ratify, Fleet.Context("rke2-mirror")));

        Assert.Equal("platform-registry", (string?)values["loginSecret"]);
        Assert.Equal("platform-trust", (string?)values["trustConfigMap"]);
        Assert.Equal("registry.acme.example/mirror/notaryproject/ratify", (string?)values["image"]!["repository"]);
        Assert.Equal("", (string?)ChartValues.Of(_ratify, With(_ratify, Fleet.Context("rke2")))["loginSecret"]);
        var elsewhere = _ratify with { Repositories = ["quay.io/acme"] };
        Assert.Equal("", (string?)ChartValues.Of(elsewhere, With(elsewhere, Fleet.Context("rke2-mirror")))["loginSecret"]);
    }

    [Fact]
    public void Reads_a_registry_of_its_cloud_with_an_identity()
    {
        var azure = _ratify with { Repositories = ["acmeplatform.azurecr.io/acme"] };
        var aks = With(azure, Fleet.In(Fleet.Platform, Fleet.Aks with { ContainerRegistry = Acr }));
        var aws = _ratify with { Repositories = ["111122223333.dkr.ecr.eu-central-1.amazonaws.com/acme"] };
        var eks = With(aws, Fleet.Context("eks"));

        Assert.All([(azure, aks), (aws, eks)], each => Assert.Equal(
            [new WorkloadIdentity("gatekeeper-system", "ratify", Access.Images)], each.Item1.Identities(each.Item2)));
        Assert.Equal("""{"azure.workload.identity/use":"true"}""", azure.Values(aks)["podLabels"]!.ToJsonString());
        Assert.Equal("""{"create":false,"name":"ratify"}""", aws.Values(eks)["serviceAccount"]!.ToJsonString());
        Assert.Equal(
            """{"cosignEnabled":true,"authProvider":{"name":"azureWorkloadIdentity","endpoints":["acmeplatform.azurecr.io"]}}""",
            Store(azure, aks));
        Assert.Equal("""{"cosignEnabled":true,"authProvider":{"name":"awsEcrBasic"}}""", Store(aws, eks));
        Assert.Equal("""{"cosignEnabled":true}""", Store(_ratify, Fleet.Context("eks")));
        // At a site it is a registry like others.
        Assert.Empty(aws.Identities(Fleet.Context("rke2")));
    }

    [Fact]
    public void Rejects_two_ways_to_log_in()
    {
        var both = _ratify with { Repositories = [.. _ratify.Repositories, "111122223333.dkr.ecr.eu-central-1.amazonaws.com/acme"] };

        Assert.Equal(
            [
                new Mistake(
                    "repositories",
                    "the mirror at \"registry.acme.example\" wants a login and the registry of the cloud an identity, and Ratify has one " +
                    "of the two. Allowed: repositories of one of them."),
            ],
            both.Mistakes(Fleet.Context("eks-mirror")));
        Assert.Empty(both.Mistakes(Fleet.Context("eks")));
        Assert.Empty(_ratify.Mistakes(Fleet.Context("eks-mirror")));
    }

    [Fact]
    public void Rejects_what_is_not_a_repository() => Assert.Equal(
        [
            new Mistake(
                "repositories",
                "\"https://registry.acme.example\" is not a repository. Allowed: a host with an optional port and path, in lower case " +
                "and without a scheme, such as registry.acme.example/mirror/acme."),
        ],
        (_ratify with { Repositories = ["https://registry.acme.example"] }).Mistakes(Fleet.Context("rke2")));

    [Fact]
    public void Comes_with_the_policy_that_asks_it()
    {
        var context = With(_ratify, Fleet.Context("eks"));
        var constraint = new Gatekeeper().Manifests(context).Single(each => (string?)each["kind"] == "PlatformImageSignatures");

        Assert.Equal("deny", (string?)constraint["spec"]!["enforcementAction"]);
        Assert.Equal(
            """{"provider":"ratify-provider","repositories":["registry.acme.example/mirror/acme"]}""",
            constraint["spec"]!["parameters"]!.ToJsonString());
        Assert.DoesNotContain(
            new Gatekeeper().Manifests(Fleet.Context("eks")), each => (string?)each["kind"] == "PlatformImageSignatures");
    }

    // Kubernetes, the platform and what starts a cluster never wait for it.
    [Fact]
    public void Leaves_alone_the_namespaces_that_Gatekeeper_leaves_alone() => Assert.Contains(
        _ratify.Chart.Namespace, new Gatekeeper().Exempt(With(_ratify, Fleet.Context("eks"))));

    [Fact]
    public void Is_reached_by_Gatekeeper_alone_and_reaches_registries()
    {
        var context = With(_ratify with { Repositories = ["registry.acme.example:5000/acme"] }, Fleet.Context("rke2"));
        var policies = new NetworkPolicies(context).In("gatekeeper-system").ToDictionary(policy => (string)policy["metadata"]!["name"]!);

        Assert.Equal(["default-deny", "gatekeeper", "ratify"], policies.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(
            """{"from":[{"podSelector":{}}],"ports":[{"protocol":"TCP","port":6001}]}""",
            policies["ratify"]["spec"]!["ingress"]!.AsArray().First()!.ToJsonString());
        Assert.Contains("\"port\":5000", policies["ratify"]["spec"]!["egress"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Contains("\"port\":6001", policies["gatekeeper"]["spec"]!["egress"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain("\"port\":5000", policies["gatekeeper"].ToJsonString(), StringComparison.Ordinal);
    }

    private static ClusterContext With(Ratify ratify, ClusterContext context) =>
        Clouds.Context(context.Platform, context.Cluster with { AddOns = [.. AddOn.Of(context.Cluster), ratify] });

    private static IEnumerable<JsonObject> Of(string cluster, string kind) =>
        _ratify.Manifests(Fleet.Context(cluster)).Where(each => (string?)each["kind"] == kind);

    private static JsonObject Single(string cluster, string kind) => Of(cluster, kind).Single();

    private static IEnumerable<string?> Verifiers(Ratify ratify) => ratify.Manifests(Fleet.Context("eks"))
        .Where(each => (string?)each["kind"] == "Verifier").Select(each => (string?)each["spec"]!["name"]);

    private static string Store(Ratify ratify, ClusterContext context) => ratify.Manifests(context)
        .Single(each => (string?)each["kind"] == "Store")["spec"]!["parameters"]!.ToJsonString();

    private static string[] Documents(string file) =>
        File.ReadAllText(Path.Combine(Kinds.Folder(_ratify.Chart), "templates", file)).Split("\n---\n");
}
