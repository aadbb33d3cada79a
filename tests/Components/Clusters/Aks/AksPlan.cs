using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text;
using Infra.Components.AddOns;
using Infra.Components.Clusters.Aks;
using Infra.Specification;
using Pulumi;
using Pulumi.Testing;
using Pulumi.Utilities;
using AzureNative = Pulumi.AzureNative;

namespace Infra.Tests.Components.Clusters.Aks;

/// <summary>What a cluster would create: its resources by logical name, evaluated without Azure.</summary>
public sealed class AksPlan
{
    private const string Subscription = "/subscriptions/00000000-0000-0000-0000-000000000000";

    private readonly ConcurrentDictionary<string, MockResourceArgs> resources = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, ResourceOptions> options = new(StringComparer.Ordinal);

    public static PlatformSpec Platform { get; } = new()
    {
        Organization = "acme",
        Environment = "prod",
        Sovereignty = new SovereigntySpec { Locations = ["eu"], Operators = ["eu", "us"] },
        Clusters = [],
    };

    public static AksClusterSpec Cluster { get; } = new()
    {
        Name = "west",
        Region = "westeurope",
        Version = "1.35",
        Network = new AksNetworkSpec { Cidr = "10.20.0.0/16" },
        Access = new AccessSpec
        {
            Administrators = ["11111111-1111-1111-1111-111111111111"],
            Viewers = ["22222222-2222-2222-2222-222222222222"],
        },
    };

    public static AksNodePoolSpec Pool { get; } = new() { Name = "inference", Machine = "Standard_NC40ads_H100_v5", Max = 6 };

    public ICollection<string> Names => resources.Keys;

    /// <summary>Evaluates a private cluster with customer-managed keys, varied by the arguments.</summary>
    public static Task<AksPlan> Of(AksClusterSpec cluster, params WorkloadIdentity[] identities) => Of(Platform, cluster, identities);

    public static async Task<AksPlan> Of(PlatformSpec platform, AksClusterSpec cluster, params WorkloadIdentity[] identities)
    {
        var plan = new AksPlan();
        await Deployment.TestAsync(new Azure(plan), new TestOptions { IsPreview = false }, () =>
        {
            var root = new Root(new ComponentResourceOptions { ResourceTransformations = { plan.Note } });
            var provider = new AzureNative.Provider("azure", new AzureNative.ProviderArgs(), new CustomResourceOptions { Parent = root });
            var aks = new AksCluster(platform, cluster, provider, new ComponentResourceOptions { Parent = root });
            foreach (var identity in identities)
            {
                aks.Bind(identity, new CustomResourceOptions { Parent = aks });
            }
        });
        return plan;
    }

    /// <summary>An input of a resource by its path, for example <c>networkProfile.outboundType</c> or <c>rules.0.ruleId</c>; null where
    /// it is not given.</summary>
    public object? Input(string name, string path) => path.Split('.').Aggregate(
        (object?)resources[name].Inputs,
        (value, part) => value switch
        {
            ImmutableDictionary<string, object> map => map.GetValueOrDefault(part),
            ImmutableArray<object> list => list.ElementAtOrDefault(int.Parse(part, System.Globalization.CultureInfo.InvariantCulture)),
            _ => null,
        });

    /// <summary>A list of strings among the inputs.</summary>
    public IEnumerable<string> Strings(string name, string path) => ((ImmutableArray<object>)Input(name, path)!).Cast<string>();

    /// <summary>An object among the inputs.</summary>
    public ImmutableDictionary<string, object> Map(string name, string path) => (ImmutableDictionary<string, object>)Input(name, path)!;

    /// <summary>Logical names of the resources of a type, sorted.</summary>
    public IEnumerable<string> OfType(string type) =>
        resources.Values.Where(found => found.Type == type).Select(found => found.Name!).Order(StringComparer.Ordinal);

    public ResourceOptions Options(string name) => options[name];

