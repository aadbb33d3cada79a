using Infra.Components;
using Infra.Components.Clusters.OnPrem;
using Infra.Specification;
using Infra.Specification.Clusters;
using Pulumi;

namespace Infra.Tests.Components.Clusters.OnPrem;

/// <summary>What one on-prem cluster would create; the specifications are in <see cref="OnPremSamples"/>.</summary>
internal static class OnPremPlan
{
    /// <summary>A secret config value that can be recognised wherever it turns up.</summary>
    public static Output<string> Secret(string key) => Output.CreateSecret($"secret-of-{key}");

    /// <summary>Evaluates a cluster.</summary>
    /// <param name="cluster">Its specification.</param>
    /// <param name="use">What is done with it.</param>
    /// <param name="error">How the component refuses the specification, or that use; absent where it accepts both.</param>
    /// <param name="platform">The stack; absent: one without a mirror.</param>
    /// <param name="note">Sees the arguments of every resource; a plan does not tell which of them are secret.</param>
    public static async Task<ClusterPlan> Of(
        OnPremClusterSpec cluster, Action<OnPremCluster>? use = null, string? error = null, ResourceTransformation? note = null,
        PlatformSpec? platform = null)
    {
        Exception? thrown = null;
        platform ??= OnPremSamples.Platform;
        var plan = await ClusterPlan.Of(platform, options => thrown = Record.Exception(() =>
        {
            if (note is not null)
            {
                options.ResourceTransformations.Add(note);
            }

            var built = new OnPremCluster(platform, cluster, Secret, new CloudProviders(platform).ForArc(cluster), options);
            use?.Invoke(built);
        }));
        Assert.Equal(error, thrown?.Message);
        return plan;
    }
}
