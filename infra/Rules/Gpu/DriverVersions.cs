using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Infra.AddOns;
using Infra.AddOns.Gpu;
using Infra.Facts;
using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;

namespace Infra.Rules.Gpu;

/// <summary>GPU020: the driver that the GPU Operator installs is pinned, not too new for any GPU of the cluster, and new enough for every
/// one that supports MIG: the MIG manager runs on their nodes, whether they use MIG or not.</summary>
public sealed partial class DriverVersions : ISpecRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        foreach (var cluster in platform.Clusters)
        {
            if (cluster.AddOns.OfType<GpuOperator>().FirstOrDefault() is not { } addOn || !Clouds.Of(cluster).OperatorOwnsGpuDriver ||
                cluster.IsOpenShift)
            {
                continue;
            }

            var path = $"{cluster.Path}.addOns.{AddOnList.KeyOf(typeof(GpuOperator))}.driverVersion";
            if (Pinned().Match(addOn.DriverVersion) is not { Success: true } version)
            {
                yield return Finding.Error(
                    "GPU020", path,
                    $"\"{addOn.DriverVersion}\" is not a driver release. Allowed: a full version number, such as " +
                    $"{new GpuOperator().DriverVersion}.");
                continue;
            }

            var branch = int.Parse(version.Groups["branch"].Value, CultureInfo.InvariantCulture);
            var all = Clouds.Of(cluster).GpuNodes.Select(node => node.Model).Distinct().ToImmutableArray();
            var (least, last) = (all.Select(model => model.LeastMigDriver).DefaultIfEmpty().Max(), all.Min(model => model.LastDriver));
            var (old, ended) = (all.Where(model => model.LeastMigDriver > branch).ToList(),
                all.Where(model => model.LastDriver < branch).ToList());
            if (old.Count + ended.Count == 0)
            {
                continue;
            }

            var wrong = old.Count > 0
                ? $"too old for MIG on {Spelling.List(old.Select(model => model.Title))}"
                : $"too new for {Spelling.List(ended.Select(model => model.Title))}";
            yield return Finding.Error("GPU020", path, $"\"{addOn.DriverVersion}\" is {wrong}. " + (last, least) switch
            {
                (null, _) => $"Allowed: {least} or newer.",
                (_, 0) => $"Allowed: {last} or older.",
                _ when last < least => "No driver serves all GPUs of the cluster: give each a cluster of its own.",
                _ => $"Allowed: {least} to {last}.",
            });
        }
    }

    // The form of release numbers and image tags of NVIDIA: 580.95.05.
    [GeneratedRegex(@"\A(?<branch>\d{3})\.\d{1,3}(\.\d{1,3})?\z")]
    private static partial Regex Pinned();
}
