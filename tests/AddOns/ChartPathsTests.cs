using System.Text.Json.Nodes;
using Infra.AddOns.Delivery;
using Infra.AddOns.Scaling;

namespace Infra.Tests.AddOns;

public class ChartPathsTests
{
    private static ChartPaths Keda => ChartPaths.Of(new Keda().Chart);

    [Fact]
    public void Rejects_a_value_path_that_the_chart_does_not_have() =>
        Assert.Equal(
            ["operator.replicas", "resources.metricsServer.requests.cpu"],
            Keda.Unknown(new JsonObject
            {
                ["operator"] = new JsonObject { ["replicas"] = 2, ["replicaCount"] = 2 },
                ["resources"] = new JsonObject { ["metricsServer"] = new JsonObject { ["requests"] = new JsonObject { ["cpu"] = "1" } } },
            }));

    [Fact]
    public void Accepts_anything_below_a_value_that_is_empty_by_default() =>
        Assert.Empty(Keda.Unknown(new JsonObject
        {
            ["podLabels"] = new JsonObject { ["keda"] = new JsonObject { ["team"] = "platform" } },
            ["tolerations"] = new JsonArray(new JsonObject { ["operator"] = "Exists" }),
        }));

    [Fact]
    public void Accepts_any_key_in_a_map_of_labels_or_of_a_config_map() =>
        Assert.Empty(ChartPaths.Of(new ArgoCd().Chart).Unknown(new JsonObject
        {
            ["global"] = new JsonObject { ["nodeSelector"] = new JsonObject { ["ai-platform/pool"] = "system" } },
            ["configs"] = new JsonObject { ["cm"] = new JsonObject { ["oidc.config"] = "", ["url"] = "" } },
        }));

    [Fact]
    public void Rejects_a_map_where_the_chart_has_a_value() =>
        Assert.Equal(["operator.replicaCount.min"], Keda.Unknown(new JsonObject
        {
            ["operator"] = new JsonObject { ["replicaCount"] = new JsonObject { ["min"] = 1 } },
        }));
}
