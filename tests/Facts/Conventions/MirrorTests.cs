using System.Text.Json.Nodes;
using Infra.AddOns.Contracts;
using Infra.AddOns.Scaling;
using Infra.Catalogue;
using Infra.Facts.Clusters;
using Infra.Facts.Conventions;
using Infra.Specification;
using Infra.Tests.AddOns;

namespace Infra.Tests.Facts.Conventions;

public class MirrorTests
{
    // The last is another name of public.ecr.aws.
    private static readonly string[] _publicHosts = [.. Registries.Public, "ecr-public.aws.com"];

    public static TheoryData<string> Mirrored => [.. Fleet.ContextNames.Where(name => name.EndsWith("-mirror", StringComparison.Ordinal))];

    [Theory]
    [InlineData("quay.io/jetstack/cert-manager-controller:v1.21.1",
        "registry.acme.example/mirror/jetstack/cert-manager-controller:v1.21.1")]
    [InlineData("openpolicyagent/gatekeeper", "registry.acme.example/mirror/openpolicyagent/gatekeeper")]
    [InlineData("nvcr.io/nvidia", "registry.acme.example/mirror/nvidia")]
    public void Keeps_the_path_of_an_image_below_the_mirror(string image, string expected) =>
        Assert.Equal(expected, Mirror.Image(Fleet.Mirrored, image));

    [Theory]
    [InlineData("quay.io/jetstack/cert-manager-controller", "quay.io/jetstack/cert-manager-controller")]
    [InlineData("openpolicyagent/gatekeeper", "docker.io/openpolicyagent/gatekeeper")]
    [InlineData("localhost:5000/some/image", "localhost:5000/some/image")]
    public void Names_the_public_source_in_full_without_a_mirror(string image, string expected) =>
        Assert.Equal(expected, Mirror.Image(Fleet.Platform, image));

    [Fact]
    public void Finds_charts_in_the_mirror_or_in_their_own_repository()
    {
        Assert.Equal(new ChartSource("oci://registry.acme.example/mirror/charts/keda", null), Source(Fleet.Mirrored, new Keda()));
        Assert.Equal(new ChartSource("keda", "https://kedacore.github.io/charts"), Source(Fleet.Platform, new Keda()));
        Assert.Equal(new ChartSource("oci://public.ecr.aws/karpenter/karpenter", null), Source(Fleet.Platform, new Karpenter()));
    }

    [Theory]
    [MemberData(nameof(Mirrored))]
    public void Names_no_public_registry_in_values_or_manifests(string cluster)
    {
        var context = Fleet.Context(cluster);
        var texts = AddOn.Of(context.Cluster).SelectMany(addOn => Texts(Everything(addOn, context)));
        Assert.DoesNotContain(
            texts,
            text => _publicHosts.Any(host => text == host || text.StartsWith(host + "/", StringComparison.Ordinal)));
    }

    [Fact]
    public void Moves_every_image_of_every_chart_to_the_mirror()
    {
        var moves =
            from variant in Fleet.Contexts
            let context = variant.Context
            where context.Platform == Fleet.Mirrored
            from addOn in AddOn.Of(context.Cluster)
            where addOn.ByChart(context)
            let texts = Texts(ChartValues.Of(addOn, context)).ToHashSet()
            from image in addOn.Images
            where image.Path is not null && image.On(context.Cloud)
            select (image.Repository, Moved: texts.Any(text => text.StartsWith(Fleet.Registry, StringComparison.Ordinal)
                && $"{Fleet.Registry}/{image.Repository[(image.Repository.IndexOf('/', StringComparison.Ordinal) + 1)..]}:{image.Tag}"
                    .StartsWith(text, StringComparison.Ordinal)));
        Assert.All(moves, move => Assert.True(move.Moved, move.Repository));
    }

    private static ChartSource Source(PlatformSpec platform, AddOn addOn) =>
        Mirror.Chart(platform, addOn.Chart.Name, addOn.Chart.Repository);

    private static IEnumerable<JsonNode> Everything(AddOn addOn, ClusterContext context) =>
        addOn.ByChart(context) ? addOn.Manifests(context).Prepend(ChartValues.Of(addOn, context)) : addOn.Manifests(context);

    private static IEnumerable<string> Texts(IEnumerable<JsonNode> nodes) => nodes.SelectMany(Texts);

    private static IEnumerable<string> Texts(JsonNode? node) => node switch
    {
        JsonObject map => map.SelectMany(member => Texts(member.Value)),
        JsonArray list => list.SelectMany(Texts),
        JsonValue value when value.TryGetValue<string>(out var text) => [text],
        _ => [],
    };
}
