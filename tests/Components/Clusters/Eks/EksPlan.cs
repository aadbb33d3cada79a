using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Infra.Components.AddOns;
using Infra.Components.Clusters;
using Infra.Components.Clusters.Eks;
using Infra.Specification;
using Pulumi;
using Pulumi.Testing;

namespace Infra.Tests.Components.Clusters.Eks;

/// <summary>What one EKS cluster would create, without any cloud.</summary>
internal sealed class EksPlan : IMocks
{
    private const string Account = "111122223333";
    private readonly ConcurrentBag<MockResourceArgs> _resources = [];
    private readonly ConcurrentDictionary<string, ResourceOptions> _options = [];

    /// <summary>The specification of a platform in Frankfurt; tests vary it by <c>with</c>.</summary>
    public static PlatformSpec Platform { get; } = new()
    {
        Organization = "acme",
        Environment = "test",
        Sovereignty = new SovereigntySpec { Locations = ["eu", "us"], Operators = ["eu", "us"] },
        Clusters = [],
    };

    /// <summary>The specification of a cluster in Frankfurt without pools; tests vary it by <c>with</c>.</summary>
    public static EksClusterSpec Cluster { get; } = new()
    {
        Name = "frankfurt",
        Region = "eu-central-1",
        Version = "1.35",
        Network = new EksNetworkSpec { Cidr = "10.10.0.0/16" },
        Access = new AccessSpec { Administrators = ["arn:aws:iam::111122223333:role/platform"], Viewers = ["arn:aws:iam::111122223333:role/audit"] },
    };

    public static Task<EksPlan> Of(EksClusterSpec cluster, params WorkloadIdentity[] identities) => Of(Platform, cluster, identities);

    public static async Task<EksPlan> Of(PlatformSpec platform, EksClusterSpec cluster, params WorkloadIdentity[] identities)
    {
        var plan = new EksPlan();
        var whole = platform with { Clusters = [cluster] };
        await Deployment.TestAsync(plan, new TestOptions(), () =>
        {
            var built = new EksCluster(whole, cluster, new CloudProviders(whole).For(cluster), new ComponentResourceOptions
            {
                ResourceTransformations = { plan.Record },
            });
            foreach (var identity in identities)
            {
                built.Bind(identity, new CustomResourceOptions { Parent = built });
            }
        });
        return plan;
    }

    /// <summary>Logical names of all resources of a type, sorted.</summary>
    public string[] Names(string type) => [.. _resources.Where(resource => resource.Type == type).Select(resource => resource.Name!).Order(StringComparer.Ordinal)];

    /// <summary>All types, sorted.</summary>
    public ImmutableSortedSet<string> Types => [.. _resources.Select(resource => resource.Type!)];

    /// <summary>The inputs of one resource; without a name, of the only one of its type.</summary>
    public JsonObject Inputs(string type, string? name = null) =>
        (JsonObject)Json(Assert.Single(_resources, resource => resource.Type == type && (name is null || resource.Name == name)).Inputs)!;

    /// <summary>A JSON document that is an input as text.</summary>
    public JsonObject Document(string type, string? name, string input) => JsonNode.Parse(Inputs(type, name)[input]!.GetValue<string>())!.AsObject();

    /// <summary>Names of the protected resources, sorted.</summary>
    public string[] Protected => [.. _options.Where(entry => entry.Value.Protect == true).Select(entry => entry.Key).Order(StringComparer.Ordinal)];

    /// <summary>Options of one resource.</summary>
    public CustomResourceOptions Options(string type, string name) => (CustomResourceOptions)_options[$"{type} {name}"];

    /// <summary>Whether all resources of a package have an explicit provider of that package.</summary>
    public void HasExplicitProviders() => Assert.All(
        _resources.Where(resource => resource.Id is null && !resource.Type!.StartsWith("pulumi:", StringComparison.Ordinal) && !resource.Type.StartsWith("infra:", StringComparison.Ordinal)),
        resource => Assert.Contains($"pulumi:providers:{resource.Type!.Split(':')[0]}::", resource.Provider, StringComparison.Ordinal));

    Task<(string? id, object state)> IMocks.NewResourceAsync(MockResourceArgs args)
    {
        _resources.Add(args);
        var state = args.Inputs.ToBuilder();
        var type = args.Type!.Split('/')[0].Split(':')[^1];
        state["arn"] = $"arn:aws:{type}:eu-central-1:{Account}:{args.Name}";
        state["keyId"] = $"{args.Name}-id";
        state["url"] = $"https://{args.Name}";
        state["latestVersion"] = 1.0;
        state.TryAdd("name", $"{args.Name}-name");
        if (args.Type == "aws:eks/cluster:Cluster")
        {
            state["endpoint"] = "https://api.test";
            state["certificateAuthority"] = ImmutableDictionary<string, object>.Empty.Add("data", "Q0E=");
            state["vpcConfig"] = ImmutableDictionary<string, object>.Empty.Add("clusterSecurityGroupId", "sg-cluster").Add("subnetIds", ImmutableArray<object>.Empty);
        }

        if (args.Type == "aws:fsx/lustreFileSystem:LustreFileSystem")
        {
            state["dnsName"] = "fs.test";
            state["mountName"] = "mnt";
        }

        return Task.FromResult<(string?, object)>(($"{args.Name}-id", state.ToImmutable()));
    }

    Task<object> IMocks.CallAsync(MockCallArgs args) => throw new InvalidOperationException($"{args.Token} looks something up");

    private ResourceTransformationResult? Record(ResourceTransformationArgs args)
    {
        _options[$"{args.Resource.GetResourceType()} {args.Resource.GetResourceName()}"] = args.Options;
        return null;
    }

    private static JsonNode? Json(object? value) => value switch
    {
        null => null,
        ImmutableDictionary<string, object> map => new JsonObject(map.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => KeyValuePair.Create(entry.Key, Json(entry.Value)))),
        ImmutableArray<object> list => new JsonArray([.. list.Select(Json)]),
        _ => JsonValue.Create(value),
    };
}
