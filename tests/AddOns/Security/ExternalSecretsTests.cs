using System.Text.Json.Nodes;
using Infra.AddOns.Contracts;
using Infra.AddOns.Security;
using Infra.Facts;
using Infra.Facts.Aks;
using Infra.Facts.Clusters;
using Infra.Specification.Secrets;
using Infra.Tests.Components.Clusters.OnPrem;

namespace Infra.Tests.AddOns.Security;

public class ExternalSecretsTests
{
    private static readonly ExternalSecrets _addOn = new();

    [Fact]
    public void Reads_Secrets_Manager_below_the_clusters_prefix_by_the_controllers_own_identity()
    {
        var context = Fleet.Context("eks");

        Assert.Equal(
            """{"aws":{"service":"SecretsManager","region":"eu-central-1","prefix":"acme/test/frankfurt/"}}""", Provider(context));
        Assert.Equal([new WorkloadIdentity("external-secrets", "external-secrets", Access.Secrets)], _addOn.Identities(context));
        Assert.Equal(
            """{"create":false,"name":"external-secrets"}""", ChartValues.Of(_addOn, context)["serviceAccount"]!.ToJsonString());
    }

    [Fact]
    public void Reads_parameters_where_the_cluster_says_so() => Assert.Equal(
        """{"aws":{"service":"ParameterStore","region":"eu-central-1","prefix":"/acme/test/frankfurt/"}}""",
        Provider(Clouds.Context(Fleet.Platform, Fleet.Eks with { SecretStore = SecretStoreKind.ParameterStore })));

    [Fact]
    public void Reads_a_key_vault_by_an_account_that_only_the_store_names()
    {
        var context = Fleet.Context("aks");

        Assert.Equal(
            """{"azurekv":{"authType":"WorkloadIdentity","environmentType":"PublicCloud",""" +
            $"\"vaultUrl\":\"https://{AksNames.SecretVault(Fleet.Platform, Fleet.Aks)}.vault.azure.net\"," +
            """ "serviceAccountRef":{"name":"platform-store","namespace":"external-secrets"}}}""".TrimStart(),
            Provider(context));
        Assert.Equal([new WorkloadIdentity("external-secrets", "platform-store", Access.Secrets)], _addOn.Identities(context));
        Assert.Equal(
            """{"create":true,"name":"external-secrets"}""", ChartValues.Of(_addOn, context)["serviceAccount"]!.ToJsonString());
    }

