using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Infra.Facts.Aks;
using Infra.Specification.Clusters;

namespace Infra.Components.Clusters.Aks.Settings;

/// <summary>The kubeconfig that the platform uses: it contains no credentials; kubelogin gets a token for whoever runs the
/// program.</summary>
public static partial class AksKubeconfig
{
    /// <summary>The Entra ID application of the AKS API server, the same in every tenant and cloud.</summary>
    public const string ServerId = "6dae42f8-4368-4678-94ff-3960e28e3630";

    /// <summary>Builds it from the kubeconfig that Azure returns, of which only the address and the certificate authority are used: it logs
    /// in by device code, which a pipeline cannot do.</summary>
    /// <param name="credential">What <c>listClusterUserCredential</c> returns: a kubeconfig in Base64.</param>
    /// <param name="name">Name of the context.</param>
    /// <param name="cloud">The cloud of the cluster.</param>
    /// <param name="spec">The cluster, which says how to log in.</param>
    /// <param name="tenant">The tenant to log in to; absent: that of whoever runs the program.</param>
    /// <exception cref="FormatException">The credential contains no address or no certificate authority.</exception>
    /// <exception cref="NotSupportedException">There is no such login.</exception>
    public static string From(string credential, string name, AzureCloud cloud, AksClusterSpec spec, string? tenant)
    {
        var (server, authority) = Endpoint(credential);
        var cluster = new JsonObject { ["server"] = server, ["certificate-authority-data"] = authority };
        // The way is the stack's and never the environment's: kubelogin would otherwise take it from AAD_LOGIN_METHOD.
        var login = spec.Login switch
        {
            AksLogin.AzureCli => "azurecli",
            AksLogin.WorkloadIdentity => "workloadidentity",
            AksLogin.ManagedIdentity => "msi",
            _ => throw new NotSupportedException($"kubelogin has no login \"{spec.Login}\"."),
        };
        var args = new JsonArray("get-token", "--login", login, "--server-id", ServerId, "--environment", cloud.LoginEnvironment);
        if (spec.Login == AksLogin.WorkloadIdentity)
        {
            args.Add("--authority-host");
            args.Add(cloud.Login);
        }

        if (spec.LoginClient is { } client)
        {
            args.Add("--client-id");
            args.Add(client);
        }

        if (tenant is not null)
        {
            // The command of Azure is asked for a token of that tenant (pkg/internal/token/azurecli.go of Azure/kubelogin).
            args.Add("--tenant-id");
            args.Add(tenant);
        }

        var user = new JsonObject
        {
            ["exec"] = new JsonObject
            {
                ["apiVersion"] = "client.authentication.k8s.io/v1beta1",
                ["command"] = "kubelogin",
                ["args"] = args,
                ["interactiveMode"] = "Never",
                ["provideClusterInfo"] = false,
            },
        };
        return new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Config",
            ["clusters"] = new JsonArray(new JsonObject { ["name"] = name, ["cluster"] = cluster }),
            ["users"] = new JsonArray(new JsonObject { ["name"] = name, ["user"] = user }),
            ["contexts"] = new JsonArray(new JsonObject
            {
                ["name"] = name,
                ["context"] = new JsonObject { ["cluster"] = name, ["user"] = name },
            }),
            ["current-context"] = name,
        }.ToJsonString();
    }

    /// <summary>The address of the API and its certificate authority, in base64, of the kubeconfig that Azure returns.</summary>
    /// <param name="credential">What <c>listClusterUserCredential</c> returns: a kubeconfig in Base64.</param>
    /// <exception cref="FormatException">The credential contains no address or no certificate authority.</exception>
    public static (string Server, string Authority) Endpoint(string credential)
    {
        var text = Encoding.UTF8.GetString(Convert.FromBase64String(credential));
        return (Field(Server(), text, "server"), Field(Authority(), text, "certificate-authority-data"));
    }

    private static string Field(Regex field, string text, string name) => field.Match(text) is { Success: true } match
        ? match.Groups[1].Value
        : throw new FormatException($"The kubeconfig that Azure returned has no \"{name}\".");

    [GeneratedRegex(@"^\s*-?\s*server:\s*""?([^\s""]+)", RegexOptions.Multiline)]
    private static partial Regex Server();

    [GeneratedRegex(@"^\s*-?\s*certificate-authority-data:\s*""?([^\s""]+)", RegexOptions.Multiline)]
    private static partial Regex Authority();
}
