using Infra.Components.Workloads;
using Infra.Tests.Components.Clusters;
using Infra.Tests.Components.Clusters.OnPrem;
using Pulumi;
using Kubernetes = Pulumi.Kubernetes;

namespace Infra.Tests.Components.Workloads;

public class RegistryLoginTests
{
    [Fact]
    public async Task Is_a_secret_that_the_kubelet_reads()
    {
        List<bool> secret = [];
        var plan = await ClusterPlan.Of(OnPremSamples.Guarded, options =>
        {
            var login = RegistryLogin.Of(OnPremSamples.Guarded, _ => Output.Create("robot:pass"))!;
            _ = login.Create("registry", "keda", new CustomResourceOptions { Provider = new Kubernetes.Provider("kubernetes") });
            secret.Add(Output.IsSecretAsync(login.User).GetAwaiter().GetResult());
            secret.Add(Output.IsSecretAsync(login.Password).GetAwaiter().GetResult());
        });

        Assert.Equal([true, true], secret);
        Assert.Equal("platform-registry", plan.Input("registry", "metadata.name"));
        Assert.Equal("keda", plan.Input("registry", "metadata.namespace"));
        Assert.Equal("kubernetes.io/dockerconfigjson", plan.Input("registry", "type"));
    }

    [Theory]
    [InlineData("robot:pass", "robot", "pass", "cm9ib3Q6cGFzcw==")]
    [InlineData("robot$platform:a:b\n", "robot$platform", "a:b", "cm9ib3QkcGxhdGZvcm06YTpi")]
    public void Takes_a_password_as_it_is(string login, string user, string password, string both) => Assert.Equal(
        """{"auths":{"registry.acme.example:5000":{"username":"USER","password":"PASS","auth":"BOTH"}}}"""
            .Replace("USER", user, StringComparison.Ordinal).Replace("PASS", password, StringComparison.Ordinal)
            .Replace("BOTH", both, StringComparison.Ordinal),
        RegistryLogin.DockerConfig("registry.acme.example:5000", login));

    [Fact]
    public void Is_none_where_the_mirror_wants_none()
    {
        Assert.Null(RegistryLogin.Of(OnPremSamples.Sovereign, Output.Create));
        Assert.Null(RegistryLogin.Of(OnPremSamples.Platform, Output.Create));
    }
}
