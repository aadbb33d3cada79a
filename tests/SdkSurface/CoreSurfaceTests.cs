
namespace Infra.Tests.SdkSurface;

/// <summary>
/// The core that is loaded has every member of <c>core-surface.txt</c>: what the local SDK offers of the surface of Pulumi 3.112.1.
/// The file was written by reflection over the real package, so code that builds on one SDK builds on the other.
/// </summary>
public sealed class CoreSurfaceTests
{
    private static readonly Dictionary<string, HashSet<string>> _loaded = ApiText.Of(typeof(Pulumi.Deployment).Assembly);

    public static TheoryData<string> Types => [.. Expected.Keys.Order(StringComparer.Ordinal)];

    private static Dictionary<string, List<string>> Expected { get; } = Read();

    [Theory]
    [MemberData(nameof(Types))]
    public void Offers_every_member_of(string type)
    {
        Assert.True(_loaded.TryGetValue(type, out var members), $"The Pulumi assembly has no \"{type}\".");
        Assert.Equal([], Expected[type].Where(each => !members.Contains(each)));
    }

    private static Dictionary<string, List<string>> Read()
    {
        var types = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        var members = new List<string>();
        foreach (var line in File.ReadLines(Path.Combine(Repository.Root, "tests", "SdkSurface", "core-surface.txt")))
        {
            if (line.StartsWith("    ", StringComparison.Ordinal))
            {
                members.Add(line.Trim());
            }
            else
            {
                types.Add(line, members = []);
            }
        }

        return types;
    }
}
