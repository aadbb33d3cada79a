using Infra.AddOns;
using Infra.AddOns.Contracts;
using Infra.Facts;
using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;
using Infra.Specification.Clusters;

namespace Infra.Rules.AddOns;

/// <summary>ADD001: the add-ons that an add-on requires are on the same cluster.</summary>
public sealed class RequirementsPresent : ISpecRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        foreach (var cluster in platform.Clusters)
        {
            // An add-on that cannot run on the cluster has no requirements there (ADD002).
            foreach (var addOn in AddOn.Of(cluster).Where(addOn => addOn.Obstacle(Clouds.Of(cluster)) is null))
            {
                // What cannot be installed there is there already: OpenShift has the kinds of monitors.
                foreach (var needed in addOn.Requires.Where(needed => CanRun(needed, cluster)))
                {
                    if (!cluster.AddOns.Any(present => needed.IsInstanceOfType(present)))
                    {
                        yield return Finding.Error(
                            "ADD001", $"{cluster.Path}.addOns",
                            $"{addOn.Key} needs {AddOnList.KeyOf(needed)}, which is off on this cluster. Turn " +
                            $"{AddOnList.KeyOf(needed)} on with {AddOnList.KeyOf(needed)}: {{}}, or turn " +
                            $"{addOn.Key} off with {addOn.Key}: null.");
                    }
                }
            }
        }
    }

    private static bool CanRun(Type needed, ClusterSpec cluster) =>
        AddOnList.All.FirstOrDefault(needed.IsInstanceOfType)?.Obstacle(Clouds.Of(cluster)) is null;
}
