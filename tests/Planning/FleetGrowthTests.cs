using System.Diagnostics;
using Infra.Cli;
using Infra.Rules;
using Infra.Stacks;

namespace Infra.Tests.Planning;

/// <summary>docs/performance.md says how the whole process is measured; these hold its growth.</summary>
public sealed class FleetGrowthTests
{
    private static readonly DirectoryInfo Folder = new(Path.Combine(AppContext.BaseDirectory, "fleet"));

    [Fact]
    public async Task Plans_a_fleet_in_time_that_grows_with_its_clusters()
    {
        GeneratedFleet.Write(Folder, 3, 6, 10, 24, 100);
        await Plan(3);
        var (few, fast) = await Plan(6);
        var (many, slow) = await Plan(24);
        var perCluster = (many - few) / 18.0;

        // All that is not per cluster: the stack, the organisation-wide resources and what only a hub has.
        Assert.InRange(few - (6 * perCluster), 0, 100);
        Assert.InRange(100 * perCluster, 15_000, 20_000);

        // Four times the clusters; sixteen times as long would be a square law. The margin is for a busy machine.
        Assert.True(slow < 10 * fast, $"6 clusters took {fast.TotalSeconds:F2} s and 24 took {slow.TotalSeconds:F2} s.");
    }

    private static async Task<(int Resources, TimeSpan Time)> Plan(int clusters)
    {
        var inputs = StackFile.Read(Folder, $"fleet-{clusters}");
        var watch = Stopwatch.StartNew();
        var plan = await Preflight.PlanAsync(inputs);
        Assert.Equal("", RuleSet.Report(plan.Findings));
        return (plan.Resources.Length, watch.Elapsed);
    }
}
