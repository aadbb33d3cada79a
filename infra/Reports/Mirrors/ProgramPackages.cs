using System.Collections.Immutable;
using System.Xml.Linq;

namespace Infra.Reports.Mirrors;

/// <summary>The packages from which the program is built, from <c>Directory.Packages.props</c>.</summary>
internal static class ProgramPackages
{
    /// <summary>All but those of tests, sorted by name.</summary>
    public static ImmutableArray<MirrorPackage> All { get; } = Read();

    /// <summary>The provider of resources: the name and version of its plugin are those of its package.</summary>
    /// <param name="provider">Name of the provider, for example <c>azure-native</c>.</param>
    public static string? VersionOf(string provider)
    {
        var id = $"Pulumi.{provider.Replace("-", "", StringComparison.Ordinal)}";
        return All.FirstOrDefault(package => package.Name.Equals(id, StringComparison.OrdinalIgnoreCase))?.Version;
    }

    private static ImmutableArray<MirrorPackage> Read()
    {
        using var text = typeof(ProgramPackages).Assembly.GetManifestResourceStream("Infra.Reports.packages.props")!;
        return
        [
            .. from package in XDocument.Load(text).Descendants("PackageVersion")
               where (string?)package.Parent!.Attribute("Label") != "Tests"
               let name = (string)package.Attribute("Include")!
               orderby name
               select new MirrorPackage(name, ((string)package.Attribute("Version")!).Trim('[', ']')),
        ];
    }
}
