using System.Text.Json.Nodes;
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
        var tokens = FleetDelivery.ExchangedTokens(context.Platform);
        if (!tokens.IsEmpty)
        {
            component["volumes"] = new JsonArray([.. tokens.Select(token => Volume(token.Key, token.Value))]);
            component["volumeMounts"] = new JsonArray([.. tokens.Keys.Select(kind => new JsonObject
            {
                ["name"] = Name(kind),
                ["mountPath"] = FleetDelivery.TokenFolder(kind),
                ["readOnly"] = true,
            })]);
        }

        return component;
    }

    private static JsonObject Volume(string kind, string audience) => new()
    {
        ["name"] = Name(kind),
        ["projected"] = new JsonObject
        {
            ["sources"] = new JsonArray(new JsonObject
            {
                ["serviceAccountToken"] = new JsonObject
                {
                    ["audience"] = audience,
                    ["expirationSeconds"] = 3600,
                    ["path"] = "token",
                },
            }),
        },
    };

    private static string Name(string kind) => $"token-{kind}";
}
