using System.Collections.Concurrent;
using System.Collections.Immutable;
using Pulumi;
using Pulumi.Testing;
using Pulumi.Utilities;

namespace Infra.Tests.Components.Clusters.OnPrem;

/// <summary>What a piece of the program would create, by logical name.</summary>
internal sealed class OnPremPlan : IMocks
{
    public const string Kubeconfig = "server: https://127.0.0.1:6443";

    private readonly ConcurrentDictionary<string, MockResourceArgs> recorded = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, ResourceTransformationArgs> registered = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, IReadOnlyList<string>> dependencies = new(StringComparer.Ordinal);

    public IEnumerable<string> Names => recorded.Keys.Order(StringComparer.Ordinal);

    public IEnumerable<string> NamesOf(string type) =>
        recorded.Values.Where(resource => resource.Type == type).Select(resource => resource.Name!).Order(StringComparer.Ordinal);

    public MockResourceArgs this[string name] => recorded[name];

    public ImmutableDictionary<string, object> Inputs(string name) => recorded[name].Inputs;

    public T Args<T>(string name) => (T)(object)registered[name].Args;

    public bool Protected(string name) => registered[name].Options.Protect is true;

    public IReadOnlyList<string> DependsOn(string name) => dependencies[name];

    /// <summary>Runs a piece of the program below a root that sees every resource.</summary>
    public static async Task<OnPremPlan> Of(Action<ComponentResourceOptions> program, Func<OnPremPlan, Task>? also = null)
    {
        var plan = new OnPremPlan();
        await Deployment.TestAsync(plan, new TestOptions { IsPreview = false }, async () =>
        {
            var root = new Root(new ComponentResourceOptions { ResourceTransformations = { plan.Register } });
            program(new ComponentResourceOptions { Parent = root });
            foreach (var (name, resource) in plan.registered)
            {
                var after = await OutputUtilities.GetValueAsync(resource.Options.DependsOn.ToOutput());
                plan.dependencies[name] = [.. after.Select(other => other.GetResourceName()).Order(StringComparer.Ordinal)];
            }

            if (also is not null)
                await also(plan);
        });
        return plan;
    }

    /// <summary>A secret config value that can be recognised wherever it turns up.</summary>
    public static Output<string> Secret(string key) => Output.CreateSecret($"secret-of-{key}");

    public Task<(string? id, object state)> NewResourceAsync(MockResourceArgs args)
    {
        recorded[args.Name!] = args;
        var state = args.Type switch
        {
            "command:remote:Command" => args.Inputs.Add("stdout", Kubeconfig).Add("stderr", ""),
            "random:index/randomPassword:RandomPassword" => args.Inputs.Add("result", $"secret-of-{args.Name}"),
            _ => args.Inputs,
        };
        return Task.FromResult<(string?, object)>(($"{args.Name}-id", state));
    }

    public Task<object> CallAsync(MockCallArgs args) => throw new InvalidOperationException($"The program looks up {args.Token}.");

    private ResourceTransformationResult? Register(ResourceTransformationArgs args)
    {
        registered[args.Resource.GetResourceName()] = args;
        return null;
    }

    private sealed class Root(ComponentResourceOptions options) : ComponentResource("tests:plan:Root", "root", options);
}
