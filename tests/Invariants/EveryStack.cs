using System.Globalization;
using System.Text.Json.Nodes;
using Infra.AddOns;
using Infra.AddOns.Contracts;
using Infra.AddOns.Portal;
using Infra.AddOns.Security;
using Infra.Planning;
using Infra.Reports;
using Infra.Specification;
using Infra.Specification.Clusters;
using Infra.Specification.Costs;
using Infra.Stacks;
using Infra.Tests.AddOns;
using Infra.Tests.AddOns.Portal;
using Infra.Tests.AddOns.Security;
using Infra.Tests.Components.Clusters.Aks;
using Infra.Tests.Components.Clusters.Eks;
using Infra.Tests.Components.Clusters.OnPrem;
using Infra.Tests.Stacks;

namespace Infra.Tests.Invariants;

/// <summary>All resources of the stacks of this repository, and of two more stacks with a cluster of every kind and variant that the tests
/// know; planned once for all tests.</summary>
/// <remarks>What an invariant says, it says of every resource of a type, wherever it is. A change of the program that breaks one breaks it
/// here and not only in a baseline, which anybody can accept.</remarks>
internal static class EveryStack
{
    private static readonly BudgetSpec _budget = new() { Monthly = 50_000, From = "2026-12", Notify = ["platform@acme.example"] };
    private static readonly ArcSpec _arc = new() { Subscription = "00000000-0000-4000-8000-000000000001", Region = "westeurope" };
    private static readonly Lazy<Task<Item[]>> _all = new(PlanAsync);

    /// <summary>Whatever is in any of the stacks.</summary>
    public static Task<Item[]> Items => _all.Value;

    /// <summary>The resources of a type; there must be at least one, or the test would say nothing.</summary>
    public static async Task<Item[]> Of(string type)
    {
        Item[] found = [.. (await Items).Where(item => item.Type == type)];
        Assert.True(found.Length > 0, $"No stack has a {type}, so nothing is tested. Has the type a new name?");
        return found;
    }

    /// <summary>What the resources of a type have in an input.</summary>
    /// <param name="type">The type.</param>
    /// <param name="path">Members of the inputs, each after a slash: <c>/rule/defaultRetention/mode</c>; a star stands for every element of
    /// a list or every member of a map, and <c>~1</c> for a slash in a name.</param>
    /// <param name="expected">What is there.</param>
    /// <param name="only">Which resources, if not all of the type.</param>
    public static Task Has(string type, string path, object expected, Func<Item, bool>? only = null) =>
        Has(type, path, _ => expected, only);

    /// <summary>As above, where it depends on the resource.</summary>
    public static async Task Has(string type, string path, Func<Item, object> expected, Func<Item, bool>? only = null) =>
        None(await Of(type), item => item.Unlike(path, expected(item)), only);

    /// <summary>Fails with a line for each resource of which something is wrong, and fails where there is nothing to look at.</summary>
    /// <param name="items">Resources.</param>
    /// <param name="wrong">What is wrong with one; null where nothing is.</param>
    /// <param name="only">Which resources, if not all.</param>
    public static void None(IEnumerable<Item> items, Func<Item, string?> wrong, Func<Item, bool>? only = null)
    {
        Item[] meant = [.. items.Where(only ?? (_ => true))];
        Assert.True(meant.Length > 0, "No resource is meant, so nothing is tested.");
        var lines = meant.Select(item => (Item: item, Wrong: wrong(item))).Where(found => found.Wrong is not null)
            .Select(found => $"{found.Item}: {found.Wrong}").ToList();
        Assert.True(lines.Count == 0, string.Join('\n', lines));
    }

