using System.Text.RegularExpressions;
using Infra.Facts;
using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;
using Infra.Specification.Clusters;

namespace Infra.Rules.Pools;

/// <summary>CLU032: pre-pulled images are exact, and come from the mirror if there is one, or from the registry that the cluster names; and
/// there are nodes with accelerators for them.</summary>
public sealed class PrePulledImages : ISpecRule
{
    // https://github.com/distribution/reference, with a host and a tag or a digest required.
    private static readonly Regex _reference = new(
        @"\A(?=[^/]*[.:])[a-z0-9-]+(\.[a-z0-9-]+)*(:[0-9]{1,5})?(/[a-z0-9]+((\.|_{1,2}|-+)[a-z0-9]+)*)+" +
        @"(:[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}" +
        @"(@sha256:[0-9a-f]{64})?|@sha256:[0-9a-f]{64})\z",
        RegexOptions.CultureInvariant);

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        foreach (var cluster in platform.Clusters)
        {
            if (!cluster.PrePullImages.IsEmpty && cluster.NodePools.All(pool => Clouds.Of(cluster).AcceleratorTaint(pool) is null))
            {
                yield return Finding.Error(
                    "CLU032", $"{cluster.Path}.prePullImages",
                    "images are pre-pulled to GPU nodes, but the cluster has no GPU pool. Leave prePullImages out, or add a GPU pool.")
                    with { ComparedWith = [$"{cluster.Path}.pools"] };
            }

            var sources = Sources(platform, cluster);
            for (var i = 0; i < cluster.PrePullImages.Length; i++)
            {
                var (image, path) = (cluster.PrePullImages[i], $"{cluster.Path}.prePullImages[{i}]");
                if (!_reference.IsMatch(image))
                {
                    yield return Finding.Error(
                        "CLU032", path,
                        $"\"{image}\" is not a full image reference. Allowed: host/path with a tag or a digest, such as " +
                        "nvcr.io/nvidia/pytorch:25.10-py3.");
                }
                else if (cluster.PrePullImages.IndexOf(image) < i)
                {
                    yield return Finding.Error("CLU032", path, $"\"{image}\" is given twice. Keep one.");
                }
                else if (sources.Length > 0 && !sources.Any(source => image.StartsWith($"{source}/", StringComparison.Ordinal)))
                {
                    yield return Finding.Error(
                        "CLU032", path, $"\"{image}\" does not come from the mirror. Allowed: images from {Spelling.List(sources)}.")
                        with { ComparedWith = ["sovereignty.registry"] };
                }
            }
        }
    }

    // The mirror, and the registry that a cluster names; empty if there is no mirror, because then any source is allowed.
    private static string[] Sources(PlatformSpec platform, ClusterSpec cluster) =>
        (platform.Sovereignty.Registry, Clouds.Of(cluster).OwnRegistry) switch
        {
            (null, _) => [],
            ({ } mirror, null) => [mirror],
            ({ } mirror, { } own) => [mirror, own],
        };
}
