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

/// <summary>GPU020: the driver that the GPU Operator installs is pinned, and new enough for every GPU of the cluster that supports MIG: the
/// MIG manager runs on their nodes, whether they use MIG or not.</summary>
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
            var models = Clouds.Of(cluster).GpuNodes.Select(node => node.Model).Where(model => model.LeastMigDriver > branch)
                .Distinct().ToImmutableArray();
            if (models.IsEmpty)
            {
                continue;
            }

            var least = models.Max(model => model.LeastMigDriver);
            yield return Finding.Error(
                "GPU020", path,
                $"\"{addOn.DriverVersion}\" is too old for MIG on {Spelling.List(models.Select(model => model.Title))}. " +
                $"Allowed: {least} or newer.");
        }
    }

    // The form of release numbers and image tags of NVIDIA: 580.95.05.
    [GeneratedRegex(@"\A(?<branch>\d{3})\.\d{1,3}(\.\d{1,3})?\z")]
    private static partial Regex Pinned();
}
