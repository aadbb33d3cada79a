using System.Globalization;
using System.Text.Json.Nodes;
using Infra.AddOns.Backup;
using Infra.AddOns.Contracts;
using Infra.AddOns.Gpu;
using Infra.Facts.Clusters;
using Infra.Facts.Teams;
using Infra.Specification.Formats;

namespace Infra.AddOns.Observability;

/// <summary>The rules of a cluster: the files about what it has, and what the stack says of it as series to which they compare.</summary>
internal static class PlatformRules
{
    // A backup starts on time and ends when it ends.
    private const int BackupSeconds = 6 * 3600;

    /// <summary>One PrometheusRule with all groups.</summary>
    /// <param name="context">The cluster.</param>
    /// <param name="namespace">Namespace of the object.</param>
    /// <param name="runbooks">Where the runbooks are: a URL or a path, without a slash at its end.</param>
    public static JsonObject Manifest(ClusterContext context, string @namespace, string runbooks)
    {
        var groups = new JsonArray();
        JsonNode[] facts = [.. Facts(context)];
        if (facts.Length > 0)
        {
            groups.Add(new JsonObject { ["name"] = "platform-facts", ["rules"] = new JsonArray(facts) });
        }

        foreach (var group in RuleFile.All.Where(file => file.IsOn(context)).SelectMany(file => file.Groups()))
        {
            foreach (var rule in group["rules"]!.AsArray())
            {
                if (rule!["alert"] is { } alert)
                {
                    rule["annotations"]!["runbook_url"] = $"{runbooks}/{alert.GetValue<string>()}.md";
                }
            }

            groups.Add(group);
        }

        return KubernetesObject.Of(
            "monitoring.coreos.com/v1", "PrometheusRule", "platform", new JsonObject { ["groups"] = groups }, @namespace);
    }

    // A rule compares with a series, so that its file is the same for every stack and can be tested as it is.
    private static IEnumerable<JsonObject> Facts(ClusterContext context)
    {
        var addOns = AddOn.Of(context.Cluster).ToList();
        if (addOns.OfType<GpuOperator>().FirstOrDefault() is { } gpus && gpus.PinsDriver(context))
        {
            yield return Fact("platform:gpu_driver:info", 1, gpus.DriverPrecompiled
                ? new JsonObject { ["branch"] = gpus.DriverVersion.Split('.')[0] }
                : new JsonObject { ["version"] = gpus.DriverVersion });
        }

        if (addOns.OfType<OpenCost>().Any())
        {
            foreach (var team in TeamPlaces.On(context.Platform, context.Cluster))
            {
                if (team.Budget is { } budget)
                {
                    yield return Fact("platform:team_budget:month", budget, new JsonObject { ["team"] = team.Name });
                }
            }
        }

        if (addOns.OfType<Velero>().FirstOrDefault() is { } velero)
        {
            foreach (var (name, schedule) in velero.Values(context)["schedules"]!.AsObject())
            {
                // What is no expression, a rule refuses; a plan is made of it nevertheless.
                if (CronExpression.Read(schedule!["schedule"]!.GetValue<string>()) is { EverRuns: true } times)
                {
                    yield return Fact(
                        "platform:backup_max_age:seconds",
                        (times.MostMinutes * 60) + BackupSeconds,
                        new JsonObject { ["schedule"] = $"{velero.Chart.Name}-{name}" });
                }
            }
        }
    }

    private static JsonObject Fact(string name, int value, JsonObject labels) => new()
    {
        ["record"] = name,
        ["expr"] = string.Create(CultureInfo.InvariantCulture, $"vector({value})"),
        ["labels"] = labels,
    };
}
