using Infra.Rules.Observability;
using Infra.Specification.Observability;
using Infra.Tests.Components.Clusters.OnPrem;

namespace Infra.Tests.Rules.Observability;

public class DestinationsTests
{
    private const string Form = "Allowed: an https URL with a host, an optional port and an optional path, such as " +
        "https://metrics.example.com/api/v1/push.";

    private static DestinationSpec Sound { get; } = new() { Endpoint = "https://metrics.acme.example:8443/api/v1/push", Country = "DE" };

    [Fact]
    public void Accepts_a_sound_fleet() => Assert.Empty(Fleets.Findings<Destinations>(Fleets.Sound));

    [Fact]
    public void Accepts_a_destination_with_all_that_it_can_have() => Assert.Empty(Of(Sound with
    {
        User = "acme", CredentialsSecret = "metrics", CaCertificate = OnPremSamples.Authority,
    }));

    [Theory]
    [InlineData("http://metrics.acme.example")]
    [InlineData("metrics.acme.example/api")]
    [InlineData("https://metrics.acme.example/push?token=1")]
    [InlineData("https://metrics.acme.example/{{tenant}}")]
    public void Rejects_what_is_no_https_URL_or_more_than_that(string endpoint) => Assert.Equal(
        [$"CLU206 error observability.metrics.endpoint: \"{endpoint}\" is not a valid destination. {Form}"],
        Of(Sound with { Endpoint = endpoint }));

    [Fact]
    public void Rejects_a_password_in_a_URL_without_showing_it() => Assert.Equal(
        [
            "CLU206 error observability.metrics.endpoint: the URL contains credentials and is not shown. Put them into the secret that " +
            $"credentialsSecret names. {Form}",
        ],
        Of(Sound with { Endpoint = "https://acme:hunter2@metrics.acme.example" }));

    [Fact]
    public void Rejects_what_is_no_country() => Assert.Equal(
        [
            "CLU206 error observability.metrics.country: \"Germany\" is not a country code. Allowed: an ISO 3166-1 alpha-2 code in " +
            "capitals, such as DE.",
        ],
        Of(Sound with { Country = "Germany" }));

    [Fact]
    public void Rejects_a_user_without_a_password() => Assert.Equal(
        [
            "CLU206 error observability.metrics.user: a user without a password. Name the secret with it in credentialsSecret, or leave " +
            "user out.",
        ],
        Of(Sound with { User = "acme" }));

    [Theory]
    [InlineData("")]
    [InlineData("acme:tenant")]
    public void Rejects_what_is_no_user(string user) => Assert.Equal(
        [$"CLU206 error observability.metrics.user: \"{user}\" is not a user name. Allowed: text without a colon (RFC 7617, section 2)."],
        Of(Sound with { User = user, CredentialsSecret = "metrics" }));

    [Fact]
    public void Rejects_a_certificate_that_cannot_be_read() => Assert.Equal(
        [
            "CLU206 error observability.metrics.caCertificate: the value contains something other than certificates and is not shown. " +
            "Allowed: PEM certificates, each starting with -----BEGIN CERTIFICATE-----.",
        ],
        Of(Sound with { CaCertificate = "acme" }));

    [Theory]
    [InlineData(0)]
    [InlineData(401)]
    public void Rejects_days_that_no_server_keeps(int days) => Assert.Equal(
        [$"CLU206 error observability.retentionDays: retentionDays is {days}. Allowed: 1 to 400."],
        Fleets.Findings<Destinations>(Fleets.Sound with { Observability = new() { RetentionDays = days } }));

    private static string[] Of(DestinationSpec metrics) =>
        Fleets.Findings<Destinations>(Fleets.Sound with { Observability = new() { Metrics = metrics } });
}
