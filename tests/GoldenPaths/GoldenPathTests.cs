using System.Globalization;
using System.Text.RegularExpressions;
using Infra.AddOns.Queues;
using Infra.Facts.Conventions;
using Infra.Facts.Eks;
using Infra.Tests.AddOns;
using Infra.Tests.Facts.Documents;
using Infra.Tests.SdkSurface;

namespace Infra.Tests.GoldenPaths;

/// <summary>What the paved roads and the program have to agree on; what the roads render is held against Helm, schemas and policies by
/// <c>render.mjs</c>.</summary>
public class GoldenPathTests
{
    private static string Templates { get; } = string.Concat(
        Directory.EnumerateFiles(Path.Combine(Repository.Root, "golden-paths", "lib", "templates")).Order(StringComparer.Ordinal)
            .Select(File.ReadAllText));

    [Fact]
    public void Pulls_an_image_from_where_the_roads_pull_it()
    {
        var images = ReadYaml.Of(File.ReadAllText(Path.Combine(Repository.Root, "tests", "GoldenPaths", "images.yaml")))!.AsArray();
        Assert.NotEmpty(images);
        Assert.All(images, each =>
        {
            var image = (string)each!["image"]!;
            Assert.Equal((string?)each["mirrored"], Mirror.Image(Fleet.Mirrored, image));
            Assert.Equal((string?)each["public"], Mirror.Image(Fleet.Platform, image));
        });
    }

    // KubeRay submits the jobs of the road training, from its own namespace.
    [Fact]
    public void Lets_KubeRay_in_from_where_the_program_installs_it() => Assert.Contains(
        $"\"{new KubeRay().Chart.Namespace}\"",
        File.ReadAllText(Path.Combine(Repository.Root, "golden-paths", "training", "templates", "network.yaml")),
        StringComparison.Ordinal);

    // For a whole node, from what its user data sets aside, in MiB.
    [Fact]
    public void Asks_for_no_more_huge_pages_than_a_node_has()
    {
        var pod = File.ReadAllText(Path.Combine(Repository.Root, "golden-paths", "training", "templates", "_pod.tpl"));
        var asked = int.Parse(Regex.Match(pod, @"hugepages-2Mi: \{\{ div \(mul (\d+)").Groups[1].Value, CultureInfo.InvariantCulture);

        Assert.InRange(asked, 1, 2 * new EksNodes(new EksScope(Fleet.Platform, Fleet.Karpenter), Fleet.Karpenter.Pools[1]).HugePages);
    }

    [Theory]
    [InlineData(TeamConventions.NamespaceLabel + ":")]
    [InlineData("/" + TrustBundle.Key)]
    [InlineData("kueue.x-k8s.io/queue-name:")]
    public void Has_the_names_that_the_roads_write(string name) => Assert.Contains(name, Templates, StringComparison.Ordinal);
}
