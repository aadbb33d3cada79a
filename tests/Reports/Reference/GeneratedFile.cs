using System.Text.RegularExpressions;
using Infra.Tests.SdkSurface;

namespace Infra.Tests.Reports.Reference;

/// <summary>A file of this repository that the program writes.</summary>
internal static class GeneratedFile
{
    /// <summary>Whether the file is what the program writes, or makes it so where that is accepted.</summary>
    /// <param name="path">The file.</param>
    /// <param name="text">What the program writes.</param>
    /// <param name="aside">What need not be the same.</param>
    internal static void Holds(string path, string text, Regex? aside = null)
    {
        var file = Path.Combine(Repository.Root, path);
        if (Environment.GetEnvironmentVariable("ACCEPT_DOCS") == "1")
        {
            File.WriteAllText(file, text);
        }

        Assert.True(
            File.Exists(file) && Kept(File.ReadAllText(file)) == Kept(text),
            $"{path} is not what the specification says. Accept it: ACCEPT_DOCS=1 dotnet test tests --filter Documentation");

        string Kept(string all) => aside?.Replace(all, "") ?? all;
    }
}
