using Infra.Rules.Delivery;

namespace Infra.Tests.Rules.Delivery;

public class ApiEndpointsTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("https://10.30.0.10:6443")]
    [InlineData("https://api.berlin.acme.example")]
    [InlineData("https://[fd00::10]:6443")]
    public void Accepts_the_URL_of_an_API(string? url) => Assert.Empty(Of(url));

    [Theory]
    [InlineData("http://10.30.0.10:6443")]
    [InlineData("10.30.0.10:6443")]
    [InlineData("https://10.30.0.10:6443/")]
    [InlineData("https://10.30.0.10:6443/api")]
    [InlineData("https://admin:secret@10.30.0.10")]
    [InlineData("https://10.30.0.10?x={{.name}}")]
    public void Rejects_anything_else(string url) => Assert.Equal(
        [
            $"CLU211 error clusters[0].apiEndpoint: \"{url}\" is not the URL of a Kubernetes API. Allowed: https, a host, and optionally " +
            "a port, such as https://10.30.0.10:6443.",
        ],
        Of(url));

    private static string[] Of(string? url) =>
        Fleets.Findings<ApiEndpoints>(Fleets.Of(Fleets.OnPrem with { ApiEndpoint = url }));
}
