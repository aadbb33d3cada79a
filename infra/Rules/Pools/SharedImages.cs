using Infra.AddOns.Contracts;
using Infra.AddOns.Serving;
using Infra.Facts;
using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;

namespace Infra.Rules.Pools;

/// <summary>CLU173: nodes can get images from each other where the stack says so.</summary>
public sealed class SharedImages : ISpecRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        foreach (var cluster in platform.Clusters.Where(cluster => cluster.ShareImages))
        {
            var cloud = Clouds.Of(cluster);
            if (cloud.ImageSharingObstacle is { } obstacle)
            {
                yield return Finding.Error("CLU173", $"{cluster.Path}.shareImages", $"{obstacle}. Leave it out.");
            }
            else if (!cloud.SharesImagesItself && !AddOn.Of(cluster).Any(addOn => addOn is Spegel))
            {
                yield return Finding.Error(
                    "CLU173", $"{cluster.Path}.shareImages",
                    "spegel is off on this cluster, and its nodes have no other way to get images from each other. Turn it on with " +
                    "spegel: {}, or leave shareImages out.");
            }
        }
    }
}
