using System.Collections.Immutable;
using Infra.AddOns.Security;
using Infra.Rules.Teams;
using Infra.Specification.Clusters;
using Infra.Specification.Storage;
using Infra.Specification.Teams;

namespace Infra.Tests.Rules.Teams;

public class TeamDataTests
{
    private static readonly Gatekeeper _gatekeeper = new()
    {
        DataClasses = ImmutableSortedDictionary<string, DataClassSpec>.Empty
            .Add("internal", new() { Locations = ["eu"], StorageClasses = ["fast", "shared"] })
            .Add("secret", new() { Locations = ["eu"], StorageClasses = ["fast"] }),
    };

    [Fact]
    public void Accepts_a_stack_without_teams() => Assert.Empty(Fleets.Findings<TeamData>(Fleets.Sound));

    [Fact]
    public void Accepts_any_class_where_the_stack_lists_none()
    {
        Assert.Empty(Of(null, Fleets.Team with { DataClass = "whatever" }));
        Assert.Empty(Of(new Gatekeeper(), Fleets.Team with { DataClass = "whatever" }));
    }

    [Fact]
    public void Accepts_a_class_where_it_may_be() => Assert.Empty(Of(
        _gatekeeper, Fleets.Team with { StorageGiB = 100 },
        Fleets.Team with { Name = "law", DataClass = "secret", StorageGiB = 100 }));

    [Fact]
    public void Rejects_a_class_that_is_not_listed() => Assert.Equal(
        [
            "TEAM008 error teams[0].dataClass: \"internl\" is not a class of data. Did you mean \"internal\"? Allowed: internal, secret, " +
            "which the add-on gatekeeper lists as dataClasses.",
        ],
        Of(_gatekeeper, Fleets.Team with { DataClass = "internl" }));

    [Fact]
    public void Rejects_a_cluster_where_the_data_may_not_be() => Assert.Equal(
        [
            "TEAM008 error teams[0].dataClass: data of the class secret may be in eu, but berlin is in CH. Leave the cluster out of the " +
            "team, or give the team another class.",
        ],
        Fleets.Findings<TeamData>(
            (Fleets.Of(Fleets.Eks, Fleets.OnPrem with { AddOns = [_gatekeeper] }) with
            {
                Sites = [new() { Name = "berlin", Country = "CH", Operator = "eu" }],
            }).With(Fleets.Team with { DataClass = "secret" })));

    [Fact]
    public void Rejects_volumes_that_no_class_of_the_cluster_may_keep() => Assert.Equal(
        [
            "TEAM008 error teams[0].storageGiB: data of the class secret may be kept by fast, but frankfurt has only shared. Give the " +
            "cluster one of them, or the team no volumes.",
        ],
        Of(
            _gatekeeper, new StorageSpec { Shared = new() },
            Fleets.Team with { DataClass = "secret", StorageGiB = 1, Clusters = new() { Kinds = ["eks"] } }));

    [Fact]
    public void Accepts_no_volumes_there() => Assert.Empty(Of(
        _gatekeeper, new StorageSpec { Shared = new() }, Fleets.Team with { DataClass = "secret", Clusters = new() { Kinds = ["eks"] } }));

    // Other rules say so.
    [Fact]
    public void Accepts_what_cannot_be_judged() => Assert.Empty(Of(
        _gatekeeper with { DataClasses = _gatekeeper.DataClasses.SetItem("internal", new() { Locations = ["mars"], StorageClasses = [] }) },
        Fleets.Team));

    private static string[] Of(Gatekeeper? gatekeeper, params TeamSpec[] teams) => Of(gatekeeper, new StorageSpec(), teams);

    private static string[] Of(Gatekeeper? gatekeeper, StorageSpec storage, params TeamSpec[] teams)
    {
        ImmutableArray<AddOnSettings> addOns = gatekeeper is null ? [] : [gatekeeper];
        return Fleets.Findings<TeamData>(Fleets.Of(
            Fleets.Eks with { AddOns = addOns, Storage = storage }, Fleets.Aks with { AddOns = addOns, Storage = storage },
            Fleets.OnPrem with { AddOns = addOns, Storage = storage }).With(teams));
    }
}
