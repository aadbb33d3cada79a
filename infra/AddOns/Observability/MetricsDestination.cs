using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Infra.AddOns.Contracts;
using Infra.Facts.Clusters;
using Infra.Specification.Observability;

namespace Infra.AddOns.Observability;

/// <summary>The store to which clusters forward their metrics, in the terms of the Prometheus operator, which OpenShift uses as
/// well.</summary>
internal static class MetricsDestination
{
    private const string SecretName = "metrics-destination";
    private const string UserKey = "user", PasswordKey = "password", TokenKey = "token", AuthorityKey = "ca.crt";

    /// <summary>What tells the metrics of clusters apart wherever they meet. Prometheus adds it to what it forwards and to alerts, and not
    /// to what it stores.</summary>
    public static JsonObject Labels(ClusterContext context) => new()
    {
        ["organization"] = context.Platform.Organization,
        ["environment"] = context.Platform.Environment,
        ["cluster"] = context.Cluster.Name,
        ["region"] = context.Cluster.Region,
    };

    /// <summary>The destinations of a server, one at most.</summary>
    public static JsonArray RemoteWrite(ClusterContext context)
    {
        if (context.Platform.Observability.Metrics is not { } metrics)
        {
            return [];
        }

        var write = new JsonObject { ["name"] = "platform", ["url"] = metrics.Endpoint };
        if (metrics is { CredentialsSecret: not null, User: not null })
        {
            write["basicAuth"] = new JsonObject { ["username"] = Key(UserKey), ["password"] = Key(PasswordKey) };
        }
        else if (metrics.CredentialsSecret is not null)
        {
            write["authorization"] = new JsonObject { ["credentials"] = Key(TokenKey) };
        }

        if (metrics.CaCertificate is not null)
        {
            write["tlsConfig"] = new JsonObject { ["ca"] = new JsonObject { ["secret"] = Key(AuthorityKey) } };
        }

        return [write];
    }

    /// <summary>The secret that a server in a namespace needs for that; none if it logs in with nothing.</summary>
    public static IEnumerable<ChartSecret> Secrets(ClusterContext context, string @namespace) =>
        context.Platform.Observability.Metrics is { } metrics && metrics is not { CredentialsSecret: null, CaCertificate: null }
            ? [new(SecretName, @namespace) { Secrets = Credentials(metrics), Texts = Texts(metrics) }]
            : [];

    private static ImmutableSortedDictionary<string, string> Credentials(DestinationSpec metrics) => metrics.CredentialsSecret is { } name
        ? ImmutableSortedDictionary<string, string>.Empty.Add(metrics.User is null ? TokenKey : PasswordKey, name)
        : ImmutableSortedDictionary<string, string>.Empty;

    private static ImmutableSortedDictionary<string, string> Texts(DestinationSpec metrics)
    {
        var texts = ImmutableSortedDictionary<string, string>.Empty;
        texts = metrics is { User: { } user, CredentialsSecret: not null } ? texts.Add(UserKey, user) : texts;
        return metrics.CaCertificate is { } authority ? texts.Add(AuthorityKey, authority) : texts;
    }

    private static JsonObject Key(string key) => new() { ["name"] = SecretName, ["key"] = key };
}
