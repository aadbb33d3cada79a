using Infra.AddOns.Contracts;
using Infra.AddOns.Scaling;

namespace Infra.Tests.AddOns.Scaling;

public class KedaTests
{
    [Fact]
    public void Survives_the_loss_of_a_zone()
    {
        var values = ChartValues.Of(new Keda(), Fleet.Context("eks"));
        Assert.All(["operator", "metricsServer", "webhooks"], part =>
        {
            Assert.Equal(2, (int)values[part]!["replicaCount"]!);
            Assert.Equal("topology.kubernetes.io/zone", (string?)values["topologySpreadConstraints"]![part]![0]!["topologyKey"]);
        });
        // The chart spells the metrics server in two ways.
        Assert.All(["operator", "metricServer", "webhooks"], part =>
            Assert.Equal("""{"maxUnavailable":1}""", values["podDisruptionBudget"]![part]!.ToJsonString()));
    }

    [Fact]
    public void Has_one_replica_and_no_budget_at_the_edge()
    {
        var values = ChartValues.Of(new Keda(), Fleet.Context("edge"));
        Assert.All(["operator", "metricsServer", "webhooks"], part => Assert.Equal(1, (int)values[part]!["replicaCount"]!));
        Assert.Equal("{}", values["podDisruptionBudget"]!["operator"]!.ToJsonString());
        Assert.Equal("[]", values["topologySpreadConstraints"]!["operator"]!.ToJsonString());
    }

    [Fact]
    public void Starts_while_the_registry_is_away() =>
        Assert.Equal("IfNotPresent", (string?)ChartValues.Of(new Keda(), Fleet.Context("aks"))["image"]!["pullPolicy"]);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Reads_secrets_of_all_namespaces_or_of_its_own(bool restricted)
    {
        var permissions = ChartValues.Of(
            new Keda { RestrictSecrets = restricted, WatchNamespace = "chat" },
            Fleet.Context("aks"))["permissions"]!;
        Assert.All(["operator", "metricServer"], part => Assert.Equal(restricted, (bool)permissions[part]!["restrict"]!["secret"]!));
    }

    [Fact]
    public void Watches_the_namespace_that_is_asked_for() => Assert.Equal(
        ["", "chat"],
        new[] { new Keda(), new Keda { WatchNamespace = "chat" } }
            .Select(keda => (string?)ChartValues.Of(keda, Fleet.Context("aks"))["watchNamespace"]));
}
