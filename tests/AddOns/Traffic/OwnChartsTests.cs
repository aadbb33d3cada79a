using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using Infra.AddOns;
using Infra.AddOns.Contracts;
using Infra.Tests.Facts.Documents;

namespace Infra.Tests.AddOns.Traffic;

/// <summary>The charts of this program, which bring kinds.</summary>
public class OwnChartsTests
{
    // Of a secret, as the API server has it (MaxSecretSize in pkg/apis/core of kubernetes/kubernetes).
    private const int MostBytes = 1 << 20;

    public static TheoryData<string> Charts =>
        [.. AddOnList.All.Select(addOn => addOn.Chart).Where(chart => chart.Repository.StartsWith("./", StringComparison.Ordinal))
            .Select(chart => chart.Name)];

    [Theory]
    [MemberData(nameof(Charts))]
    public void Has_a_chart_of_that_name_and_version(string name)
    {
        var chart = Of(name);
        var about = ReadYaml.Of(File.ReadAllText(Path.Combine(Kinds.Folder(chart), "Chart.yaml")))!;

        Assert.Equal((chart.Name, chart.Version), ((string?)about["name"], (string?)about["version"]));
    }

    // As Helm stores it (pkg/storage/driver/util.go of helm/helm): the objects and the files of the chart as JSON, packed, in base64.
    [Theory]
    [MemberData(nameof(Charts))]
    public void Fits_into_the_secret_of_a_release(string name)
    {
        var text = File.ReadAllText(Path.Combine(Kinds.Folder(Of(name)), "templates", "kinds.yaml"));
        var release = new JsonObject { ["manifest"] = text, ["chart"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(text)) };
        using var packed = new MemoryStream();
        using (var zip = new GZipStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            zip.Write(Encoding.UTF8.GetBytes(release.ToJsonString()));
        }

        Assert.InRange(packed.Length * 4 / 3, 1, MostBytes / 4);
    }

    [Theory]
    [MemberData(nameof(Charts))]
    public void Keeps_the_kinds_when_the_chart_goes_and_no_template_among_them(string name) => Assert.All(
        Kinds.Of(Of(name)),
        kind =>
        {
            Assert.Equal("keep", (string?)kind["metadata"]!["annotations"]!["helm.sh/resource-policy"]);
            Assert.DoesNotContain("{{", kind.ToJsonString(), StringComparison.Ordinal);
        });

    private static Chart Of(string name) => AddOnList.All.Select(addOn => addOn.Chart).Single(chart => chart.Name == name);
}
