using Infra.Reports.Mirrors;
using Infra.Tests.SdkSurface;
using Infra.Tests.Stacks;

namespace Infra.Tests.Reports.Mirrors;

/// <summary>The scripts that fill a mirror for prod are those beside this test, which shellcheck reads in CI.</summary>
public sealed class MirrorScriptsTests
{
    [Theory]
    [InlineData("skopeo.sh")]
    [InlineData("oras.sh")]
    [InlineData("imageset.yaml")]
    public async Task Writes_what_is_committed(string file)
    {
        var report = MirrorReport.Of(await OwnStacks.PlanAsync("prod"), new(null, ["ubuntu24.04"], []));
        var written = file switch
        {
            "skopeo.sh" => MirrorScripts.Skopeo(report),
            "oras.sh" => MirrorScripts.Oras(report),
            _ => MirrorScripts.ImageSet(report),
        };
        var path = Path.Combine(Repository.Root, "tests", "Reports", "Mirrors", "Golden", file);
        if (Environment.GetEnvironmentVariable("ACCEPT_SCRIPTS") == "1")
        {
            await File.WriteAllTextAsync(path, written);
        }

        Assert.True(
            written == await File.ReadAllTextAsync(path),
            $"{file} is not what is written. Accept it: ACCEPT_SCRIPTS=1 dotnet test tests --filter MirrorScripts\n{written}");
    }

    [Fact]
    public async Task Copies_every_image_and_every_chart_once()
    {
        var report = MirrorReport.Of(await OwnStacks.PlanAsync("prod"), MirrorSetting.Default);

        Assert.Equal(report.Images.Count(image => image.Source is not null), Lines(MirrorScripts.Skopeo(report), "copy '"));
        Assert.Equal(
            report.Charts.Length,
            Lines(MirrorScripts.Oras(report), "oci '") + Lines(MirrorScripts.Oras(report), "chart '")
            + Lines(MirrorScripts.Oras(report), "folder '"));
        Assert.Equal(report.Files.Length, Lines(MirrorScripts.Oras(report), "file '"));
    }

    private static int Lines(string script, string start) =>
        script.Split('\n').Count(line => line.StartsWith(start, StringComparison.Ordinal));
}
