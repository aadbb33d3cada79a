using System.Diagnostics;
using Infra.Planning;
using Infra.Planning.Values;
using Pulumi;
using Pulumi.Kubernetes.Helm.V3;
using Pulumi.Kubernetes.Types.Inputs.Helm.V3;
using Kubernetes = Pulumi.Kubernetes;

namespace Infra.Tests.Planning;

public sealed class EvaluationGrowthTests
{
    [Fact]
    public async Task Plans_ten_times_as_much_in_about_ten_times_as_long()
    {
        await Plan(150);
        var small = await Plan(1_500);
        var large = await Plan(15_000);

        // A square law would take a hundred times as long; the margin is for a busy machine.
        Assert.True(large < 30 * small, $"1,500 resources took {small.TotalSeconds:F2} s and 15,000 took {large.TotalSeconds:F2} s.");
    }

    private static async Task<TimeSpan> Plan(int resources)
    {
        var watch = Stopwatch.StartNew();
        var plan = await OfflineEvaluator.EvaluateAsync("ai-platform", "fleet", () =>
        {
            for (var i = 0; i < resources / 15; i++)
            {
                var provider = new Kubernetes.Provider($"cluster-{i}", new Kubernetes.ProviderArgs { KubeConfig = Placeholder.Secret });
                Release? before = null;
                for (var j = 1; j < 15; j++)
                {
                    var values = new InputMap<object> { { "name", before?.Name ?? Output.Create("first") }, { "replicas", 2 } };
                    before = new Release($"cluster-{i}-release-{j}", new ReleaseArgs { Chart = "chart", Values = values }, new() { Provider = provider });
                }
            }
        });
        Assert.Equal(resources + 1, plan.Resources.Length);
        return watch.Elapsed;
    }
}
