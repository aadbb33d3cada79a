using System.Collections.Immutable;
using Infra.AddOns.Delivery;
using Infra.Rules.Names;
using Infra.Specification.Storage;
using Infra.Tests.Components.Clusters.OnPrem;

namespace Infra.Tests.Rules.Names;

public class PlainTextTests
{
    [Fact]
    public void Accepts_a_sound_fleet() =>
        Assert.Empty(Fleets.Findings<PlainText>(Fleets.Sound));

    [Fact]
    public void Accepts_marks_quotes_and_every_script_of_the_world() =>
        Assert.Empty(Fleets.Findings<PlainText>(With(["Ops \"a, b\": #1 `$(id)` 漢 \u200f👩‍👧"])));

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public void Accepts_the_lines_of_certificates(string newLine) =>
        Assert.Empty(Fleets.Findings<PlainText>(Fleets.Of(Fleets.OnPrem with
        {
            ObjectStore = Fleets.ObjectStore with { CaCertificate = OnPremSamples.Authority.ReplaceLineEndings(newLine) },
        })));

    [Fact]
    public void Rejects_a_line_break_in_the_settings_of_an_add_on() =>
        Assert.Equal(
            [
                "CLU090 error clusters[0].addOns.argo-cd.oidc.administrators[1]: the value contains U+000A at character 4. Allowed: one " +
                "line without control characters.",
            ],
            Fleets.Findings<PlainText>(With(["ops", "ops\ng, everyone, role:admin"])));

    [Theory]
    [InlineData("\0", "U+0000")]
    [InlineData("\t", "U+0009")]
    [InlineData("\u001b", "U+001B")]
    [InlineData("\u0085", "U+0085")]
    [InlineData("\u2028", "U+2028")]
    public void Rejects_control_characters_in_keys_and_values_of_a_map(string control, string shown)
    {
        var findings = Fleets.Findings<PlainText>(Fleets.Of(Fleets.OnPrem with
        {
            Storage = new()
            {
                Fast = new StorageClassSpec
                {
                    Provider = StorageProvider.Existing,
                    Driver = "nfs.csi.k8s.io",
                    Parameters = ImmutableSortedDictionary<string, string>.Empty.Add("server", $"a{control}").Add($"{control}b", "c"),
                },
            },
        }));

        Assert.Equal(2, findings.Length);
        Assert.Contains(
            $"CLU090 error clusters[0].storage.fast.parameters.server: the value contains {shown} at character 2. Allowed: one line " +
            "without control characters.",
            findings);
    }

    [Fact]
    public void Rejects_a_secret_without_showing_it() =>
        Assert.DoesNotContain(
            "hunter2", Assert.Single(Fleets.Findings<PlainText>(Fleets.Of(Fleets.OnPrem with { KubeconfigSecret = "hunter2\n" }))),
            StringComparison.Ordinal);

    private static Infra.Specification.PlatformSpec With(ImmutableArray<string> administrators) => Fleets.Of(Fleets.Eks with
    {
        AddOns = [
            new ArgoCd { Oidc = new() { Issuer = "https://login.acme.example", ClientId = "argocd", Administrators = administrators } },
        ],
    });
}
