using System.Text.Json.Nodes;
using Infra.Facts;
using Infra.Facts.Clusters;
using Infra.Facts.Delivery;

namespace Infra.AddOns.Delivery;

/// <summary>The tokens of the hub's own issuer that Argo CD exchanges in the clouds of its members. The webhooks of EKS and AKS would give
/// its pods one for their own cloud alone. Pure.</summary>
internal static class ExchangedTokens
{
    /// <summary>Mounts them into a component of the chart: one token for each cloud.</summary>
    public static JsonObject Mount(JsonObject component, ClusterContext context)
    {
        var members = FleetDelivery.Pushed(context.Platform).Select(Clouds.Of)
            .Where(member => member.LoginOf(context.Cloud) == HubLogin.Federation)
            .DistinctBy(member => member.Cluster.Kind).OrderBy(member => member.Cluster.Kind, StringComparer.Ordinal).ToList();
        if (members.Count > 0)
        {
            component["volumes"] = new JsonArray([.. members.Select(Volume)]);
            component["volumeMounts"] = new JsonArray([.. members.Select(member => new JsonObject
            {
                ["name"] = Name(member),
                ["mountPath"] = FleetDelivery.TokenFolder(member),
                ["readOnly"] = true,
            })]);
        }

        return component;
    }

    private static JsonObject Volume(CloudFacts member) => new()
    {
        ["name"] = Name(member),
        ["projected"] = new JsonObject
        {
            ["sources"] = new JsonArray(new JsonObject
            {
                ["serviceAccountToken"] = new JsonObject
                {
                    ["audience"] = member.TokenAudience,
                    ["expirationSeconds"] = 3600,
                    ["path"] = "token",
                },
            }),
        },
    };

    private static string Name(CloudFacts member) => $"token-{member.Cluster.Kind}";
}
