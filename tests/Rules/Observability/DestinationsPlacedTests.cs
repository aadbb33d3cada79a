using Infra.Rules.Observability;

namespace Infra.Tests.Rules.Observability;

public class DestinationsPlacedTests
{
    private const string Aws = "aps-workspaces.eu-central-1.amazonaws.com";

    [Fact]
    public void Accepts_a_sound_fleet() => Assert.Empty(Fleets.Findings<DestinationsPlaced>(Fleets.Sound));

    [Theory]
    [InlineData(Aws, null)]
    [InlineData(Aws, "DE")]
    [InlineData("metrics.acme.example", "DE")]
    [InlineData("acme.westeurope-1.metrics.ingest.monitor.azure.com", "NL")]
    [InlineData("aps-workspaces.ap-southeast-1.amazonaws.com", null)]
    public void Accepts_a_destination_of_which_the_country_is_known_or_refused_elsewhere(string host, string? country) =>
        Assert.Empty(Of(host, country));

    [Theory]
    [InlineData("metrics.acme.example")]
    [InlineData("acme.westeurope-1.metrics.ingest.monitor.azure.com")]
    public void Rejects_a_destination_that_may_be_anywhere(string host) => Assert.Equal(
        [
            $"SOV112 error observability.metrics.country: country is missing, and \"{host}\" does not tell where it is. Give the country " +
            "of the service: an ISO 3166-1 alpha-2 code in capitals, such as DE.",
        ],
        Of(host, null));

    [Fact]
    public void Rejects_another_country_than_that_of_the_host() => Assert.Equal(
        [$"SOV112 error observability.metrics.country: \"FR\" is given, but \"{Aws}\" is in DE. Leave country out."],
        Of(Aws, "FR"));

    private static string[] Of(string host, string? country) => Fleets.Findings<DestinationsPlaced>(
        Fleets.Sound with { Observability = new() { Metrics = new() { Endpoint = $"https://{host}/push", Country = country } } });
}
