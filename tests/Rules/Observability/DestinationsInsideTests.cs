using Infra.Rules.Observability;

namespace Infra.Tests.Rules.Observability;

public class DestinationsInsideTests
{
    [Fact]
    public void Accepts_a_sound_fleet() => Assert.Empty(Fleets.Findings<DestinationsInside>(Fleets.Sound));

    [Theory]
    [InlineData("https://aps-workspaces.eu-central-1.amazonaws.com/workspaces/ws-1/api/v1/remote_write", null)]
    [InlineData("https://metrics.acme.example/push", "FR")]
    [InlineData("not a URL", "FR")]
    public void Accepts_a_destination_inside(string endpoint, string? country) => Assert.Empty(Of(endpoint, country));

    [Fact]
    public void Rejects_a_host_abroad_whatever_the_stack_says_of_it() => Assert.Equal(
        [
            "SOV111 error observability.metrics.endpoint: \"aps-workspaces.us-east-1.amazonaws.com\" is in US; this platform allows eu.",
        ],
        Of("https://aps-workspaces.us-east-1.amazonaws.com/workspaces/ws-1/api/v1/remote_write", "DE"));

    [Fact]
    public void Rejects_a_country_outside() => Assert.Equal(
        ["SOV111 error observability.metrics.country: \"CH\" is outside; this platform allows eu."],
        Of("https://metrics.acme.example/push", "CH"));

    private static string[] Of(string endpoint, string? country) => Fleets.Findings<DestinationsInside>(
        Fleets.Sound with { Observability = new() { Metrics = new() { Endpoint = endpoint, Country = country } } });
}
