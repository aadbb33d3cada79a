using System.Text.Json.Nodes;
using Infra.Planning.Differences;
using Infra.Reports;

namespace Infra.Tests.Reports;

/// <summary>The difference of two plans in words.</summary>
public sealed class DifferenceTextTests
{
    private const string Type = "aws:eks/nodeGroup:NodeGroup";

    [Theory]
    [InlineData(DifferenceKind.Create, "create NodeGroup a")]
    [InlineData(DifferenceKind.Import, "import NodeGroup a")]
    [InlineData(DifferenceKind.Change, "change NodeGroup a")]
    [InlineData(DifferenceKind.CreateThenDelete, "replace, new one first, NodeGroup a")]
    [InlineData(DifferenceKind.DeleteThenCreate, "replace, old one first, NodeGroup a")]
    [InlineData(DifferenceKind.Delete, "delete NodeGroup a")]
    [InlineData(DifferenceKind.Forget, "forget, the cloud keeps it, NodeGroup a")]
    public void Says_what_happens(DifferenceKind kind, string expected) => Assert.Equal([expected], Lines(Of(kind)));

    [Fact]
    public void Shows_short_values_and_names_long_ones() => Assert.Equal(
        ["change NodeGroup a: min 1 → 2, name none → b, text, user with other"],
        Lines(Of(DifferenceKind.Change,
            new("min", 1, 2, Replaces: false),
            new("name", null, "b", Replaces: false),
            new("text", "a", new string('b', 41), Replaces: false),
            new("user", "c", "c", Replaces: false) { Because = "other" })));

    [Fact]
    public void Names_only_what_replaces_where_something_does() => Assert.Equal(
        ["replace, new one first, NodeGroup a: subnetIds"],
        Lines(Of(DifferenceKind.CreateThenDelete,
            new("min", 1, 2, Replaces: false),
            new("subnetIds", new JsonArray("1"), new JsonArray("2"), Replaces: true))));

    [Fact]
    public void Says_what_the_engine_refuses_and_what_the_cloud_keeps() => Assert.Equal(
        ["delete NodeGroup a (refused: it is protected)", "replace, new one first, NodeGroup a (the old one stays in the cloud)"],
        Lines(Of(DifferenceKind.Delete) with { Refused = true }, Of(DifferenceKind.CreateThenDelete) with { Retained = true }));

    private static ResourceDifference Of(DifferenceKind kind, params PropertyDifference[] properties) =>
        new(kind, $"urn:pulumi:dev::acme::{Type}::a", Type, "a", [.. properties]);

    private static IEnumerable<string> Lines(params ResourceDifference[] differences) => DifferenceText.Lines(differences);
}
