using System.Globalization;
using System.Text.Json.Nodes;
using Infra.Facts.Clusters;
using Infra.Facts.Conventions;

namespace Infra.AddOns.Contracts;

/// <summary>The values of a release: what an add-on says itself, then what its tables say. The one place that moves images to the mirror,
/// that lets pods log in there, and that decides where workloads run, how often, with which priority, requests, disruption budget, spread
/// and security context, and whether Prometheus scrapes them.</summary>
public static class ChartValues
{
    /// <summary>The values of an add-on's chart on a cluster.</summary>
    public static JsonObject Of(AddOn addOn, ClusterContext context)
    {
        var values = addOn.Values(context);
        foreach (var image in addOn.Images.Where(image => image.On(context.Cloud)))
        {
            Apply(values, image, context);
        }

        foreach (var workload in addOn.Workloads.Where(workload => workload.On(context.Cloud)))
        {
            Apply(values, workload, context);
        }

        foreach (var secret in PullSecret.Host(context.Platform) is null ? [] : addOn.PullSecrets)
        {
            Put(values, secret.Path, new JsonArray(
                secret.Form == PullSecretForm.Names ? PullSecret.Name : new JsonObject { ["name"] = PullSecret.Name }));
        }

        foreach (var path in addOn.Monitors)
        {
            Put(values, path, AddOn.HasMonitorKinds(context.Cluster));
        }

        return values;
    }

    private static void Apply(JsonObject values, ChartImage image, ClusterContext context)
    {
        var moved = Mirror.Image(context.Platform, image.Repository);
        var path = image.Repository[image.Repository.IndexOf('/', StringComparison.Ordinal)..];
        Put(values, image.Path, image.Form switch
        {
            ImageForm.Registry => moved[..^path.Length],
            ImageForm.Folder => moved[..moved.LastIndexOf('/')],
            ImageForm.Reference => $"{moved}:{image.TagOn(context.Cloud)}",
            _ => moved,
        });
        Put(values, image.TagPath, image.TagOn(context.Cloud));
    }

    private static void Apply(JsonObject values, Workload workload, ClusterContext context)
    {
        var (cloud, sizing, isAgent) = (context.Cloud, context.Sizing, workload.Kind == WorkloadKind.Agent);
        var replicas = workload.ReplicasOn(sizing);
        Put(values, workload.Replicas, replicas);
        if (workload.Requests is { } asked)
        {
            Put(values, workload.Resources, sizing.Resources(asked.CpuMillis, asked.MemoryMiB, asked.LimitMiB));
        }

        Put(values, workload.Priority, isAgent ? Placement.NodeCritical : Placement.ClusterCritical);
        Put(values, workload.NodeSelector, Placement.NodeSelector(cloud, workload.SelectsLinux));
        Put(values, workload.Tolerations, isAgent ? Placement.TolerateAll() : Placement.Tolerations(cloud));
        Put(values, workload.PullPolicy, "IfNotPresent");
        if (workload.Spread is { } spread)
        {
            Put(values, spread.Path, Placement.Spread(cloud, spread.Label, spread.Value));
        }

        if (workload.Budget is { } budget)
        {
            Put(values, budget.Path, Written(budget.Form, replicas));
        }

        if (workload.Security is { } security)
        {
            Put(values, security);
        }
    }

    // One replica is not protected by a budget: it would only block the drain of its node.
    private static JsonObject Written(BudgetForm form, int replicas) => form switch
    {
        BudgetForm.Enabled => new JsonObject { ["enabled"] = replicas > 1 },
        BudgetForm.EnabledWithMaximum => new JsonObject { ["enabled"] = replicas > 1, ["maxUnavailable"] = replicas > 1 ? 1 : "" },
        BudgetForm.EnabledWithMinimum => new JsonObject { ["enabled"] = replicas > 1, ["minAvailable"] = Math.Max(1, replicas - 1) },
        BudgetForm.Maximum => replicas > 1 ? new JsonObject { ["maxUnavailable"] = 1 } : [],
        _ => new JsonObject { ["minAvailable"] = replicas - 1 },
    };

    private static void Put(JsonObject values, SecurityContext security)
    {
        var pod = new JsonObject { ["seccompProfile"] = new JsonObject { ["type"] = "RuntimeDefault" } };
        var container = new JsonObject { ["allowPrivilegeEscalation"] = false };
        if (security.User is { } user)
        {
            pod["runAsNonRoot"] = true;
            pod["runAsUser"] = user;
            pod["fsGroup"] = user;
            container["readOnlyRootFilesystem"] = true;
            container["capabilities"] = new JsonObject { ["drop"] = new JsonArray("ALL") };
        }

        Put(values, security.Pod, pod);
        Put(values, security.Container, container);
    }

    // Sets the value at a path; objects on the way are made, lists on the way must be there.
    private static void Put(JsonObject values, string? path, JsonNode? value)
    {
        if (path is null)
        {
            return;
        }

        var parts = path.Split('.');
        JsonNode place = values;
        foreach (var part in parts[..^1])
        {
            if (place is JsonArray list)
            {
                place = list[int.Parse(part, CultureInfo.InvariantCulture)]!;
            }
            else
            {
                place = place[part] ??= new JsonObject();
            }
        }

        place[parts[^1]] = value;
    }
}
