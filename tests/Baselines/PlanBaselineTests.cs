using System.Text.Json.Nodes;
using Infra.Findings;
using Infra.Planning;
using Infra.Planning.Values;

namespace Infra.Tests.Baselines;

/// <summary>A baseline can be read in a review, and nothing of a plan changes without a line of it.</summary>
public class PlanBaselineTests
{
    private static readonly PlannedResource _cluster = Resource("infra:index:ClusterPlatform", "paris", parent: null);

    private static readonly PlannedResource _release = Resource("kubernetes:helm.sh/v3:Release", "paris-keda", new JsonObject
    {
        ["chart"] = "keda",
        ["version"] = "2.20.2",
        ["values"] = new JsonObject { ["operator"] = new JsonObject { ["replicaCount"] = 2 } },
    });

    private static readonly PlannedResource _key = Resource("aws:kms/key:Key", "paris-secrets", new JsonObject
    {
        ["enableKeyRotation"] = true,
    }) with
    {
        Protect = true,
        Options = new PlannedOptions { CustomTimeouts = new PlannedTimeouts(TimeSpan.FromHours(1), null, null) },
    };

    private static readonly PlannedResource _provider = Resource("pulumi:providers:aws", "aws", parent: null);

    [Fact]
    public void Shows_findings_counts_charts_and_a_line_for_each_resource_by_cluster() => Assert.Equal(
        """
        FINDINGS
        PLN001 warning paris: something.

        RESOURCES                     paris (stack)
        aws:kms/key:Key               1     .
        infra:index:ClusterPlatform   1     .
        kubernetes:helm.sh/v3:Release 1     .
        pulumi:providers:aws          .     1

        CHARTS paris  (stack)
        keda   2.20.2 .

        paris
        661ee5b934cc aws:kms/key:Key paris-secrets (protected, create 1h)
        28fd72ccb724 kubernetes:helm.sh/v3:Release paris-keda
        a7d78032b10d infra:index:ClusterPlatform paris

        (stack)
        682c00b6e44e pulumi:providers:aws aws

        """,
        Baseline(_key, _release, _cluster, _provider).Summary);

    [Fact]
    public void Shows_a_resource_in_full_beside_the_summary() => Assert.Equal(
        """
        infra:index:ClusterPlatform$aws:kms/key:Key::paris-secrets
          option: protected
          option: create 1h
          parent: paris
          enableKeyRotation: true

        infra:index:ClusterPlatform::paris

        """,
        Baseline(_key, _cluster).Details);

    [Fact]
    public void Changes_one_line_for_a_changed_input()
    {
        var changed = _key with { Inputs = new JsonObject { ["enableKeyRotation"] = false } };

        Assert.Equal(["aws:kms/key:Key paris-secrets (protected, create 1h)"], ChangedLines(_key, changed));
    }

    public static TheoryData<string, PlannedResource> OtherOptions => new()
    {
        { "", _key with { Protect = false, Options = PlannedOptions.None } },
        {
            " (protected, create 20m)",
            _key with { Options = _key.Options with { CustomTimeouts = new(TimeSpan.FromMinutes(20), null, null) } }
        },
        { " (protected, keeps on delete, create 1h)", _key with { Options = _key.Options with { RetainOnDelete = true } } },
        { " (protected, ignores tags, create 1h)", _key with { Options = _key.Options with { IgnoreChanges = ["tags"] } } },
    };

    [Theory]
    [MemberData(nameof(OtherOptions), DisableDiscoveryEnumeration = true)]
    public void Changes_one_line_for_a_changed_option(string words, PlannedResource changed) =>
        Assert.Equal([$"aws:kms/key:Key paris-secrets{words}"], ChangedLines(_key, changed));

