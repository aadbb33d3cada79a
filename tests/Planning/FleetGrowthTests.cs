using Infra.Cli.StackFiles;
using Infra.Rules;
using Infra.Stacks;
using Infra.Tests.Stacks;

namespace Infra.Tests.Planning;

/// <summary>docs/performance.md says how time is measured. Here the work grows with its fleet: what a plan allocates is the same on every
/// machine, however busy.</summary>
[Collection(nameof(Alone))]
public sealed class FleetGrowthTests
{
    private static readonly DirectoryInfo _folder = new(Path.Combine(AppContext.BaseDirectory, "fleet"));

    [Fact]
    public async Task Plans_a_fleet_with_work_that_grows_with_its_clusters()
    {
        GeneratedFleet.Write(_folder, 3, 6, 10, 24, 100);
        await Plan(3);
        var (few, small) = await Plan(6);
        var (many, large) = await Plan(24);
        var perCluster = (many - few) / 18.0;

        // All that is not per cluster: the stack, the organisation-wide resources and what only a hub has.
        Assert.InRange(few - (6 * perCluster), 0, 100);
        Assert.InRange(100 * perCluster, 15_000, 40_000);

        // Four times the clusters; sixteen times as much would be a square law.
        Assert.True(large < 5 * small, $"6 clusters allocate {small >> 20} MiB and 24 allocate {large >> 20} MiB.");
    }

    private static async Task<(int Resources, long Bytes)> Plan(int clusters)
    {
        var inputs = StackFile.Read(_folder, $"fleet-{clusters}");
        var (planned, bytes) = await Alone.Allocated(async () =>
        {
            var check = Preflight.Check(inputs);
            var plan = await Preflight.PlanAsync(check.Platform!);
            return plan with { Findings = [.. check.Findings, .. plan.Findings] };
        });
        Assert.Equal("", RuleSet.Report(SoundStack.Others(planned.Findings)));
        return (planned.Resources.Length, bytes);
    }
}
