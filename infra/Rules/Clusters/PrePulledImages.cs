using System.Text.RegularExpressions;
using Infra.Specification;

namespace Infra.Rules.Clusters;

/// <summary>CLU032: images to pull ahead are exact, and come from the mirror where there is one.</summary>
public sealed class PrePulledImages : ISpecRule
{
    // https://github.com/distribution/reference, with a host and a tag or a digest required.
    private static readonly Regex _reference = new(
        @"\A(?=[^/]*[.:])[a-z0-9-]+(\.[a-z0-9-]+)*(:[0-9]{1,5})?(/[a-z0-9]+((\.|_{1,2}|-+)[a-z0-9]+)*)+(:[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}(@sha256:[0-9a-f]{64})?|@sha256:[0-9a-f]{64})\z",
        RegexOptions.CultureInvariant);

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        var mirror = platform.Sovereignty.Registry;
        foreach (var cluster in platform.Clusters)
        {
            for (var i = 0; i < cluster.PrePullImages.Length; i++)
            {
                var (image, path) = (cluster.PrePullImages[i], $"{cluster.Path}.prePullImages[{i}]");
                if (!_reference.IsMatch(image))
                    yield return Finding.Error(
                        "CLU032", path,
                        $"\"{image}\" is not a full image reference. Allowed: host/path with a tag or a digest, such as " +
                        "nvcr.io/nvidia/pytorch:25.10-py3.");
                else if (cluster.PrePullImages.IndexOf(image) < i)
                    yield return Finding.Error("CLU032", path, $"\"{image}\" is given twice. Keep one.");
                else if (mirror is not null && !image.StartsWith($"{mirror}/", StringComparison.Ordinal))
                    yield return Finding.Error("CLU032", path, $"\"{image}\" is not in the mirror. Allowed: images of {mirror}.")
                        with { ComparedWith = ["sovereignty.registry"] };
            }
        }
    }
}