    [Fact]
    public void Reads_the_key_vault_that_the_cluster_names()
    {
        var cluster = Fleet.Aks with
        {
            SecretVault = new()
            {
                Id = $"/subscriptions/{Guid.Empty}/resourceGroups/hub/providers/Microsoft.KeyVault/vaults/Acme-Secrets",
                Region = "northeurope",
            },
        };
        Assert.Contains(
            "\"vaultUrl\":\"https://Acme-Secrets.vault.azure.net\"", Provider(Clouds.Context(Fleet.Platform, cluster)),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("usgovvirginia", "USGovernmentCloud", ".vault.usgovcloudapi.net")]
    [InlineData("chinanorth3", "ChinaCloud", ".vault.azure.cn")]
    public void Knows_the_vaults_of_the_other_clouds_of_Azure(string region, string environment, string suffix)
    {
        var provider = Provider(Clouds.Context(Fleet.Platform, Fleet.Aks with { Region = region }));

        Assert.Contains($"\"environmentType\":\"{environment}\"", provider, StringComparison.Ordinal);
        Assert.Contains($"{suffix}\"", provider, StringComparison.Ordinal);
    }

    [Fact]
    public void Logs_in_to_Vault_with_a_token_that_only_Vault_takes()
    {
        var context = Fleet.Context("rke2");

        Assert.Equal(
            """{"vault":{"server":"https://vault.acme.example:8200","path":"kv","version":"v2","auth":{"kubernetes":""" +
            """{"mountPath":"acme-test-berlin","role":"external-secrets","serviceAccountRef":""" +
            """{"name":"platform-store","namespace":"external-secrets","audiences":["vault"]}}}}}""",
            Provider(context));
        Assert.Equal([new WorkloadIdentity("external-secrets", "platform-store", Access.Vault)], _addOn.Identities(context));
    }

    [Fact]
    public void Uses_the_mounts_namespace_and_authority_of_the_Vault()
    {
        var provider = _addOn.Manifests(Clouds.Context(Fleet.Platform, Fleet.Eks with
        {
            SecretStore = SecretStoreKind.Vault,
            Vault = new()
            {
                Address = "https://vault.acme.example", CaCertificate = OnPremSamples.Authority, Namespace = "ai", AuthMount = "k8s/eks",
                SecretsMount = "secret",
            },
        })).Single()["spec"]!["provider"]!["vault"]!;

        Assert.Equal("secret", (string?)provider["path"]);
        Assert.Equal("ai", (string?)provider["namespace"]);
        Assert.Equal("k8s/eks", (string?)provider["auth"]!["kubernetes"]!["mountPath"]);
        Assert.StartsWith("LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0t", (string?)provider["caBundle"], StringComparison.Ordinal);
    }

    [Fact]
    public void Serves_namespaces_with_its_label_alone_and_no_store_of_anybody_else()
    {
        var values = ChartValues.Of(_addOn, Fleet.Context("eks"));

        Assert.Equal(
            """[{"namespaceSelector":{"matchLabels":{"ai-platform/secret-store":"platform"}}}]""",
            _addOn.Manifests(Fleet.Context("eks")).Single()["spec"]!["conditions"]!.ToJsonString());
        Assert.All(
            (string[])["processSecretStore", "processPushSecret", "processClusterPushSecret"],
            switchedOff => Assert.False((bool?)values[switchedOff]));
    }

    [Fact]
    public void Puts_the_login_of_the_mirror_into_every_namespace_with_its_label()
    {
        var context = Clouds.Context(Fleet.Mirrored, Fleet.Rke2);
        JsonObject[] manifests = [.. _addOn.Manifests(context)];
        var (store, login) = (manifests[1], manifests[2]);

        Assert.Equal(
            ["ClusterSecretStore/platform", "ClusterSecretStore/platform-registry", "ClusterExternalSecret/platform-registry"],
            manifests.Select(manifest => $"{manifest["kind"]}/{manifest["metadata"]!["name"]}"));
        Assert.Equal(
            """
            {"remoteNamespace":"external-secrets",
            "server":{"caProvider":{"type":"ConfigMap","name":"kube-root-ca.crt","key":"ca.crt","namespace":"external-secrets"}},
            "auth":{"serviceAccount":{"name":"platform-registry","namespace":"external-secrets"}}}
            """.ReplaceLineEndings(""),
            store["spec"]!["provider"]!["kubernetes"]!.ToJsonString());
        const string labelled = """{"matchLabels":{"ai-platform/pull-secret":"platform-registry"}}""";
        Assert.Equal($$"""[{"namespaceSelector":{{labelled}}}]""", store["spec"]!["conditions"]!.ToJsonString());
        Assert.Equal($"[{labelled}]", login["spec"]!["namespaceSelectors"]!.ToJsonString());
        Assert.Equal(
            """{"name":"platform-registry","template":{"type":"kubernetes.io/dockerconfigjson"}}""",
            login["spec"]!["externalSecretSpec"]!["target"]!.ToJsonString());
    }

    [Fact]
    public void Lets_that_store_read_the_login_and_no_other_secret()
    {
        var objects = ChartValues.Of(_addOn, Clouds.Context(Fleet.Mirrored, Fleet.Rke2))["extraObjects"]!.AsArray();

        Assert.Equal(["ServiceAccount", "Role", "RoleBinding"], objects.Select(each => (string?)each!["kind"]));
        Assert.Equal(
            """[{"apiGroups":[""],"resources":["secrets"],"resourceNames":["platform-registry"],"verbs":["get"]}]""",
            objects[1]!["rules"]!.ToJsonString());
        Assert.Null(ChartValues.Of(_addOn, Fleet.Context("eks"))["extraObjects"]);
    }

    [Fact]
    public void Is_on_where_there_is_a_store_and_at_the_edge_only_on_demand()
    {
        Assert.True(_addOn.OnByDefault(Fleet.Context("eks").Cloud));
        Assert.True(_addOn.OnByDefault(Fleet.Context("rke2").Cloud));
        Assert.False(_addOn.OnByDefault(Fleet.Context("edge").Cloud));
        Assert.False(_addOn.OnByDefault(Fleet.Context("kubeadm").Cloud));
        Assert.Null(_addOn.Obstacle(Fleet.Context("edge").Cloud));
        Assert.Equal(
            "the cluster has no store of secrets: describe a Vault under vault, or remove external-secrets.",
            _addOn.Obstacle(Fleet.Context("kubeadm").Cloud));
    }

    private static string Provider(ClusterContext context) =>
        _addOn.Manifests(context).Single()["spec"]!["provider"]!.ToJsonString();
}
