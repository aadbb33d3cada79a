using Infra.Planning;
using Infra.Planning.Values;
using Pulumi;
using Pulumi.Kubernetes.Helm.V3;
using Pulumi.Kubernetes.Types.Inputs.Helm.V3;
using Kubernetes = Pulumi.Kubernetes;

namespace Infra.Tests.Planning;

[Collection(nameof(Alone))]
public sealed class EvaluationGrowthTests
{
    [Fact]
    public async Task Plans_ten_times_as_much_with_about_ten_times_the_work()
    {
        await Plan(150);
        var small = await Plan(1_500);
        var large = await Plan(15_000);

        // A square law would allocate a hundred times as much.
        Assert.True(large < 12 * small, $"1,500 resources allocate {small >> 20} MiB and 15,000 allocate {large >> 20} MiB.");
    }

    private static async Task<long> Plan(int resources)
    {
        var (plan, bytes) = await Alone.Allocated(() => OfflineEvaluator.EvaluateAsync("ai-platform", "fleet", () =>
        {
            for (var i = 0; i < resources / 15; i++)
            {
                var provider = new Kubernetes.Provider($"cluster-{i}", new Kubernetes.ProviderArgs { KubeConfig = Placeholder.Secret });
                Release? before = null;
                for (var j = 1; j < 15; j++)
                {
                    var values = new InputMap<object> { { "name", before?.Name ?? Output.Create("first") }, { "replicas", 2 } };
                    before = new Release(
                        $"cluster-{i}-release-{j}",
                        new ReleaseArgs { Chart = "chart", Values = values },
                        new() { Provider = provider });
                }
            }
        }));
        Assert.Equal(resources + 1, plan.Resources.Length);
        return bytes;
    }
}
