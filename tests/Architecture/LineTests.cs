using Infra.Tests.SdkSurface;

namespace Infra.Tests.Architecture;

/// <summary>The build refuses a line of code that is too long; it says nothing of comments.</summary>
public sealed class LineTests
{
    private const int Longest = 140;

    [Fact]
    public void Keeps_every_line_short_enough_to_be_read_beside_another_file() => Assert.Empty(
        from folder in (string[])["cli", "infra", "sdk", "tests"]
        from file in Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.cs", SearchOption.AllDirectories)
        from line in File.ReadLines(file).Index()
        where line.Item.Length > Longest
        select $"{Path.GetRelativePath(Repository.Root, file)}({line.Index + 1}): {line.Item.Length} characters, at most {Longest}.");
}
