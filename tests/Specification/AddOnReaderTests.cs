using System.Collections.Immutable;
using Infra.Specification;
using Infra.Specification.Clusters;

namespace Infra.Tests.Specification;

public class AddOnReaderTests
{
    private static readonly ImmutableArray<AddOnListing> _listings =
    [
        new("scaler", typeof(Scaler), (_, _) => true, (_, _) => null),
        new("costs", typeof(Costs), (_, _) => false, (_, _) => null),
    ];

    [Fact]
    public void Gives_every_cluster_what_is_on_by_default() =>
        Assert.Equal(new Scaler(), Assert.Single(Read().Platform!.Clusters[1].AddOns));

    [Fact]
    public void Merges_the_patch_of_a_cluster_over_the_patch_of_the_stack()
    {
        var reading = Read(
            """{ "scaler": { "replicas": 3, "limits": { "cpu": "2", "memory": "4Gi" } } }""",
            """{ "scaler": { "limits": { "cpu": null } } }""");

        var scaler = Assert.IsType<Scaler>(Assert.Single(reading.Platform!.Clusters[0].AddOns));
        Assert.Equal(3, scaler.Replicas);
        Assert.Equal(new Limits { Memory = "4Gi" }, scaler.Limits);
    }

    [Fact]
    public void Removes_by_null_and_by_enabled_false_and_turns_on_by_an_empty_object()
    {
        var reading = Read("""{ "scaler": null, "costs": { "currency": "EUR" } }""", """{ "scaler": {}, "costs": { "enabled": false } }""");

        Assert.Equal(new Scaler(), Assert.Single(reading.Platform!.Clusters[0].AddOns));
        Assert.Equal(new Costs { Currency = "EUR" }, Assert.Single(reading.Platform.Clusters[1].AddOns));
    }

    [Fact]
    public void Tells_a_mistake_once_and_where_it_is_written() =>
        Assert.Equal(
            [
                "SPEC006 error addOns.scaler.replicas: found \"two\", expected a whole number.",
                "SPEC009 error addOns.scalar: there is no add-on \"scalar\". Did you mean \"scaler\"? Allowed: costs, scaler.",
                "SPEC004 error clusters[0].addOns.scaler.replica: \"replica\" is not known here. Did you mean \"replicas\"? Allowed: " +
                "enabled, limits, replicas.",
                "SPEC008 error clusters[0].addOns.costs.currency: this member is required, but missing. Give text.",
            ],
            Read("""{ "scaler": { "replicas": "two" }, "scalar": {} }""", """{ "scaler": { "replica": 1 }, "costs": {} }""")
                .Findings.Select(finding => finding.ToString()));

    [Fact]
    public void Tells_what_is_missing_inside_an_add_on() =>
        Assert.Equal(
            ["SPEC008 error addOns.costs.budget.limit: this member is required, but missing. Give a whole number."],
            Read("""{ "costs": { "currency": "EUR", "budget": {} } }""").Findings.Select(finding => finding.ToString()));

    [Fact]
    public void Accepts_an_add_on_whose_required_members_come_from_both_patches() =>
        Assert.Empty(
            Read(
                """{ "costs": { "currency": "EUR", "budget": { "limit": 5 } } }""",
                """{ "costs": { "budget": { "limit": 7 } } }""").Findings);

    [Fact]
    public void Remembers_what_the_stack_removes_unless_the_cluster_brings_it_back()
    {
        var clusters = Read("""{ "scaler": null, "costs": null }""", """{ "scaler": {} }""").Platform!.Clusters;
        Assert.Equal(["costs"], clusters[0].RemovedAddOns.AsEnumerable());
        Assert.Equal(["costs", "scaler"], clusters[1].RemovedAddOns.AsEnumerable().Order());
    }

    private static SpecReading Read(string defaults = "{}", string own = "{}")
    {
        var first = $"{StackText.Eks.TrimEnd()[..^1]}, \"addOns\": {own} }}";
        return SpecReader.Read(
            StackText.Inputs(("ai-platform:addOns", defaults), ("ai-platform:clusters", $"[{first}, {StackText.OnPrem}]")), _listings);
    }

    private sealed record Limits
    {
        public string? Cpu { get; init; }

        public string? Memory { get; init; }
    }

    private sealed record Scaler : AddOnSettings
    {
        public int Replicas { get; init; } = 2;

        public Limits? Limits { get; init; }
    }

    private sealed record Budget
    {
        public required int Limit { get; init; }
    }

    private sealed record Costs : AddOnSettings
    {
        public required string Currency { get; init; }

        public Budget? Budget { get; init; }
    }
}
