using System.Text.RegularExpressions;
using Infra.Catalogue;
using Infra.Components;
using Infra.Specification;

namespace Infra.Rules.Clusters;

/// <summary>CLU018: labels and taints of pools are ones that Kubernetes takes and that the platform does not set itself.</summary>
public sealed class LabelsAndTaints : ISpecRule
{
    // https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set
    private static readonly Regex _key =
        new(@"\A([a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?/)?[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?\z", RegexOptions.CultureInvariant);
    private static readonly Regex _value = new(@"\A([A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?)?\z", RegexOptions.CultureInvariant);

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        foreach (var pool in platform.Clusters.SelectMany(cluster => cluster.NodePools))
        {
            foreach (var (key, value) in pool.Labels)
            {
                if (!_key.IsMatch(key) || !_value.IsMatch(value))
                    yield return Finding.Error(
                        "CLU018", $"{pool.Path}.labels.{key}",
                        $"\"{key}={value}\" is not a label. Allowed: an optional DNS prefix and at most 63 letters, digits, '-', '_' " +
                        "and '.'.");
                else if (key is NodeConventions.PoolLabel or NodeConventions.DevicePluginConfigLabel or NodeConventions.MigConfigLabel)
                    yield return Finding.Error("CLU018", $"{pool.Path}.labels.{key}", $"\"{key}\" is set by the platform. Leave it out.");
            }

            for (var i = 0; i < pool.Taints.Length; i++)
            {
                var taint = pool.Taints[i];
                if (!_key.IsMatch(taint.Key) || !_value.IsMatch(taint.Value ?? ""))
                    yield return Finding.Error(
                        "CLU018", $"{pool.Path}.taints[{i}].key",
                        $"\"{taint.Key}={taint.Value}\" is not a taint. Allowed: an optional DNS prefix and at most 63 letters, " +
                        "digits, '-', '_' and '.'.");
                else if (taint.Key is GpuNode.Taint or NodeConventions.SystemTaint)
                    yield return Finding.Error(
                        "CLU018", $"{pool.Path}.taints[{i}].key",
                        $"\"{taint.Key}\" is set by the platform. Leave it out.");
            }
        }
    }
}
