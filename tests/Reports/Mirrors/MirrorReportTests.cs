using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Infra.Reports.Mirrors;
using Infra.Tests.Stacks;

namespace Infra.Tests.Reports.Mirrors;

/// <summary>What a site brings in is what its plan asks for.</summary>
public sealed partial class MirrorReportTests
{
    private const string Mirror = "registry.acme.example/mirror/";

    [Fact]
    public async Task Lists_every_image_that_the_plan_takes_from_the_mirror()
    {
        var plan = await OwnStacks.PlanAsync("prod");
        var listed = MirrorReport.Of(plan, MirrorSetting.Default).Images.Select(image => image.Destination!).ToHashSet();

        var planned = plan.Resources.Where(resource => resource.Type.StartsWith("kubernetes:", StringComparison.Ordinal))
            .SelectMany(resource => Texts(resource.Inputs, ""))
            .Where(text => Key().IsMatch(text.Path) && text.Value.StartsWith(Mirror, StringComparison.Ordinal))
            .Select(text => TagOrDigest().Replace(text.Value, ""))
            .Distinct()
            .ToList();

        Assert.True(planned.Count > 60);
        // A value may be the folder of a repository, to which a chart adds the rest.
        Assert.DoesNotContain(planned, image => !listed.Any(known => $"{known}/".StartsWith($"{image}/", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Lists_every_public_image_of_a_stack_without_a_mirror()
    {
        var plan = await OwnStacks.PlanAsync("dev");
        var listed = MirrorReport.Of(plan, MirrorSetting.Default).Images.Select(image => $"{image.Repository}:{image.Tag}").ToHashSet();

        var planned = plan.Resources.Where(resource => resource.Type.StartsWith("kubernetes:", StringComparison.Ordinal))
            .SelectMany(resource => Texts(resource.Inputs, ""))
            .Where(text => text.Path.EndsWith("].image", StringComparison.Ordinal))
            .Select(text => text.Value.Split('@')[0])
            .ToList();

        Assert.NotEmpty(planned);
        Assert.Empty(planned.Except(listed));
    }

    [Theory]
    [InlineData("dev")]
    [InlineData("prod")]
    [InlineData("local")]
    public async Task Lists_every_chart_of_the_plan_in_its_version(string stack)
    {
        var plan = await OwnStacks.PlanAsync(stack);

        Assert.Equal(
            plan.Resources.Where(resource => resource.Type == "kubernetes:helm.sh/v3:Release")
                .Select(resource => ($"{resource.Inputs["chart"]}".Split('/')[^1], $"{resource.Inputs["version"]}"))
                .Distinct().Order(),
            MirrorReport.Of(plan, MirrorSetting.Default).Charts.Select(chart => (chart.Name, chart.Version)).Distinct().Order());
    }

    [Theory]
    [InlineData("dev")]
    [InlineData("prod")]
    [InlineData("local")]
    public async Task Puts_everything_into_the_mirror_that_it_is_told(string stack)
    {
        var report = MirrorReport.Of(await OwnStacks.PlanAsync(stack), new("harbor.acme.example:8443/ai", [], []));

        Assert.All(
            report.Images.Select(image => image.Destination)
                .Concat(report.Charts.Select(chart => chart.Destination!["oci://".Length..]))
                .Concat(report.Files.Select(file => file.Destination)),
            place => Assert.StartsWith("harbor.acme.example:8443/ai/", place, StringComparison.Ordinal));
        Assert.DoesNotContain(report.Images, image => image.Repository.StartsWith("harbor.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Names_no_place_where_there_is_no_mirror()
    {
        var report = MirrorReport.Of(await OwnStacks.PlanAsync("dev"), MirrorSetting.Default);

        Assert.Null(report.Registry);
        Assert.All(report.Images, image => Assert.Null(image.Destination));
        Assert.All(report.Charts, chart => Assert.Null(chart.Destination));
    }

    [Fact]
    public async Task Knows_the_public_source_of_what_a_stack_names_in_its_mirror() => Assert.Contains(
        MirrorReport.Of(await OwnStacks.PlanAsync("prod"), MirrorSetting.Default).Images,
        image => image is { Repository: "docker.io/vllm/vllm-openai", Tag: "v0.11.0", For: ["platform"] });

    [Fact]
    public async Task Lists_the_release_that_hosts_install_with_its_digest_and_the_images_of_that_release()
    {
        var report = MirrorReport.Of(await OwnStacks.PlanAsync("prod"), MirrorSetting.Default);

        var release = Assert.Single(report.Files, file => file.Clusters is ["turin"]);
        Assert.Equal("https://github.com/k3s-io/k3s/releases/download/v1.35.1%2Bk3s1/k3s", release.Url);
        Assert.Equal("5861314d7fccb39c2192173240eab44fa35ca66426201ca2acd0630a6258dd51", release.Sha256);
        Assert.Equal($"{Mirror}rancher/k3s-release:v1.35.1-k3s1-amd64", release.Destination);
        Assert.Equal(
            "https://github.com/k3s-io/k3s/releases/download/v1.35.1%2Bk3s1/k3s-images.txt", Assert.Single(report.ImageLists).Url);
    }

    [Fact]
    public async Task Lists_drivers_for_what_the_nodes_run_and_says_that_it_does_not_know_it()
    {
        var plan = await OwnStacks.PlanAsync("dev");
        const string driver = "nvcr.io/nvidia/driver";

        var blind = MirrorReport.Of(plan, MirrorSetting.Default);
        Assert.Null(Assert.Single(blind.Images, image => image.Repository == driver).Tag);
        Assert.Contains(blind.Gaps, gap => gap.What == $"the tags of {driver}, 595.91.07-{{os}} for each kind of GPU node: give --node-os");

        var told = MirrorReport.Of(plan, new(null, ["ubuntu24.04", "sles15.7"], []));
        Assert.Equal(
            ["595.91.07-sles15.7", "595.91.07-ubuntu24.04"],
            told.Images.Where(image => image.Repository == driver).Select(image => image.Tag));
    }

    [Fact]
    public async Task Lists_engines_only_for_clusters_with_teams()
    {
        Assert.Contains(
            MirrorReport.Of(await OwnStacks.PlanAsync("dev"), MirrorSetting.Default).Images,
            image => image.For.Contains("road inference") && image.Digest is not null);
        Assert.DoesNotContain(
            MirrorReport.Of(await OwnStacks.PlanAsync("local"), MirrorSetting.Default).Images,
            image => image.For.Any(use => use.StartsWith("road ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Lists_the_plugins_of_the_providers_that_the_stack_uses() => Assert.Equal(
        ["kubernetes"],
        MirrorReport.Of(await OwnStacks.PlanAsync("local"), MirrorSetting.Default).Files
            .Select(file => Regex.Match(file.Name, "^pulumi-resource-(.+)-v[0-9]").Groups[1].Value));

    // Paths of objects and lists, without what a component that is off would start.
    private static IEnumerable<(string Path, string Value)> Texts(JsonNode? node, string path) => node switch
    {
        JsonObject map when map["enabled"] is JsonValue on && on.GetValueKind() == JsonValueKind.False => [],
        JsonObject map => map.SelectMany(member => Texts(member.Value, $"{path}.{member.Key}")),
        JsonArray list => list.SelectMany((item, index) => Texts(item, $"{path}[{index}]")),
        JsonValue value when value.GetValueKind() == JsonValueKind.String => [(path, value.GetValue<string>())],
        _ => [],
    };

    [GeneratedRegex(@"(\.image|Image|\.repository|Repository)$")]
    private static partial Regex Key();

    [GeneratedRegex("(:[^/@]+)?(@.*)?$")]
    private static partial Regex TagOrDigest();
}