    /// <summary>A value as a failure shows it: text in quotes, so that <c>"true"</c> is not <c>true</c>.</summary>
    public static string Show(object? value) => value switch
    {
        null => "nothing",
        JsonNode node => node.ToJsonString(),
        string text => $"\"{text}\"",
        bool flag => flag ? "true" : "false",
        TimeSpan time => time.ToString("c", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static async Task<Item[]> PlanAsync()
    {
        var plans = await Task.WhenAll(
        [
            .. new[] { "dev", "prod", "local" }.Select(OwnStacks.PlanAsync),
            Preflight.PlanAsync(Variants(Fleet.Mirrored with
            {
                Environment = "variants",
                Observability = Fleet.Mirrored.Observability with
                {
                    Metrics = new() { Endpoint = "https://metrics.acme.example", Country = "DE", CredentialsSecret = "metrics" },
                },
            })),
            Preflight.PlanAsync(Variants(Fleet.Platform with
            {
                Environment = "open",
                Sovereignty = Fleet.Platform.Sovereignty with { Endpoints = EndpointAccess.Public, Keys = KeyManagement.ProviderManaged },
            })),
        ]);
        return [.. plans.SelectMany(plan =>
        {
            Assert.False(plan.Resources.IsEmpty, $"{plan.Stack} was not planned:\n{string.Join('\n', plan.Findings)}");
            return new PlannedStack(plan).Items;
        })];
    }

    // One stack of all variants: a plan of its own for each would take ten times as long.
    private static PlatformSpec Variants(PlatformSpec platform) => platform with
    {
        Clusters =
        [
            .. from variant in new (string Name, ClusterSpec Cluster)[]
                {
                    ("eks", Fleet.Eks with { PrePullImages = ["registry.acme.example/mirror/vllm:1"] }),
                        ("bottlerocket", Fleet.Bottlerocket),
                    ("karpenter", Fleet.Karpenter),
                        ("aws", EksPlan.Cluster with
                        {
                            Budget = _budget, Storage = new()
                            {
                                Fast = new(), Shared = new(), Parallel = new()
                                {
                                    Linked = [new() { Name = "data", Namespace = "train", Bucket = "acme-data" }],
                                },
                            },
                        }),
                    ("aks", Fleet.Aks), ("image", Fleet.AksNodeImage), ("lustre", Fleet.AksParallel),
                    ("provisioned", Fleet.AksKarpenter),
                    ("azure", AksPlan.Cluster with
                        {
                            Budget = _budget, Pools = [AksPlan.Pool], Storage = new() { Fast = new(), Shared = new() },
                        }),
                    ("copied", AksPlan.Copied), ("vaulted", AksPlan.Cluster with { BackupVault = new(), Storage = new() { Fast = new() } }),
                    ("rke2", Fleet.Rke2), ("k3s", Fleet.K3s), ("edge", Fleet.Edge), ("openshift", Fleet.OpenShift),
                        ("kubeadm", Fleet.Kubeadm),
                    ("installed", OnPremSamples.Rke2), ("shop", OnPremSamples.Edge),
                        ("adopted", OnPremSamples.Adopted with { Arc = platform.Sovereignty.Registry is null ? _arc : null }),
                }
            select Asking(platform, Fleet.In(platform, variant.Cluster with { Name = variant.Name }).Cluster),
        ],
    };

    // What no cluster has by default, on one with everything and on one that brings kinds itself.
    private static ClusterSpec Asking(PlatformSpec platform, ClusterSpec cluster)
    {
        string[] asked =
        [
            .. cluster.Name is "eks" or "openshift"
                ? ["kserve-crd", "kserve", .. platform.Sovereignty.Registry is null ? new[] { "kserve-templates" } : []]
                : Array.Empty<string>(),
            .. cluster.Name is "eks" or "azure" or "edge" or "openshift" ? ["ratify"] : Array.Empty<string>(),
            .. cluster.Role == ClusterRole.Hub ? ["backstage"] : Array.Empty<string>(),
        ];
        return cluster with
        {
            AddOns =
            [
                .. AddOnList.All.Where(addOn => asked.Contains(addOn.Key) || AddOn.Of(cluster).Any(present => present.Key == addOn.Key))
                    .Select(addOn => addOn switch { Ratify => SampleSigners.Ratify, Backstage => BackstageTests.Sample, _ => addOn }),
            ],
        };
    }
}

/// <summary>A plan by the URNs of its resources.</summary>
internal sealed class PlannedStack
{
    private readonly Dictionary<string, Item> _items;
    private readonly ILookup<string?, Item> _children;
    private readonly Dictionary<string, HashSet<Item>> _before = [];

    public PlannedStack(PlatformPlan plan)
    {
        Name = plan.Stack;
        Platform = plan.Platform!;
        _items = plan.Resources.ToDictionary(resource => resource.Urn, resource => new Item(this, resource));
        _children = Items.ToLookup(item => item.Resource.Parent);
        ByCluster = Items.ToLookup(item => item.Cluster?.Name);
    }

    public string Name { get; }

    public PlatformSpec Platform { get; }

    public IEnumerable<Item> Items => _items.Values;

    public ILookup<string?, Item> ByCluster { get; }

    public Item Item(string urn) => _items[urn];

    /// <summary>All that exists before a resource is created, because of what it names as dependencies and what they name. Who waits for a
    /// component waits for all that is in it.</summary>
    public IReadOnlySet<Item> Before(Item item)
    {
        lock (_before)
        {
            if (_before.TryGetValue(item.Resource.Urn, out var known))
            {
                return known;
            }

            HashSet<Item> before = [];
            _before[item.Resource.Urn] = before;
            foreach (var direct in item.Resource.DependsOn.Select(urn => _items[urn]))
            {
                foreach (var each in direct.Resource.Custom ? [direct] : WithChildren(direct))
                {
                    before.Add(each);
                    before.UnionWith(Before(each));
                }
            }

            return before;
        }
    }

    private IEnumerable<Item> WithChildren(Item parent) => _children[parent.Resource.Urn].SelectMany(WithChildren).Prepend(parent);
}

/// <summary>A resource of one of the stacks.</summary>
internal sealed class Item(PlannedStack stack, PlannedResource resource)
{
    private ClusterSpec? _cluster;

    public PlannedStack Stack => stack;

    public PlannedResource Resource => resource;

    public string Type => resource.Type;

    public string Name => resource.Name;

    public JsonObject Inputs => resource.Inputs;

    /// <summary>What this is part of, from the inside out.</summary>
    public IEnumerable<Item> Parents
    {
        get
        {
            for (var urn = resource.Parent; urn is not null; urn = stack.Item(urn).Resource.Parent)
            {
                yield return stack.Item(urn);
            }
        }
    }

    /// <summary>The specification of the cluster that this belongs to; null where it belongs to all of them.</summary>
    public ClusterSpec? Cluster =>
        _cluster ??= Parents.FirstOrDefault(parent => parent.Type == "infra:index:ClusterPlatform") is { } platform
        ? stack.Platform.Clusters.Single(cluster => cluster.Name == platform.Name)
        : null;

    public bool IsPrivate => stack.Platform.Sovereignty.Endpoints == EndpointAccess.Private;

    public bool HasCustomerKeys => stack.Platform.Sovereignty.Keys == KeyManagement.CustomerManaged;

    /// <summary>The other resources with the same parent.</summary>
    public IEnumerable<Item> Siblings => InSameCluster(other => other != this && other.Resource.Parent == resource.Parent);

    /// <summary>The name of its object in Kubernetes.</summary>
    public string? ObjectName => (string?)resource.Inputs["metadata"]?["name"];

    /// <summary>The name of the chart of a release.</summary>
    public string ObjectChart() => ((string)resource.Inputs["chart"]!).Split('/')[^1];

    /// <summary>The resources of the same cluster that meet a condition.</summary>
    public IEnumerable<Item> InSameCluster(Func<Item, bool> condition) => stack.ByCluster[Cluster?.Name].Where(condition);

    /// <summary>Whether this is created after another resource.</summary>
    public bool ComesAfter(Item other) => stack.Before(this).Contains(other);

    /// <summary>What is wrong with the order: those that do not come first. There must be some that should.</summary>
    public string? WaitsFor(IEnumerable<Item> first)
    {
        Item[] all = [.. first];
        string[] missing = [.. all.Where(other => !ComesAfter(other)).Select(other => $"{other.Type} {other.Name}")];
        return all.Length == 0 ? "has nothing to wait for" : missing.Length == 0 ? null : $"does not wait for {string.Join(", ", missing)}";
    }

    /// <summary>What is wrong with an input; null where every value at the path is the expected one.</summary>
    public string? Unlike(string path, object? expected)
    {
        JsonNode?[] values = [.. Values(path)];
        var found = values.Length == 0 ? "nothing" : string.Join(", ", values.Select(EveryStack.Show));
        return values.Length > 0 && values.All(value => EveryStack.Show(value) == EveryStack.Show(expected))
            ? null
            : $"{path} is {found}, not {EveryStack.Show(expected)}";
    }

    /// <summary>All values at a path.</summary>
    public IEnumerable<JsonNode?> Values(string path) => path.Split('/').Skip(1).Aggregate(
        (IEnumerable<JsonNode?>)[resource.Inputs],
        (nodes, part) => nodes.SelectMany(node => (part, node) switch
        {
            ("*", JsonArray list) => list,
            ("*", JsonObject map) => map.Select(member => member.Value),
            (_, JsonObject map) => [map[part.Replace("~1", "/", StringComparison.Ordinal)]],
            _ => (IEnumerable<JsonNode?>)[null],
        }));

    public override string ToString() => $"{stack.Name}: {Type} {Name}";
}
