using System.Text.Json.Nodes;
using Infra.Components.Clusters.Eks.Iam;
using Infra.Specification.Accounts;

namespace Infra.Components.Clusters.Eks.Settings;

/// <summary>The kubeconfig that the platform uses: it contains no credentials; the engine asks AWS for a token each time. Pure.</summary>
internal static class EksKubeconfig
{
    /// <summary>Writes the kubeconfig. The AWS command line derives the endpoints of a partition from the name of the region.</summary>
    /// <param name="name">Name of the cluster in AWS.</param>
    /// <param name="endpoint">URL of the Kubernetes API.</param>
    /// <param name="certificate">Certificate of the Kubernetes API, in base64.</param>
    /// <param name="region">The cluster's region.</param>
    /// <param name="account">Who logs in to the cluster's account; absent: whoever runs the program.</param>
    internal static string Of(
        string name, string endpoint, string certificate, string region, AwsAccountSpec? account) => IamPolicy.Json(new JsonObject
    {
        ["apiVersion"] = "v1",
        ["kind"] = "Config",
        ["current-context"] = name,
        ["clusters"] = Named(name, "cluster", new() { ["server"] = endpoint, ["certificate-authority-data"] = certificate }),
        ["contexts"] = Named(name, "context", new() { ["cluster"] = name, ["user"] = name }),
        ["users"] = Named(name, "user", new()
        {
            ["exec"] = new JsonObject
            {
                ["apiVersion"] = "client.authentication.k8s.io/v1beta1",
                ["command"] = "aws",
                ["args"] = IamPolicy.List(
                [
                    "eks", "get-token", "--region", region, "--cluster-name", name, "--output", "json",
                    .. account?.Profile is { } profile ? ["--profile", profile] : Array.Empty<string>(),
                    .. account?.DeploymentRole is { } role ? ["--role-arn", role] : Array.Empty<string>(),
                ]),
                ["interactiveMode"] = "Never",
            },
        }),
    });

    private static JsonArray Named(string name, string kind, JsonObject content) =>
        new(new JsonObject { ["name"] = name, [kind] = content });
}
