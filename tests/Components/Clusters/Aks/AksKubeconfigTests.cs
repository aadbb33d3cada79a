using System.Text;
using System.Text.Json.Nodes;
using Infra.Components.Clusters.Aks.Settings;
using Infra.Facts.Aks;
using Infra.Specification.Clusters;

namespace Infra.Tests.Components.Clusters.Aks;

public class AksKubeconfigTests
{
    [Fact]
    public void Takes_address_and_authority_and_logs_in_as_whoever_runs_the_program()
    {
        var config = JsonNode.Parse(AksKubeconfig.From(
            Base64("clusters:\n- cluster:\n    certificate-authority-data: Q0E=\n    server: https://api.example:443\n  name: x\n"),
            "acme-prod-west",
            AzureCloud.UsGovernment,
            AksPlan.Cluster,
            tenant: null))!;
        Assert.Equal("https://api.example:443", (string?)config["clusters"]![0]!["cluster"]!["server"]);
        Assert.Equal("Q0E=", (string?)config["clusters"]![0]!["cluster"]!["certificate-authority-data"]);
        Assert.Equal(
            "get-token --login azurecli --server-id 6dae42f8-4368-4678-94ff-3960e28e3630 --environment AzureUSGovernmentCloud",
            string.Join(' ', config["users"]![0]!["user"]!["exec"]!["args"]!.AsArray()));
    }

    [Fact]
    public void Rejects_a_kubeconfig_without_an_authority() => Assert.Equal(
        "The kubeconfig that Azure returned has no \"certificate-authority-data\".",
        Assert.Throws<FormatException>(() =>
            AksKubeconfig.From(Base64("server: https://api:443"), "x", AzureCloud.Public, AksPlan.Cluster, tenant: null)).Message);

    [Theory]
    [InlineData(AksLogin.WorkloadIdentity, null, "--login workloadidentity", "--authority-host https://login.microsoftonline.com/")]
    [InlineData(
        AksLogin.ManagedIdentity, "33333333-3333-3333-3333-333333333333", "--login msi",
        "--client-id 33333333-3333-3333-3333-333333333333")]
    [InlineData(AksLogin.ManagedIdentity, null, "--login msi", "--environment AzurePublicCloud")]
    public void Logs_in_as_a_pipeline_does_where_the_stack_says_so(AksLogin login, string? client, string start, string end)
    {
        var config = JsonNode.Parse(AksKubeconfig.From(
            Base64("server: https://api.example:443\ncertificate-authority-data: Q0E=\n"),
            "x",
            AzureCloud.Public,
            AksPlan.Cluster with { Login = login, LoginClient = client },
            tenant: null))!;
        var args = string.Join(' ', config["users"]![0]!["user"]!["exec"]!["args"]!.AsArray());
        Assert.StartsWith($"get-token {start} --server-id ", args, StringComparison.Ordinal);
        Assert.EndsWith(end, args, StringComparison.Ordinal);
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
