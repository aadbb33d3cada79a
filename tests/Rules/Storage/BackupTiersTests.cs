using Infra.Rules.Storage;
using Infra.Specification;

namespace Infra.Tests.Rules.Storage;

public class BackupTiersTests
{
    [Fact]
    public void Accepts_a_fleet_without_tiers() => Assert.Empty(Fleets.Findings<BackupTiers>(Fleets.Sound));

    [Fact]
    public void Accepts_a_tier_of_each_kind() => Assert.Empty(Findings(
        Tier("gold"), Tier("control") with { Of = BackupScope.Platform },
        Tier("research") with { Of = BackupScope.Namespaces, Namespaces = ["research", "team-*", "?-lab"] }));

    [Theory]
    [InlineData("platform",
        "\"platform\" is the schedule for the whole cluster. Give the tier another name; what it backs up is said by of.")]
    [InlineData("copy", "\"copy\" is the schedule for the second store of a site (backupCopy). Give the tier another name.")]
    [InlineData("Gold",
        "\"Gold\" is not the name of a schedule. Allowed: at most 40 lower-case letters, digits and hyphens, beginning and ending " +
        "with a letter or a digit.")]
    [InlineData("",
        "\"\" is not the name of a schedule. Allowed: at most 40 lower-case letters, digits and hyphens, beginning and ending with a " +
        "letter or a digit.")]
    public void Rejects_a_name_that_is_taken_or_is_none(string name, string message) =>
        Assert.Equal([$"CLU220 error backup.tiers[0].name: {message}"], Findings(Tier(name)));

    [Fact]
    public void Rejects_two_tiers_of_one_name() => Assert.Equal(
        ["CLU220 error backup.tiers[1].name: \"gold\" is also the name of backup.tiers[0]. Give each tier its own."],
        Findings(Tier("gold"), Tier("gold")));

    [Fact]
    public void Rejects_namespaces_that_are_missing_or_would_be_ignored() => Assert.Equal(
        [
            "CLU220 error backup.tiers[0].namespaces: namespaces is empty, so every backup of this tier would hold nothing of its own. " +
            "Give at least one namespace.",
            "CLU220 error backup.tiers[1].namespaces: namespaces are given, but the tier is of platform. Leave them out, or set of to " +
            "namespaces.",
        ],
        Findings(
            Tier("a") with { Of = BackupScope.Namespaces }, Tier("b") with { Of = BackupScope.Platform, Namespaces = ["research"] }));

    [Theory]
    [InlineData("*")]
    [InlineData("Research")]
    [InlineData("a_b")]
    [InlineData("")]
    public void Rejects_a_name_that_is_no_namespace(string name) => Assert.Equal(
        [
            $"CLU220 error backup.tiers[0].namespaces: \"{name}\" is not the name of a namespace, nor a pattern for names with * and " +
            "?, so every backup would fail. Allowed: names, and patterns with at least one letter or digit.",
        ],
        Findings(Tier("a") with { Of = BackupScope.Namespaces, Namespaces = [name] }));

    private static BackupTierSpec Tier(string name) => new() { Name = name, Schedule = "0 3 * * *" };

    private static string[] Findings(params BackupTierSpec[] tiers) =>
        Fleets.Findings<BackupTiers>(Fleets.Sound with { Backup = new BackupSpec { Tiers = [.. tiers] } });
}
