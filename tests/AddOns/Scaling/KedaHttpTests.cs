using Infra.AddOns.Contracts;
using Infra.AddOns.Scaling;

namespace Infra.Tests.AddOns.Scaling;

public class KedaHttpTests
{
    private static readonly KedaHttp _addOn = new();

    [Fact]
    public void Comes_only_where_it_is_asked_for_and_after_KEDA()
    {
        Assert.All(Fleet.Contexts, variant => Assert.False(_addOn.OnByDefault(variant.Context)));
        Assert.All(Fleet.Contexts, variant => Assert.Null(_addOn.Obstacle(variant.Context.Cloud)));
        Assert.Equal([typeof(Keda)], _addOn.Requires);
    }

    [Theory]
    [InlineData("eks", 2, 20, true)]
    [InlineData("aks-mirror", 2, 20, true)]
    [InlineData("openshift", 2, 20, true)]
    [InlineData("edge", 1, 2, false)]
    public void Shares_the_load_between_proxies(string variant, int least, int most, bool protects)
    {
        var interceptor = ChartValues.Of(_addOn, Fleet.Context(variant))["interceptor"]!;

        Assert.Equal((least, most), ((int)interceptor["replicas"]!["min"]!, (int)interceptor["replicas"]!["max"]!));
        Assert.Equal(protects, (bool)interceptor["pdb"]!["enabled"]!);
    }

    [Fact]
    public void Comes_from_the_mirror_whole()
    {
        var values = ChartValues.Of(_addOn, Fleet.Context("rke2-mirror"));

        Assert.Equal(
            ["operator", "interceptor", "scaler"],
            values["images"]!.AsObject().Where(image => (string?)image.Value == $"{Fleet.Registry}/kedacore/http-add-on-{image.Key}")
                .Select(image => image.Key));
        Assert.All(
            ["operator", "interceptor", "scaler"],
            part => Assert.Equal("""[{"name":"platform-registry"}]""", values[part]!["imagePullSecrets"]!.ToJsonString()));
    }

    [Fact]
    public void Has_only_values_that_its_chart_has() => Assert.All(
        Fleet.Contexts, variant => Assert.Empty(ChartPaths.Of(_addOn.Chart).Unknown(ChartValues.Of(_addOn, variant.Context))));

    [Fact]
    public void Is_accepted_by_the_pod_security_of_its_namespace()
    {
        var values = ChartValues.Of(_addOn, Fleet.Context("eks"));

        Assert.Equal("RuntimeDefault", (string?)values["podSecurityContext"]!["seccompProfile"]!["type"]);
        Assert.True((bool)values["podSecurityContext"]!["runAsNonRoot"]!);
        Assert.Equal("""{"drop":["ALL"]}""", values["securityContext"]!["capabilities"]!.ToJsonString());
    }
}