    /// <summary>Logical names of the resources that a resource names as its dependencies, sorted.</summary>
    public async Task<IEnumerable<string>> DependsOn(string name)
    {
        var named = await OutputUtilities.GetValueAsync((Output<ImmutableArray<Resource>>)options[name].DependsOn);
        return named.Select(resource => resource.GetResourceName()).Order(StringComparer.Ordinal);
    }

    /// <summary>The provider that a resource is created by.</summary>
    public string Provider(string name) => resources[name].Provider ?? "";

    private ResourceTransformationResult? Note(ResourceTransformationArgs args)
    {
        options[args.Resource.GetResourceName()] = args.Options;
        return null;
    }

    private sealed class Root(ComponentResourceOptions options) : ComponentResource("test:index:Root", "root", options);

    private sealed class Azure(AksPlan plan) : IMocks
    {
        public Task<(string? id, object state)> NewResourceAsync(MockResourceArgs args)
        {
            plan.resources[args.Name!] = args;
            var own = args.Inputs.GetValueOrDefault(NameOf(args.Type!)) as string ?? args.Name!;
            var state = args.Inputs.SetItem("name", own).AddRange(Minted(args).Where(pair => !args.Inputs.ContainsKey(pair.Key)));
            // A response is not what was sent: some members are Azure's to say.
            state = args.Type switch
            {
                "azure-native:containerservice:ManagedCluster" =>
                    state.SetItem("oidcIssuerProfile", Map(("enabled", true), ("issuerURL", "https://issuer/"))),
                "azure-native:keyvault:Vault" => state.SetItem("properties", Map(("vaultUri", "https://vault/"))),
                "azure-native:storage:ObjectReplicationPolicy" => state.SetItem("rules", ImmutableArray.Create<object>(
                    Map(("ruleId", "given-by-azure"), ("sourceContainer", "velero"), ("destinationContainer", "velero")))),
                _ => state,
            };
            var path = args.Type == "azure-native:resources:ResourceGroup" ? $"resourceGroups/{own}" : args.Name;
            return Task.FromResult<(string? id, object state)>(($"{Subscription}/{path}", state));
        }

        public Task<object> CallAsync(MockCallArgs args)
        {
            Assert.Equal("azure-native:containerservice:listManagedClusterUserCredentials", args.Token);
            var text = "clusters:\n- cluster:\n    certificate-authority-data: Q0E=\n    server: https://api:443\n";
            return Task.FromResult<object>(Map(("kubeconfigs", ImmutableArray.Create<object>(
                Map(("name", "clusterUser"), ("value", Convert.ToBase64String(Encoding.UTF8.GetBytes(text))))))));
        }

        private static string NameOf(string type) => type switch
        {
            "azure-native:managedidentity:UserAssignedIdentity" or "azure-native:containerservice:ManagedCluster" => "resourceName",
            "azure-native:storage:StorageAccount" => "accountName",
            "azure-native:storage:BlobContainer" => "containerName",
            _ => type[(type.LastIndexOf(':') + 1)..] is var kind ? char.ToLowerInvariant(kind[0]) + kind[1..] + "Name" : "",
        };

        private static ImmutableDictionary<string, object> Minted(MockResourceArgs args) => args.Type switch
        {
            "azure-native:managedidentity:UserAssignedIdentity" => Map(
                ("clientId", $"{args.Name}.clientId"), ("principalId", $"{args.Name}.principalId"), ("tenantId", "tenant")),
            "azure-native:keyvault:Key" => Map(("keyUri", $"{args.Name}.uri"), ("keyUriWithVersion", $"{args.Name}.uri/1")),
            "azure-native:storage:ObjectReplicationPolicy" => Map(("policyId", $"{args.Name}.policyId")),
            "azure-native:storagecache:AmlFilesystem" => Map(("clientInfo", Map(("mgsAddress", "10.20.128.4")))),
            _ => ImmutableDictionary<string, object>.Empty,
        };

        private static ImmutableDictionary<string, object> Map(params (string Key, object Value)[] members) =>
            members.ToImmutableDictionary(member => member.Key, member => member.Value);
    }
}
