using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Infra.Planning;
using Infra.Rules;
using Infra.Specification;
using Infra.Tests.Planning;
using Infra.Tests.Stacks;
using Pulumi;

namespace Infra.Tests.Components.Clusters;

/// <summary>What a part of the program would create, by the product's own offline evaluation, and short ways to look into it. Whatever
/// is evaluated here also fits the providers' schemas and breaks no rule about plans.</summary>
internal sealed class ClusterPlan
{
    private readonly ImmutableArray<PlannedResource> _resources;
    private readonly IReadOnlyDictionary<(string Type, string Name), ResourceOptions> _options;

    private ClusterPlan(ResourcePlan plan, IReadOnlyDictionary<(string Type, string Name), ResourceOptions> options)
    {
        Assert.Equal("", RuleSet.Report(SoundStack.Others(plan.Findings)));
        (_resources, _options) = (plan.Resources, options);
    }

    /// <summary>Logical names of all resources but the stack and components, sorted.</summary>
    public string[] Names => Sorted(_resources.Where(resource => resource.Custom).Select(resource => resource.Name));

    /// <summary>All types, sorted.</summary>
    public string[] Types => Sorted(_resources.Select(resource => resource.Type).Distinct());

    /// <summary>Logical names of the explicit providers that resources are created by, sorted.</summary>
    public string[] Providers => Sorted(_resources.Select(resource => resource.Provider).OfType<string>().Distinct().Select(NameOf));

    /// <summary>Type and logical name of the protected resources, sorted.</summary>
    public string[] Protected =>
        Sorted(_resources.Where(resource => resource.Protect).Select(resource => $"{resource.Type} {resource.Name}"));

    /// <summary>Logical names of the resources that stay where they are when they leave the stack, sorted.</summary>
    public string[] Retained =>
        Sorted(_resources.Where(resource => resource.Options.RetainOnDelete == true).Select(resource => resource.Name));

    /// <summary>Evaluates a part of the program.</summary>
    /// <param name="platform">What rules about plans go by: whether endpoints are private, and whose the keys are.</param>
    /// <param name="build">Creates the resources, all of them below a component with the given options.</param>
    public static async Task<ClusterPlan> Of(PlatformSpec platform, Action<ComponentResourceOptions> build)
    {
        ConcurrentDictionary<(string Type, string Name), ResourceOptions> options = [];
        var plan = await OfflineEvaluator.EvaluateAsync(
            "ai-platform", platform.Environment, () => build(new ComponentResourceOptions { ResourceTransformations = { Note } }));
        return new ClusterPlan(plan with { Findings = [.. plan.Findings.Union(RuleSet.Check(platform, plan))] }, options);

        ResourceTransformationResult? Note(ResourceTransformationArgs args)
        {
            options[(args.Resource.GetResourceType(), args.Resource.GetResourceName())] = args.Options;
            return null;
        }
    }

    /// <summary>Reads a plan of a whole stack.</summary>
    public static ClusterPlan Of(ResourcePlan plan) => new(plan, ImmutableDictionary<(string Type, string Name), ResourceOptions>.Empty);

    /// <summary>The logical name of a pool of AKS, which ends with four characters for what AKS cannot change of it.</summary>
    /// <param name="start">The name of the cluster, <c>-pool-</c> and the name of the pool.</param>
    public string AgentPool(string start) => Assert.Single(
        NamesOf("azure-native:containerservice:AgentPool"),
        name => name.Length == start.Length + 5 && name.StartsWith($"{start}-", StringComparison.Ordinal));

    /// <summary>Logical names of the resources of a type, sorted.</summary>
    public string[] NamesOf(string type) => Sorted(_resources.Where(resource => resource.Type == type).Select(resource => resource.Name));

    /// <summary>Logical names of the resources that a provider creates, sorted.</summary>
    public string[] NamesBy(string provider) =>
        Sorted(_resources.Where(resource => resource.Provider is { } urn && NameOf(urn) == provider).Select(resource => resource.Name));

    /// <summary>The resource of a type; without a name, the only one.</summary>
    public PlannedResource Resource(string type, string? name = null) =>
        Assert.Single(_resources, resource => resource.Type == type && (name is null || resource.Name == name));

    /// <summary>The inputs of a resource of a type; without a name, of the only one.</summary>
    public JsonObject Inputs(string type, string? name = null) => Resource(type, name).Inputs;

    /// <summary>The inputs of the only resource with a name.</summary>
    public JsonObject InputsOf(string name) => Only(name).Inputs;

    /// <summary>A JSON document that is an input as text.</summary>
    public JsonObject Document(string type, string? name, string input) =>
        JsonNode.Parse((string)Inputs(type, name)[input]!)!.AsObject();

    /// <summary>An input of a resource by its path, for example <c>networkProfile.outboundType</c> or <c>rules.0.ruleId</c>: a text, a
    /// number, a boolean or a node; null where it is not given.</summary>
    public object? Input(string name, string path)
    {
        JsonNode? node = Only(name).Inputs;
        foreach (var part in path.Split('.'))
        {
            node = node switch
            {
                JsonObject map => map[part],
                JsonArray list => list.ElementAtOrDefault(int.Parse(part, CultureInfo.InvariantCulture)),
                _ => null,
            };
        }

        return node?.GetValueKind() switch
        {
            JsonValueKind.String => (object?)(string?)node,
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            JsonValueKind.Number => double.Parse(node.ToJsonString(), CultureInfo.InvariantCulture),
            _ => node,
        };
    }

    /// <summary>A list of texts among the inputs.</summary>
    public IEnumerable<string?> Strings(string name, string path) => ((JsonArray)Input(name, path)!).Select(item => (string?)item);

    /// <summary>A label, an annotation or another member whose key has dots.</summary>
    public string? Text(string name, string path, string key) => (string?)((JsonObject)Input(name, path)!)[key];

    /// <summary>Whether the only resource with a name is protected.</summary>
    public bool IsProtected(string name) => Only(name).Protect;

    /// <summary>Logical names of what a resource waits for, by its options and by its inputs, sorted; of one type where one is
    /// given.</summary>
    public string[] DependsOn(string name, string? type = null) => Sorted(
        Only(name).DependsOn.Select(urn => _resources.Single(resource => resource.Urn == urn))
            .Where(resource => type is null || resource.Type == type).Select(resource => resource.Name));

    /// <summary>Options that a plan does not carry: what the engine ignores, how long it waits.</summary>
    public CustomResourceOptions Options(string type, string name) => (CustomResourceOptions)_options[(type, name)];

    private static string[] Sorted(IEnumerable<string> names) => [.. names.Order(StringComparer.Ordinal)];

    private PlannedResource Only(string name) => Assert.Single(_resources, resource => resource.Custom && resource.Name == name);

    private string NameOf(string urn) => _resources.Single(resource => resource.Urn == urn).Name;
}
