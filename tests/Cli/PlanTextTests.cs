using System.Text.Json.Nodes;
using Infra.AddOns.Scaling;
using Infra.Cli;
using Infra.Planning;
using Infra.Reports;
using Infra.Specification;
using Infra.Specification.Clusters;
using Infra.Tests.Rules;

namespace Infra.Tests.Cli;

/// <summary>The plan of a fleet of any size fits the page that it is read on.</summary>
public sealed class PlanTextTests
{
    [Theory]
    [InlineData("all", 10, "aks-0 aks-1 aks-2 aks-3 eks-0 eks-1 eks-2 eks-3 eks-4 eks-5")]
    [InlineData("eks-1, eks-3", 10, "eks-1 eks-3")]
    [InlineData("all but aks-1, eks-5", 10, "aks-0 aks-2 aks-3 eks-0 eks-1 eks-2 eks-3 eks-4")]
    [InlineData("all aks", 10, "aks-0 aks-1 aks-2 aks-3")]
    [InlineData("aks-0, aks-1, eks-0 and 2 more", 10, "aks-0 aks-1 eks-0 eks-1 eks-2")]
    public void Says_in_a_few_words_which_clusters_have_an_add_on(string words, int clusters, string with)
    {
        var text = Text(Fleet(clusters, with.Split(' ')));

        Assert.Contains($"ADD-ON VERSION NAMESPACE CLUSTERS\nkeda   2.20.2  keda      {words}\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Keeps_a_fleet_of_a_hundred_clusters_within_120_columns_and_without_blanks_at_the_end_of_lines()
    {
        var lines = Text(Fleet(100, [.. Enumerable.Range(0, 60).Where(index => index % 3 > 0).Select(index => $"eks-{index}")]))
            .Split('\n');

        Assert.Contains("keda   2.20.2  keda      eks-1, eks-2, eks-4 and 37 more", lines);
        Assert.All(lines, line => Assert.InRange(line.Length, 0, 120));
        Assert.All(lines, line => Assert.Equal(line.TrimEnd(), line));
    }

    // Six in ten clusters are EKS, the others AKS.
    private static PlatformSpec Fleet(int clusters, string[] with) => Fleets.Of(
    [
        .. Enumerable.Range(0, clusters * 4 / 10).Select(index => Named(Fleets.Aks, $"aks-{index}", with)),
        .. Enumerable.Range(0, clusters * 6 / 10).Select(index => Named(Fleets.Eks, $"eks-{index}", with)),
    ]);

    private static ClusterSpec Named(ClusterSpec cluster, string name, string[] with) =>
        cluster with { Name = name, AddOns = with.Contains(name) ? [new Keda()] : [] };

    private static string Text(PlatformSpec platform)
    {
        using var output = new StringWriter { NewLine = "\n" };
        var root = new PlannedResource(
            "urn:pulumi:dev::p::pulumi:pulumi:Stack::p-dev",
            "pulumi:pulumi:Stack",
            "p-dev",
            null,
            null,
            [],
            false,
            new JsonObject());
        PlanText.Write(new PlatformPlan(platform, "p", "dev", [root], []), Terminal.For(output));
        return output.ToString();
    }
}
