using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Infra.AddOns.Scaling;
using Infra.Planning;
using Infra.Tests.Alerts;
using Infra.Tests.Facts.Documents;
using Infra.Tests.SdkSurface;

namespace Infra.Tests.AddOns.Scaling;

/// <summary>The examples of <c>docs/scaling.md</c> are such as KEDA and external-secrets accept, and do what the page says.</summary>
public class ScalingExamplesTests
{
    private static readonly string[] _ofPods = ["cpu", "memory"];

    // https://docs.vllm.ai/en/latest/usage/metrics/
    private static readonly string[] _ofModelServers = ["vllm:num_requests_waiting"];

    // docs/metrics.md of llm-d/llm-d-router v0.10.0
    private static readonly string[] _ofPickers = ["llm_d_epp_flow_control_queue_size"];

    /// <summary>The objects on the page.</summary>
    internal static IReadOnlyList<JsonObject> All { get; } =
    [
        .. File.ReadAllText(Path.Combine(Repository.Root, "docs/scaling.md")).Split("```yaml\n").Skip(1)
            .Select(part => ReadYaml.Of(part[..part.IndexOf("```", StringComparison.Ordinal)])!.AsObject())
            .Where(example => example.ContainsKey("kind")),
    ];

    private static IEnumerable<JsonObject> Scaled => All.Where(example => (string?)example["kind"] == "ScaledObject");

    [Fact]
    public void Fit_the_definitions() => Assert.Empty(SchemaCheck.Check(
        [.. All.Select(example => new PlannedResource(
            "urn", $"kubernetes:{example["apiVersion"]}:{example["kind"]}", Name(example), null, null, [], false, example))]));

    [Theory]
    [InlineData("aws-sqs-queue")]
    [InlineData("aws-cloudwatch")]
    [InlineData("azure-servicebus")]
    [InlineData("azure-monitor")]
    [InlineData("kafka")]
    [InlineData("rabbitmq")]
    [InlineData("external-push")]
    [InlineData("prometheus")]
    public void Show_every_trigger(string type) => Assert.Contains(Scaled.SelectMany(Triggers), trigger => Type(trigger) == type);

    // A misspelt name would be an error of KEDA, long after the object was accepted.
    [Fact]
    public void Name_only_authentications_that_are_there()
    {
        var known = Fleet.Contexts.SelectMany(variant => new Keda().Manifests(variant.Context)).Concat(All)
            .Where(each => ((string)each["kind"]!).EndsWith("TriggerAuthentication", StringComparison.Ordinal))
            .Select(each => ($"{each["kind"]}", Name(each), (string?)each["metadata"]!["namespace"])).ToHashSet();
        var used = from example in Scaled
                   from trigger in Triggers(example)
                   let login = trigger["authenticationRef"]
                   where login is not null
                   let kind = (string?)login["kind"] ?? "TriggerAuthentication"
                   select (kind, (string)login["name"]!,
                       kind.StartsWith("Cluster", StringComparison.Ordinal) ? null : (string?)example["metadata"]!["namespace"]);

        Assert.All(used, login => Assert.Contains(login, known));
    }

    [Fact]
    public void Take_secrets_from_the_namespace_in_which_KEDA_looks_for_them()
    {
        var brought = All.Where(example => (string?)example["kind"] == "ExternalSecret")
            .Select(example => ((string?)example["metadata"]!["namespace"], (string?)example["spec"]!["target"]!["name"])).ToHashSet();
        var used = from example in All
                   from secret in example["spec"]!["secretTargetRef"]?.AsArray() ?? []
                   select ((string?)example["metadata"]!["namespace"] ?? "keda", (string?)secret["name"]);

        Assert.NotEmpty(used);
        Assert.All(used, secret => Assert.Contains(secret, brought));
    }

    // As ScalingFromZero says it to the API server.
    [Fact]
    public void Wake_by_what_is_there_without_a_pod()
    {
        var fromZero = Scaled.Where(example => ((int?)example["spec"]!["minReplicaCount"] ?? 0) == 0).ToList();

        Assert.NotEmpty(fromZero);
        Assert.All(fromZero, example => Assert.Contains(Triggers(example), trigger =>
            !_ofPods.Contains(Type(trigger)) && !IsSilent(trigger)));
        Assert.All(
            Scaled.Except(fromZero).SelectMany(Triggers), trigger => Assert.True(IsSilent(trigger), trigger.ToJsonString()));

        static bool IsSilent(JsonNode trigger) =>
            (string?)trigger["metadata"]!["query"] is { } query && Regex.IsMatch(query, ScalingFromZero.Silent);
    }

    [Fact]
    public void Fall_back_only_where_silence_is_an_error() => Assert.All(
        Scaled.Where(example => example["spec"]!["fallback"] is not null),
        example => Assert.All(
            Triggers(example), trigger => Assert.Equal("false", (string?)trigger["metadata"]!["ignoreNullValues"])));

    [Fact]
    public void Ask_for_series_that_exist() => Assert.Empty(
        from trigger in Scaled.SelectMany(Triggers)
        where Type(trigger) == "prometheus"
        from metric in PromQl.Metrics((string)trigger["metadata"]!["query"]!)
        where !_ofModelServers.Contains(metric) && !_ofPickers.Contains(metric) && !RuleFileTests.Recorded().Contains(metric)
        select metric);

    private static IEnumerable<JsonNode> Triggers(JsonObject example) => example["spec"]!["triggers"]!.AsArray()!;

    private static string? Type(JsonNode trigger) => (string?)trigger["type"];

    private static string Name(JsonObject example) => (string)example["metadata"]!["name"]!;
}
