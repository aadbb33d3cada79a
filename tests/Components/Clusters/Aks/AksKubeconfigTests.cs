using System.Text;
using System.Text.Json.Nodes;
using Infra.Components.Clusters.Aks.Settings;
using Infra.Facts.Aks;

namespace Infra.Tests.Components.Clusters.Aks;

public class AksKubeconfigTests
{
    [Fact]
    public void Takes_address_and_authority_and_logs_in_as_whoever_runs_the_program()
    {
        var config = JsonNode.Parse(AksKubeconfig.From(
            Base64("clusters:\n- cluster:\n    certificate-authority-data: Q0E=\n    server: https://api.example:443\n  name: x\n"),
            "acme-prod-west",
            AzureCloud.UsGovernment))!;
        Assert.Equal("https://api.example:443", (string?)config["clusters"]![0]!["cluster"]!["server"]);
        Assert.Equal("Q0E=", (string?)config["clusters"]![0]!["cluster"]!["certificate-authority-data"]);
        Assert.Equal(
            "get-token --login azurecli --server-id 6dae42f8-4368-4678-94ff-3960e28e3630 --environment AzureUSGovernmentCloud",
            string.Join(' ', config["users"]![0]!["user"]!["exec"]!["args"]!.AsArray()));
    }

    [Fact]
    public void Rejects_a_kubeconfig_without_an_authority() => Assert.Equal(
        "The kubeconfig that Azure returned has no \"certificate-authority-data\".",
        Assert.Throws<FormatException>(() => AksKubeconfig.From(Base64("server: https://api:443"), "x", AzureCloud.Public)).Message);

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
