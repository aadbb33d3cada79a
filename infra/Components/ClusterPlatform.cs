using Infra.Components.Clusters;
using Infra.Specification;
using Pulumi;

namespace Infra.Components;

/// <summary>One cluster with everything on it.</summary>
public sealed class ClusterPlatform : ComponentResource
{
    /// <summary>Builds the platform of a cluster.</summary>
    public ClusterPlatform(
        PlatformSpec platform, ClusterSpec cluster, CloudProviders providers, Func<string, Output<string>> secret,
        ComponentResourceOptions? options = null)
        : base("infra:platform:ClusterPlatform", cluster.Name, options)
    {
        _ = (platform, providers, secret);
        Identifier = Output.Create(cluster.Name);
        RegisterOutputs(new Dictionary<string, object?> { ["identifier"] = Identifier });
    }

    /// <summary>What the cloud calls the cluster.</summary>
    public Output<string> Identifier { get; }
}
