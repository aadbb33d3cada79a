using System.Collections.Immutable;
using Infra.AddOns;
using Infra.AddOns.Mesh;
using Infra.Facts;
using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;

namespace Infra.Rules.Sovereignty;

/// <summary>SOV119: where the stack says that traffic between pods is encrypted, the network or a mesh encrypts it on every
/// cluster.</summary>
public sealed class EncryptedTraffic : ISpecRule
{
    private static readonly ImmutableArray<IstioPart> _mesh = [.. AddOnList.All.OfType<IstioPart>()];

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        foreach (var cluster in platform.Sovereignty.EncryptTraffic ? platform.Clusters : [])
        {
            var cloud = Clouds.Of(cluster);
            var off = _mesh.Where(part => !cluster.AddOns.Any(part.GetType().IsInstanceOfType)).Select(part => part.Key).ToList();
            if (off.Count == 0 || cloud.EncryptsTraffic(platform))
            {
                continue;
            }

            var otherwise = cloud.EncryptionSetting is { } setting ? $", or say in {setting} how the network encrypts" : "";
            yield return Finding.Error(
                "SOV119", $"{cluster.Path}.addOns",
                $"sovereignty.encryptTraffic is true, but nothing encrypts what pods of this cluster send each other: its network does " +
                $"not, and {string.Join(", ", off)} {(off.Count == 1 ? "is" : "are")} off. Turn the mesh on with " +
                $"{string.Join(", ", off.Select(key => $"{key}: {{}}"))}{otherwise}.")
                with { ComparedWith = ["sovereignty.encryptTraffic"] };
        }
    }
}
