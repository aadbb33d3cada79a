using System.Globalization;
using Infra.AddOns.Backup;
using Infra.AddOns.Contracts;
using Infra.AddOns.Observability;
using Infra.AddOns.Queues;
using Infra.AddOns;
using Infra.Cli.Shell;
using Infra.Facts.Clusters;
using Infra.Facts.Delivery;
using Infra.Facts.Teams;
using Infra.Facts;
using Infra.Findings;
using Infra.Planning;
using Infra.Reports;
using Infra.Reports.Costs;
using Infra.Specification.Clusters;
using Infra.Specification.Delivery;
using Infra.Specification.Gpu;
using Infra.Specification.Pools;
using Infra.Specification;
using Spectre.Console;

namespace Infra.Cli.Plans;

/// <summary>A plan as text for a person: clusters, pools and GPUs, add-ons, resources, quotas, findings.</summary>
public static class PlanText
{
    /// <summary>Prints a plan.</summary>
    public static void Write(PlatformPlan plan, IAnsiConsole console)
    {
        if (plan.Platform is { } platform && !plan.Resources.IsEmpty)
        {
            var clusters = platform.Clusters;
            console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{plan.Project}/{plan.Stack} of {platform.Organization}: {FindingsText.Count(clusters.Length, "cluster")}, " +
                $"{Gpus(clusters)}, {FindingsText.Count(plan.Resources.Length, "resource")}"));
            console.WriteLine();
            Clusters(plan, clusters, console);
            Pools(clusters, console);
            Teams(platform, console);
            Delivery(platform, console);
            Dispatch(platform, console);
            AddOns(clusters, console);
            Alerts(platform, console);
            Backups(platform, console);
            Resources(plan, console);
            Quotas(plan, console);
        }

        FindingsText.Write(plan.Findings, console);
    }

    private static void Clusters(ResourcePlan plan, IEnumerable<ClusterSpec> clusters, IAnsiConsole console)
    {
        var resources = plan.ByCluster();
        TableText.Write(console, ["CLUSTER", "KIND", "REGION", "VERSION", "ROLE", "RESOURCES"], clusters.Select(cluster => new[]
        {
            cluster.Name,
            cluster.KindTitle,
            cluster.Region,
            cluster.VersionTitle,
            Spelling.Of(cluster.Role),
            resources[cluster.Name].Count().ToString(CultureInfo.InvariantCulture),
        }));
    }

    private static void Pools(IEnumerable<ClusterSpec> clusters, IAnsiConsole console) =>
        TableText.Write(console, ["CLUSTER", "POOL", "NODES", "MACHINE", "GPU", "SHARING", "SCHEDULABLE AT MOST"],
            from cluster in clusters
            from pool in cluster.NodePools
            let facts = Clouds.Of(cluster)
            let gpu = facts.Gpu(pool)
            let neuron = facts.Neuron(pool)
            select new[]
            {
                cluster.Name,
                pool.Name,
                Nodes(pool),
                Machine(pool),
                gpu is not null ? $"{gpu.Count} x {gpu.Model.Title}" : neuron is not null ? $"{neuron.Count} x {neuron.Model.Title}" : "-",
                gpu is null ? "-" : Sharing(gpu.Sharing),
                gpu is { Sharing: not ExclusiveGpu } && !facts.LabelsNodes(pool) ? "not verified"
                    : gpu is not null ? $"{gpu.Allocatable * pool.MostNodes} {gpu.ResourceName}"
                    : neuron is not null ? $"{neuron.Count * pool.MostNodes} {NeuronNode.Resource}"
                    : "-",
            });

    // What is left is what nobody has been promised: the teams borrow it, and what others do not use.
    private static void Teams(PlatformSpec platform, IAnsiConsole console) =>
        TableText.Write(console, ["TEAM", "CLUSTER", "POOL", "OF", "GUARANTEED", "BORROWABLE", "LIST PRICE", "BUDGET"],
            platform.Teams.IsEmpty ? [] : Teams(platform, TeamCost.Of(platform).ToLookup(cost => cost.Cluster.Name)));

    private static IEnumerable<string[]> Teams(PlatformSpec platform, ILookup<string, TeamCost> costs) =>
        platform.Clusters.SelectMany(cluster => Teams(platform, cluster, [.. costs[cluster.Name]]));

    private static IEnumerable<string[]> Teams(PlatformSpec platform, ClusterSpec cluster, IReadOnlyCollection<TeamCost> shares)
    {
        foreach (var team in TeamPlaces.On(platform, cluster))
        {
            var budget = team.Budget is { } month ? Number(month) : "-";
            var own = shares.Where(cost => cost.Share.Team == team).ToList();
            foreach (var cost in own)
            {
                var share = cost.Share;
                yield return
                [
                    team.Name, cluster.Name, share.Pool.Name, share.Resource, Number(share.Spec.Guaranteed),
                    Number(share.Spec.Borrowable),
                    cost.Guaranteed?.ToString("N0", CultureInfo.InvariantCulture) ?? "unknown", budget,
                ];
            }

            if (own.Count == 0)
            {
                yield return [team.Name, cluster.Name, "-", "-", "-", "-", "-", budget];
            }
        }

        var cloud = Clouds.Of(cluster);
        foreach (var pool in cluster.NodePools)
        {
            if (cloud.Accelerators(pool) is { } offered)
            {
                var promised = shares.Where(cost => cost.Share.Pool == pool).Sum(cost => cost.Share.Spec.Guaranteed);
                yield return
                [
                    "(free)", cluster.Name, pool.Name, offered.Resource, Number((offered.PerNode * pool.MostNodes) - promised),
                    "-", "-", "-",
                ];
            }
        }
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static void Delivery(PlatformSpec platform, IAnsiConsole console) =>
        TableText.Write(console, ["CLUSTER", "DELIVERY", "BY", "LOGIN"],
            platform.GitOps is null && platform.Hub is null ? [] : platform.Clusters
            .Select(cluster => FleetDelivery.Way(platform, cluster) switch
            {
                DeliveryWay.Push => Pushed(platform, cluster.Name, FleetDelivery.LoginOf(platform, cluster)),
                var way => [cluster.Name, way is null ? "own" : "pull", cluster.Name, "service account of its own"],
            })
            .Concat(platform.Members.Select(member => Pushed(platform, member.Name, FleetDelivery.LoginOf(member)))));

    private static void Dispatch(PlatformSpec platform, IAnsiConsole console) =>
        TableText.Write(console, ["WORK OF", "GOES TO", "AFTER", "OFFERS AT MOST"], QueueDispatch.Members(platform)
            .Select((member, index) => new[]
            {
                FleetDelivery.HubName(platform)!,
                member.Name,
                index == 0 ? "-" : string.Create(CultureInfo.InvariantCulture, $"{index * QueueDispatch.RoundMinutes} minutes"),
                Accelerators(member),
            }));

    private static string Accelerators(ClusterSpec member) => string.Join(", ",
        from offer in QueueDispatch.Offers(member)
        where offer.Key is not ("cpu" or "memory") && offer.Value != "0"
        select $"{offer.Value} {offer.Key}") is { Length: > 0 } offers ? offers : "-";

    private static string[] Pushed(PlatformSpec platform, string member, HubLogin login) =>
        [member, "push", FleetDelivery.HubName(platform)!, Login(login)];

    private static string Login(HubLogin login) => login switch
    {
        HubLogin.Role => "role that the hub's role assumes",
        HubLogin.Federation => "identity that trusts the hub's issuer",
        _ => "token of a service account, kept as a secret",
    };

    private static void AddOns(IReadOnlyCollection<ClusterSpec> clusters, IAnsiConsole console) =>
        TableText.Write(console, ["ADD-ON", "VERSION", "NAMESPACE", "CLUSTERS"],
            from known in AddOnList.All
            let installed = clusters
                .Select(cluster => (cluster.Name, AddOn: AddOn.Of(cluster).FirstOrDefault(addOn => addOn.GetType() == known.GetType())))
                .Where(pair => pair.AddOn is not null)
                .ToList()
            where installed.Count > 0
            let chart = installed[0].AddOn!.Chart
            select new[]
            {
                known.Key,
                chart.Version,
                chart.Namespace,
                ClusterNames.Of(clusters, [.. installed.Select(pair => pair.Name)]),
            });

    private static void Alerts(PlatformSpec platform, IAnsiConsole console) =>
        TableText.Write(console, ["ALERTS REACH", "CLUSTERS"],
            from cluster in platform.Clusters
            let addOn = AddOn.Of(cluster).OfType<KubePrometheus>().FirstOrDefault()
            where addOn is not null
            group cluster.Name by addOn.AlertsReach(Clouds.Context(platform, cluster)) into told
            orderby told.Key
            select new[] { told.Key, ClusterNames.Of(platform.Clusters, [.. told]) });

    // How long what is lost may be comes from the schedules. How long a restore takes nobody knows before it was tried.
    private static void Backups(PlatformSpec platform, IAnsiConsole console)
    {
        TableText.Write(console, ["BACKUP", "RUNS IN UTC", "OF", "KEPT", "RPO", "RTO", "CLUSTERS"],
            from cluster in platform.Clusters
            where AddOn.Of(cluster).OfType<Velero>().Any()
            from schedule in BackupSchedule.Of(platform, Clouds.Of(cluster))
            group cluster.Name by schedule into clusters
            let schedule = clusters.Key
            select new[]
            {
                schedule.Name,
                schedule.Cron,
                schedule.What,
                FindingsText.Count(schedule.RetentionDays, "day"),
                Span(schedule.RpoMinutes),
                "not measured",
                ClusterNames.Of(platform.Clusters, [.. clusters]),
            });
    }

    private static string Span(int minutes)
    {
        const int Hour = 60, Day = 24 * Hour;
        var (number, unit) = minutes % Hour != 0 ? (minutes, "min")
            : minutes <= Day || minutes % Day != 0 ? (minutes / Hour, "h")
            : (minutes / Day, "d");
        return string.Create(CultureInfo.InvariantCulture, $"{number} {unit}");
    }

    private static void Resources(PlatformPlan plan, IAnsiConsole console) =>
        TableText.Write(console, ["RESOURCES", "COUNT"],
            plan.Resources
                .CountBy(resource => resource.Type.StartsWith("pulumi:providers:", StringComparison.Ordinal)
                    ? "provider"
                    : resource.Type.Split(':')[0])
                .OrderBy(pair => pair.Key, StringComparer.Ordinal)
                .Select(pair => new[]
                {
                    pair.Key switch { "infra" => "component", "pulumi" => "stack", var name => name },
                    pair.Value.ToString(CultureInfo.InvariantCulture),
                }));

    // Only what a new account has too little of; all of it is in plan.json.
    private static void Quotas(PlatformPlan plan, IAnsiConsole console) =>
        TableText.Write(console, ["ACCOUNT", "REGION", "QUOTA", "CODE", "NEEDED", "DEFAULT"],
            from need in PlanQuotas.Of(plan)
            where need.ExceedsDefault
            select new[]
            {
                // The first block is enough to tell subscriptions apart.
                need.Account is null ? "-" : need.Account.Split('-') is [var first, _, ..] ? $"{first}…" : need.Account,
                need.Region,
                need.Name,
                need.Code,
                need.Needed.ToString(CultureInfo.InvariantCulture),
                need.Default.ToString(CultureInfo.InvariantCulture),
            });

    private static string Gpus(IReadOnlyCollection<ClusterSpec> clusters)
    {
        var gpus = Most(clusters, (cloud, pool) => cloud.Gpu(pool)?.Count);
        var devices = Most(clusters, (cloud, pool) => cloud.Neuron(pool)?.Count);
        var text = gpus > 0 ? $"up to {FindingsText.Count(gpus, "GPU")}" : "no GPUs";
        return devices > 0 ? $"{text}, up to {FindingsText.Count(devices, "Neuron device")}" : text;
    }

    private static int Most(IEnumerable<ClusterSpec> clusters, Func<CloudFacts, NodePoolSpec, int?> count) =>
        clusters.Sum(cluster => cluster.NodePools.Sum(pool => (count(Clouds.Of(cluster), pool) ?? 0) * pool.MostNodes));

    private static string Nodes(NodePoolSpec pool) => pool switch
    {
        CloudNodePoolSpec cloud => string.Create(
            CultureInfo.InvariantCulture,
            $"{cloud.Min}-{cloud.Max} {Spelling.Of(cloud.Capacity)}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{pool.MostNodes} fixed"),
    };

    private static string Machine(NodePoolSpec pool) => pool switch
    {
        CloudNodePoolSpec { Provisioner: Provisioner.Karpenter } cloud => $"{cloud.Machine}, Karpenter",
        CloudNodePoolSpec cloud => cloud.Machine,
        _ => "own hosts",
    };

    private static string Sharing(GpuSharing sharing) => sharing switch
    {
        MigGpu mig => $"MIG {mig.Profile}",
        TimeSlicedGpu slices => string.Create(CultureInfo.InvariantCulture, $"time-slicing x{slices.Replicas}"),
        MpsGpu slices => string.Create(CultureInfo.InvariantCulture, $"MPS x{slices.Replicas}"),
        _ => "exclusive",
    };
}
