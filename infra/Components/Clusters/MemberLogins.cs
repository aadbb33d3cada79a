using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Infra.Facts.Delivery;

namespace Infra.Components.Clusters;

/// <summary>How a hub logs in to a member: as Argo CD is told, and as a stack tells another one. Pure.</summary>
internal static class MemberLogins
{
    /// <summary>By a role in AWS that the hub's own roles assume
    /// (https://argo-cd.readthedocs.io/en/stable/operator-manual/declarative-setup/#eks).</summary>
    /// <param name="cluster">Name of the cluster in AWS.</param>
    /// <param name="role">ARN of the role.</param>
    public static JsonObject ByRole(string cluster, string role) => new()
    {
        ["awsAuthConfig"] = new JsonObject { ["clusterName"] = cluster, ["roleARN"] = role },
    };

    /// <summary>By an identity of Entra ID (https://argo-cd.readthedocs.io/en/stable/operator-manual/declarative-setup/#aks), with the
    /// token that the hub's own pods mount.</summary>
    /// <param name="cloud">Name of the cloud of Azure in its SDKs.</param>
    /// <param name="authority">Address at which Entra ID of the cloud issues tokens.</param>
    /// <param name="kind">The kind of the member.</param>
    /// <param name="client">Client id of the identity.</param>
    /// <param name="tenant">Id of its tenant.</param>
    public static JsonObject ByIdentity(string cloud, string authority, string kind, string client, string tenant) => new()
    {
        ["execProviderConfig"] = new JsonObject
        {
            ["command"] = "argocd-k8s-auth",
            ["args"] = new JsonArray("azure"),
            ["apiVersion"] = "client.authentication.k8s.io/v1beta1",
            ["env"] = new JsonObject
            {
                ["AAD_ENVIRONMENT_NAME"] = cloud,
                ["AAD_LOGIN_METHOD"] = "workloadidentity",
                ["AZURE_AUTHORITY_HOST"] = authority,
                ["AZURE_CLIENT_ID"] = client,
                ["AZURE_FEDERATED_TOKEN_FILE"] = $"{FleetDelivery.TokenFolder(kind)}/token",
                ["AZURE_TENANT_ID"] = tenant,
            },
        },
    };

    /// <summary>By the token of a service account.</summary>
    public static JsonObject ByToken(string token) => new() { ["bearerToken"] = token };

    /// <summary>What the stack of the hub is told: the members of <c>login</c> in <c>ai-platform:members</c>.</summary>
    public static ImmutableDictionary<string, string> Facts(string by, params (string Member, string Value)[] facts) =>
        facts.Append(("by", by)).ToImmutableDictionary(fact => fact.Item1, fact => fact.Item2);
}
