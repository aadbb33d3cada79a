using System.Globalization;
using System.Text;
using Infra.AddOns;
using Infra.AddOns.Contracts;
using Infra.Facts;
using Infra.Facts.Clusters;
using Infra.Tests.SdkSurface;

namespace Infra.Tests.AddOns;

/// <summary>The table of add-ons in the documentation is that of the program.</summary>
public class AddOnTableTests
{
    private const string Begin = "<!-- table -->\n", End = "<!-- /table -->";
    private static readonly string _page = Path.Combine(Repository.Root, "docs", "add-ons.md");

    [Fact]
    public async Task Documents_every_add_on_as_its_file_describes_it()
    {
        var page = await File.ReadAllTextAsync(_page);
        var (begin, end) = (page.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length, page.IndexOf(End, StringComparison.Ordinal));
        if (Environment.GetEnvironmentVariable("ACCEPT_DOCS") == "1")
        {
            await File.WriteAllTextAsync(_page, page = page[..begin] + Table() + page[end..]);
        }

        end = page.IndexOf(End, StringComparison.Ordinal);
        Assert.True(
            page[begin..end] == Table(),
            "The table in docs/add-ons.md is not that of the add-ons. Accept it: ACCEPT_DOCS=1 dotnet test tests --filter AddOnTable");
    }

    // Requests are those of a highly available cluster: an agent runs once a node, so it does not count.
    private static string Table()
    {
        var cloud = Clouds.Of(Fleet.Eks);
        var sizing = Sizing.Of(cloud);
        var table = new StringBuilder(
            "| key | on by default | chart | version | namespace | images | CPU | memory |\n|---|---|---|---|---|--:|--:|--:|\n");
        foreach (var addOn in AddOnList.All)
        {
            var (chart, images) = (addOn.Chart, addOn.Images.Select(image => image.Repository).Distinct().Count());
            table.AppendLine(
                CultureInfo.InvariantCulture,
                $"| `{addOn.Key}` | {addOn.OnByDefaultText} | {chart.Name} | {chart.Version} | {chart.Namespace} | {images} | " +
                $"{Sum(addOn, asked => asked.CpuMillis)}m | {Sum(addOn, asked => asked.MemoryMiB)}Mi |");
        }

        table.Append("\nWhat each one sets, and why:\n\n");
        foreach (var addOn in AddOnList.All)
        {
            table.AppendLine(CultureInfo.InvariantCulture, $"- `{addOn.Key}`: {addOn.Highlights}");
        }

        return table.ToString().ReplaceLineEndings("\n");

        int Sum(AddOn addOn, Func<Requests, int> amount) => addOn.Workloads
            .Where(workload => workload.Requests is not null && workload.On(cloud))
            .Sum(workload => amount(workload.Requests!)
                * (workload.Replicas is null ? Math.Min(1, workload.ReplicasOn(sizing)) : workload.ReplicasOn(sizing)));
    }
}
