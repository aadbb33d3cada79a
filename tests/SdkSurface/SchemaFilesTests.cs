using System.Text.Json.Nodes;
using System.Xml.Linq;
using Infra.Tests.Planning;

namespace Infra.Tests.SdkSurface;

/// <summary>The package schemas that the local SDK is generated from, and that plans are checked against.</summary>
public sealed class SchemaFilesTests
{
    internal static readonly string Folder = Path.Combine(Repository.Root, "sdk", "schemas");

    public static TheoryData<string, string> Packages => new()
    {
        { "aws", "Pulumi.Aws" },
        { "azure-native", "Pulumi.AzureNative" },
        { "command", "Pulumi.Command" },
        { "kubernetes", "Pulumi.Kubernetes" },
        { "random", "Pulumi.Random" },
    };

    [Theory]
    [MemberData(nameof(Packages))]
    public void Describes_the_version_that_is_referenced_and_packed(string schema, string package)
    {
        var version = Read(schema)["version"]!.GetValue<string>();
        var central = XDocument.Load(Path.Combine(Repository.Root, "Directory.Packages.props")).Descendants("PackageVersion")
            .Single(each => (string?)each.Attribute("Include") == package);
        var project = XDocument.Load(Path.Combine(Repository.Root, "sdk", package, $"{package}.csproj"));
        var npm = Read("package")["dependencies"]![$"@pulumi/{schema}"]!.GetValue<string>();

        Assert.Equal($"[{version}]", (string?)central.Attribute("Version"));
        Assert.Equal(version, project.Descendants("Version").Single().Value);
        Assert.Equal(version, npm);
    }

    [Theory]
    [MemberData(nameof(Packages))]
    public void Has_what_the_list_of_resources_names_and_nothing_else(string schema, string package)
    {
        _ = package;
        var root = Read(schema);
        var named = Read("resources")[schema]!.AsArray().Select(each => each!.GetValue<string>());
        var present = root["resources"]!.AsObject().Concat(root["functions"]?.AsObject() ?? []).Select(each => each.Key);

        Assert.Equal(named.Order(StringComparer.Ordinal), present.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Packages))]
    public void Resolves_every_reference_and_reaches_every_type(string schema, string package)
    {
        _ = package;
        var root = Read(schema);
        var types = root["types"]!.AsObject().Select(each => each.Key);
        const string Local = "#/types/";
        var reached = Strings(root).Where(each => each.StartsWith(Local, StringComparison.Ordinal)).Select(each => each[Local.Length..]);

        Assert.Equal(types.Order(StringComparer.Ordinal), reached.Distinct().Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Packages))]
    public void Says_of_every_resource_what_replaces_it_and_from_where_that_is_known(string schema, string package)
    {
        _ = package;
        var table = Read("replacements")[schema]!;
        var resources = Read(schema)["resources"]!.AsObject().Select(each => each.Key);

        Assert.Equal(resources.Order(StringComparer.Ordinal), table["resources"]!.AsObject().Select(each => each.Key));
        Assert.StartsWith("https://github.com/", table["source"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public void Gives_a_reason_for_every_override() => Assert.Equal(
        [],
        Read("overrides").AsObject().SelectMany(each => each.Value as JsonObject is { } package ? package["properties"]!.AsArray() : [])
            .Where(each => string.IsNullOrWhiteSpace(each!["reason"]?.GetValue<string>()))
            .Select(each => each!.ToJsonString()));

    private static JsonNode Read(string name) => JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, $"{name}.json")))!;

    private static IEnumerable<string> Strings(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(each => Strings(each.Value)),
        JsonArray elements => elements.SelectMany(Strings),
        JsonValue value when value.TryGetValue<string>(out var text) => [text],
        _ => [],
    };
}
