using System.Collections.Immutable;
using System.Globalization;
using Infra.AddOns.Contracts;
using Infra.AddOns.Security;
using Infra.AddOns.Traffic;
using Infra.Facts.Clusters;
using Infra.Facts.Conventions;
using Infra.Facts.Teams;
using Infra.Specification.Teams;

namespace Infra.AddOns.Teams;

/// <summary>The namespace of a team on a cluster: the labels by which policies, costs, metrics and gateways know it, and what its pods may
/// have in all. Pure.</summary>
public static class TeamNamespace
{
    /// <summary>The labels of the namespace.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Labels(ClusterContext context, TeamSpec team)
    {
        var addOns = AddOn.Of(context.Cluster).ToList();
        return
        [
            new(TeamConventions.NamespaceLabel, team.Name),
            new(TeamConventions.CostCentreLabel, team.CostCentre),
            new(TeamConventions.DataClassLabel, team.DataClass),
            .. team.PodSecurity == TeamPodSecurity.Restricted ? PodSecurity.Restricted : PodSecurity.Baseline,
            .. addOns.Any(addOn => addOn.LetsUsersIn)
                ? [new(EnvoyGateway.GatewayLabel, EnvoyGateway.GatewayName)]
                : Array.Empty<KeyValuePair<string, string>>(),
            .. addOns.OfType<ExternalSecrets>().Any()
                ? [new(ExternalSecrets.StoreLabel, ExternalSecrets.StoreName)]
                : Array.Empty<KeyValuePair<string, string>>(),
        ];
    }

    /// <summary>What all its pods together may request. Accelerators of which the team has no share are listed with 0, so that no pod of it
    /// gets one.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Quota(ClusterContext context, TeamSpec team)
    {
        var hard = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var pool in context.Cluster.NodePools)
        {
            if (context.Cloud.Accelerators(pool) is { } offered)
            {
                hard[PoolShare.KeyOf(offered.Resource, context.Cloud.Gpu(pool)?.IsClaimed == true)] = 0;
            }

            if (context.Cloud.Neuron(pool) is not null)
            {
                hard[PoolShare.KeyOf(NeuronNode.CoreResource, isClaimed: false)] = 0;
            }
        }

        // On AKS a whole GPU, a shared one and a MIG device have one name.
        foreach (var share in TeamPlaces.Shares(team, context.Cluster))
        {
            hard[share.QuotaKey] += share.Most;
            // A pod may ask for the cores of a device instead of the device.
            if (context.Cloud.Neuron(share.Pool) is { } neuron)
            {
                hard[PoolShare.KeyOf(NeuronNode.CoreResource, isClaimed: false)] += share.Most * neuron.Cores / neuron.Count;
            }
        }

        return
        [
            new("requests.cpu", Text(team.Cpu)),
            new("requests.memory", $"{Text(team.MemoryGiB)}Gi"),
            .. hard.Select(pair => KeyValuePair.Create(pair.Key, Text(pair.Value))),
            new("requests.storage", $"{Text(team.StorageGiB)}Gi"),
        ];
    }

    /// <summary>What a container requests that says nothing: with a quota, a pod without requests would be refused.</summary>
    /// <remarks>A largest number of GPUs for a container cannot stand beside it: Kubernetes would give as many to every container that asks
    /// for none (SetDefaults_LimitRange in pkg/apis/core/v1/defaults.go of kubernetes/kubernetes).</remarks>
    public static ImmutableSortedDictionary<string, string> DefaultRequests { get; } =
        ImmutableSortedDictionary<string, string>.Empty.Add("cpu", "100m").Add("memory", "256Mi");

    /// <summary>What a container may use that says nothing.</summary>
    public static ImmutableSortedDictionary<string, string> DefaultLimits { get; } =
        ImmutableSortedDictionary<string, string>.Empty.Add("memory", "512Mi");

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