    [Fact]
    public void Changes_one_line_for_what_a_resource_waits_for_and_where_it_is()
    {
        Assert.Single(ChangedLines(_key, _key with { DependsOn = [_release.Urn] }));
        Assert.Single(ChangedLines(_key, _key with { Provider = _provider.Urn }));
        Assert.Single(
            ChangedLines(_key, _key with { Urn = _key.Urn.Replace("infra:index:ClusterPlatform$", "", StringComparison.Ordinal) }));
    }

    [Fact]
    public void Names_the_resources_that_were_added_removed_or_changed()
    {
        var rotated = _key with { Inputs = new JsonObject { ["enableKeyRotation"] = false } };

        Assert.StartsWith(
            """
            added:   pulumi:providers:aws aws
            removed: kubernetes:helm.sh/v3:Release paris-keda
            changed: aws:kms/key:Key paris-secrets

            """,
            PlanDifference.OfSummaries(Baseline(_key, _release, _cluster).Summary, Baseline(rotated, _cluster, _provider).Summary));
    }

    [Fact]
    public void Shows_what_is_found_anew()
    {
        var before = Baseline(_cluster);
        var after = PlanBaseline.Of(Plan(_cluster) with { Findings = [] });

        Assert.Equal("- PLN001 warning paris: something.", PlanDifference.OfSummaries(before.Summary, after.Summary));
    }

    [Fact]
    public void Shows_changed_lines_of_the_full_text_below_those_that_they_belong_to()
    {
        var after = _release with { Inputs = _release.Inputs.DeepClone().AsObject() };
        after.Inputs["values"]!["operator"]!["replicaCount"] = 3;

        Assert.Equal(
            """
              infra:index:ClusterPlatform$kubernetes:helm.sh/v3:Release::paris-keda
                values:
                  operator:
            -       replicaCount: 2
            +       replicaCount: 3
            """,
            PlanDifference.OfDetails(Baseline(_key, _release, _cluster).Details, Baseline(_key, after, _cluster).Details));
    }

    [Fact]
    public void Shows_no_more_of_a_difference_than_a_person_reads()
    {
        var lines = PlanDifference.OfDetails("", string.Concat(Enumerable.Range(0, 100).Select(line => $"{line}\n"))).Split('\n');

        Assert.Equal(61, lines.Length);
        Assert.Equal("… and 41 lines more", lines[^1]);
    }

    [Fact]
    public void Takes_the_full_text_of_another_plan_for_none()
    {
        var (recorded, other) = (Baseline(_key, _cluster), Baseline(_cluster));

        Assert.Equal(recorded.Details, PlanBaseline.DetailsOf(recorded.ToString(), recorded.Summary));
        Assert.Null(PlanBaseline.DetailsOf(other.ToString(), recorded.Summary));
        Assert.Null(PlanBaseline.DetailsOf("", recorded.Summary));
    }

    // The lines of the summary that a change of a resource puts in place of others, without their digests.
    private static IEnumerable<string> ChangedLines(PlannedResource before, PlannedResource after) =>
        Baseline(after, _release, _cluster, _provider).Summary.Split('\n')
            .Except(Baseline(before, _release, _cluster, _provider).Summary.Split('\n')).Select(line => line[13..]);

    private static PlanBaseline Baseline(params PlannedResource[] resources) => PlanBaseline.Of(Plan(resources));

    private static ResourcePlan Plan(params PlannedResource[] resources) =>
        new("ai-platform", "dev", [.. resources], [new Finding("PLN001", Severity.Warning, "paris", "something.")]);

    private static PlannedResource Resource(string type, string name, JsonObject? inputs = null, string? parent = "paris")
    {
        const string stack = "urn:pulumi:dev::ai-platform";
        return parent is null
            ? new PlannedResource($"{stack}::{type}::{name}", type, name, null, null, [], false, [])
            : new PlannedResource(
                $"{stack}::infra:index:ClusterPlatform${type}::{name}", type, name,
                $"{stack}::infra:index:ClusterPlatform::{parent}", null, [], false, inputs ?? []);
    }
}
