using System.Text.Json.Nodes;
using Infra.Tests.Cli;
using Infra.Tests.SdkSurface;

namespace Infra.Tests.Stacks;

/// <summary>Nothing in the environment decides what is deployed: whatever an SDK takes from a variable where the program gives no value,
/// the program gives, or keeps out of the plan.</summary>
public sealed class EnvironmentTests
{
    // Clusters of all three kinds.
    private const string Stack = "prod";

    [Fact]
    public async Task Plans_the_same_whatever_the_variables_of_providers_say()
    {
        var plain = await PlanAsync(Variables(_ => null));

        Assert.Equal(plain, await PlanAsync(Variables(type => type is "boolean" ? "true" : "7")));
        Assert.Equal(plain, await PlanAsync(Variables(type => type is "boolean" ? "false" : "8")));
    }

    [Fact]
    public void Knows_the_variables() => Assert.Superset(
        new HashSet<string>
        {
            "AWS_REGION",
            "KUBECONFIG",
            "PULUMI_K8S_CLIENT_BURST",
            "PULUMI_K8S_ENABLE_SERVER_SIDE_APPLY",
            "PULUMI_K8S_HELM_DRIVER",
        },
        Variables(_ => "").Keys.ToHashSet());

    private static async Task<string> PlanAsync(Dictionary<string, string?> environment)
    {
        var (exitCode, output, error) = await ProgramOfItsOwn.RunAsync(
            "platform", environment, "plan", Stack, "--format", "json", "--cwd", Repository.Root);
        Assert.Equal((0, ""), (exitCode, error));
        return output;
    }

    // Every variable that a schema names, of providers and of the types in their arguments, with a value for its type.
    private static Dictionary<string, string?> Variables(Func<string?, string?> value) =>
        Directory.EnumerateFiles(Path.Combine(Repository.Root, "sdk", "schemas"), "*.json")
            .Select(file => JsonNode.Parse(File.ReadAllText(file)))
            .OfType<JsonObject>()
            .SelectMany(Objects)
            .Where(property => property["defaultInfo"]?["environment"] is JsonArray)
            .SelectMany(property => property["defaultInfo"]!["environment"]!.AsArray()
                .Select(name => (Name: (string)name!, Value: value((string?)property["type"]))))
            .DistinctBy(variable => variable.Name)
            .ToDictionary(variable => variable.Name, variable => variable.Value, StringComparer.Ordinal);

    private static IEnumerable<JsonObject> Objects(JsonNode? node) => node switch
    {
        JsonObject map => map.SelectMany(member => Objects(member.Value)).Prepend(map),
        JsonArray list => list.SelectMany(Objects),
        _ => [],
    };
}
