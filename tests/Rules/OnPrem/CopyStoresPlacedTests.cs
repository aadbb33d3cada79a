using Infra.Rules.OnPrem;

namespace Infra.Tests.Rules.OnPrem;

public class CopyStoresPlacedTests
{
    [Fact]
    public void Accepts_a_sound_fleet() => Assert.Empty(Fleets.Findings<CopyStoresPlaced>(Fleets.Sound));

    [Theory]
    [InlineData("https://s3.turin.acme.example", "IT")]
    [InlineData("https://s3.eu-south-1.amazonaws.com", null)]
    [InlineData("https://s3.eu-south-1.amazonaws.com", "IT")]
    [InlineData("no URL", null)]
    public void Accepts_a_store_whose_country_is_known(string endpoint, string? country) => Assert.Empty(Of(endpoint, country));

    [Fact]
    public void Rejects_a_store_of_which_nobody_says_where_it_is() => Assert.Equal(
        [
            "SOV114 error clusters[0].backupCopy.country: country is missing, and \"s3.turin.acme.example\" does not tell where it is. " +
            "Give the country of the store: an ISO 3166-1 alpha-2 code in capitals, such as DE.",
        ],
        Of("https://s3.turin.acme.example", null));

    [Fact]
    public void Rejects_what_is_no_code_of_a_country() => Assert.Equal(
        [
            "SOV114 error clusters[0].backupCopy.country: \"it\" is not a country code. Allowed: an ISO 3166-1 alpha-2 code in capitals, " +
            "such as DE.",
        ],
        Of("https://s3.turin.acme.example", "it"));

    [Fact]
    public void Rejects_a_country_that_the_host_contradicts() => Assert.Equal(
        [
            "SOV114 error clusters[0].backupCopy.country: \"DE\" is given, but \"s3.eu-south-1.amazonaws.com\" is in IT. Leave country " +
            "out.",
        ],
        Of("https://s3.eu-south-1.amazonaws.com", "DE"));

    private static string[] Of(string endpoint, string? country) => Fleets.Findings<CopyStoresPlaced>(Fleets.Of(Fleets.OnPrem with
    {
        ObjectStore = Fleets.ObjectStore,
        BackupCopy = Fleets.Copy with { Endpoint = endpoint, Country = country },
    }));
}
