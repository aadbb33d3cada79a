using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Infra.AddOns.Contracts;
using Infra.AddOns.Observability.Settings;
using Infra.Facts.Clusters;
using Infra.Facts.Teams;
using Infra.Specification.Teams;

namespace Infra.AddOns.Observability;

/// <summary>The values of Alertmanager: who is told of what.</summary>
internal static class AlertReceivers
{
    private const string SecretName = "alert-receivers", WebhookKey = "webhook-url", PagerDutyKey = "pagerduty-key";
    private const string Nobody = "null", Platform = "platform";
    private const int VolumeGiB = 2;

    /// <summary>The values, beside what the tables of the add-on say.</summary>
    public static JsonObject Values(KubePrometheus addOn, ClusterContext context)
    {
        var platform = Receiver(addOn.Receivers);
        var teams = Told(context).ToList();
        var receivers = new JsonArray(new JsonObject { ["name"] = Nobody });
        if (platform is not null)
        {
            receivers.Add(platform);
        }

        foreach (var team in teams)
        {
            receivers.Add(new JsonObject { ["name"] = KeyOf(team), ["webhook_configs"] = Webhook(KeyOf(team)) });
        }

        return new JsonObject
        {
            ["alertmanagerSpec"] = new JsonObject
            {
                ["storage"] = addOn.Storage(context.Cluster, VolumeGiB),
                ["secrets"] = platform is null && teams.Count == 0 ? new JsonArray() : new JsonArray(SecretName),
            },
            ["config"] = new JsonObject
            {
                ["route"] = new JsonObject
                {
                    ["group_by"] = new JsonArray("alertname", "namespace"),
                    ["receiver"] = platform is null ? Nobody : Platform,
                    // The first fires always, to show that alerts arrive at all; the second only silences others.
                    ["routes"] = new JsonArray(
                    [
                        new JsonObject
                        {
                            ["receiver"] = Nobody,
                            ["matchers"] = new JsonArray("alertname =~ \"Watchdog|InfoInhibitor\""),
                        },
                        .. teams.Select(team => new JsonObject
                        {
                            ["receiver"] = KeyOf(team),
                            ["matchers"] = new JsonArray($"namespace = \"{team.Name}\""),
                        }),
                    ]),
                },
                ["receivers"] = receivers,
            },
        };
    }

    /// <summary>The secret that Alertmanager reads at each notification; none if nobody is told.</summary>
    public static IEnumerable<ChartSecret> Secrets(AlertReceiversSpec? receivers, ClusterContext context)
    {
        var secrets = ImmutableSortedDictionary<string, string>.Empty;
        secrets = receivers?.WebhookSecret is { } webhook ? secrets.Add(WebhookKey, webhook) : secrets;
        secrets = receivers?.PagerDutySecret is { } pagerDuty ? secrets.Add(PagerDutyKey, pagerDuty) : secrets;
        secrets = secrets.AddRange(Told(context).Select(team => KeyValuePair.Create(KeyOf(team), team.AlertsSecret!)));
        return secrets.IsEmpty ? [] : [new(SecretName, KubePrometheus.Namespace) { Secrets = secrets }];
    }

    /// <summary>The receivers, in words; empty if there is none.</summary>
    public static string Names(AlertReceiversSpec? receivers) => string.Join(", ", new[]
    {
        receivers?.WebhookSecret is null ? null : "a webhook", receivers?.PagerDutySecret is null ? null : "PagerDuty",
    }.OfType<string>());

    private static JsonObject? Receiver(AlertReceiversSpec? receivers)
    {
        var receiver = new JsonObject { ["name"] = Platform };
        if (receivers?.WebhookSecret is not null)
        {
            receiver["webhook_configs"] = Webhook(WebhookKey);
        }

        if (receivers?.PagerDutySecret is not null)
        {
            receiver["pagerduty_configs"] = new JsonArray(new JsonObject { ["routing_key_file"] = File(PagerDutyKey) });
        }

        return receiver.Count > 1 ? receiver : null;
    }

    // The teams that hear of their own namespaces themselves.
    private static IEnumerable<TeamSpec> Told(ClusterContext context) =>
        TeamPlaces.On(context.Platform, context.Cluster).Where(team => team.AlertsSecret is not null);

    private static string KeyOf(TeamSpec team) => $"team-{team.Name}";

    private static JsonArray Webhook(string key) => [new JsonObject { ["url_file"] = File(key), ["send_resolved"] = true }];

    // Where the operator mounts the secrets of Alertmanager.
    private static string File(string key) => $"/etc/alertmanager/secrets/{SecretName}/{key}";
}
