using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.Json;
using Pulumi;
using Pulumi.AzureNative.Authorization;
using Pulumi.AzureNative.ContainerService;
using Pulumi.Kubernetes.Helm.V3;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Helm.V3;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;
using Pulumi.Kubernetes.Types.Inputs.Provider;
using Pulumi.Testing;
using Pulumi.Utilities;
using Eks = Pulumi.Aws.Eks;
using Kubernetes = Pulumi.Kubernetes;

namespace Infra.Tests.SdkSurface;

/// <summary>What the provider SDKs send to the engine, as its mocks see it.</summary>
public sealed class ProviderBehaviourTests
{
    [Fact]
    public async Task Sends_the_token_and_wire_names_of_an_AWS_resource()
    {
        var seen = await Run(() => new Eks.Cluster("main", new()
        {
            RoleArn = "arn:aws:iam::123456789012:role/eks",
            VpcConfig = new Eks.Inputs.ClusterVpcConfigArgs { SubnetIds = { "subnet-1", "subnet-2" }, EndpointPublicAccess = false },
            EnabledClusterLogTypes = ["api", "audit"],
        }));

        var cluster = Assert.Single(seen);
        Assert.Equal("aws:eks/cluster:Cluster", cluster.Type);
        Assert.Equal(["enabledClusterLogTypes", "roleArn", "vpcConfig"], cluster.Inputs.Keys.Order(StringComparer.Ordinal));
        var network = Assert.IsType<ImmutableDictionary<string, object>>(cluster.Inputs["vpcConfig"]);
        Assert.Equal(["subnet-1", "subnet-2"], Assert.IsType<ImmutableArray<object>>(network["subnetIds"]).Cast<string>());
        Assert.Equal(false, network["endpointPublicAccess"]);
    }

    [Fact]
    public async Task Sends_an_enumeration_value_as_its_string()
    {
        var pool = Assert.Single(await Run(() => new AgentPool("gpu", new()
        {
            ResourceGroupName = "rg",
            ResourceName = "aks",
            ScaleSetPriority = ScaleSetPriority.Spot,
            SpotMaxPrice = -1,
        })));

        Assert.Equal("azure-native:containerservice:AgentPool", pool.Type);
        Assert.Equal("Spot", pool.Inputs["scaleSetPriority"]);
        Assert.Equal(-1.0, pool.Inputs["spotMaxPrice"]);
    }

    [Fact]
    public async Task Adds_apiVersion_and_kind_to_a_Kubernetes_object()
    {
        var @namespace = Assert.Single(await Run(() => new Kubernetes.Core.V1.Namespace("team-a")));

        Assert.Equal("kubernetes:core/v1:Namespace", @namespace.Type);
        Assert.Equal("v1", @namespace.Inputs["apiVersion"]);
        Assert.Equal("Namespace", @namespace.Inputs["kind"]);
    }

    [Fact]
    public async Task Takes_the_token_of_a_custom_resource_from_its_arguments()
    {
        var queue = Assert.Single(await Run(() => new Kubernetes.ApiExtensions.CustomResource("queue", new QueueArgs
        {
            Metadata = new ObjectMetaArgs { Namespace = "ml" },
            Spec = { ["cohort"] = "gpu" },
        })));

        Assert.Equal("kubernetes:kueue.x-k8s.io/v1beta1:ClusterQueue", queue.Type);
        Assert.Equal(["apiVersion", "kind", "metadata", "spec"], queue.Inputs.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("kueue.x-k8s.io/v1beta1", queue.Inputs["apiVersion"]);
        Assert.Equal("gpu", Assert.IsType<ImmutableDictionary<string, object>>(queue.Inputs["spec"])["cohort"]);
    }

    [Fact]
    public async Task Makes_a_Helm_release_one_plain_resource()
    {
        var release = Assert.Single(await Run(() => new Release("keda", new ReleaseArgs
        {
            Chart = "keda",
            RepositoryOpts = new RepositoryOptsArgs { Repo = "https://charts.example.com" },
            Values = { ["replicas"] = 2 },
        })));

        Assert.Equal("kubernetes:helm.sh/v3:Release", release.Type);
        Assert.Equal("true", release.Inputs["compat"]);
        Assert.Equal(2.0, Assert.IsType<ImmutableDictionary<string, object>>(release.Inputs["values"])["replicas"]);
    }

    [Fact]
    public async Task Sends_provider_settings_that_are_no_strings_as_JSON()
    {
        var provider = Assert.Single(await Run(() => new Kubernetes.Provider("k8s", new()
        {
            KubeConfig = "apiVersion: v1",
            EnableServerSideApply = true,
            HelmReleaseSettings = new HelmReleaseSettingsArgs { Driver = "secret" },
        })));

        Assert.Equal("pulumi:providers:kubernetes", provider.Type);
        Assert.Equal("apiVersion: v1", provider.Inputs["kubeconfig"]);
        Assert.Equal("true", provider.Inputs["enableServerSideApply"]);
        using var settings = JsonDocument.Parse(Assert.IsType<string>(provider.Inputs["helmReleaseSettings"]));
        Assert.Equal("secret", settings.RootElement.GetProperty("driver").GetString());
    }

    [Fact]
    public async Task Sends_the_list_settings_of_the_AWS_provider_as_JSON()
    {
        var provider = Assert.Single(await Run(() => new Pulumi.Aws.Provider("frankfurt", new()
        {
            Region = "eu-central-1",
            AllowedAccountIds = { "123456789012" },
        })));

        Assert.Equal("pulumi:providers:aws", provider.Type);
        Assert.Equal("eu-central-1", provider.Inputs["region"]);
        using var accounts = JsonDocument.Parse(Assert.IsType<string>(provider.Inputs["allowedAccountIds"]));
        Assert.Equal(["123456789012"], accounts.RootElement.EnumerateArray().Select(each => each.GetString()));
    }

    [Fact]
    public async Task Fills_in_defaults_of_nested_arguments()
    {
        var command = Assert.Single(await Run(() => new Pulumi.Command.Remote.Command("install", new()
        {
            Connection = new Pulumi.Command.Remote.Inputs.ConnectionArgs { Host = "10.0.0.1", PrivateKey = "key" },
            Create = "true",
        })));

        var connection = Assert.IsType<ImmutableDictionary<string, object>>(command.Inputs["connection"]);
        Assert.Equal(22.0, connection["port"]);
        Assert.Equal("root", connection["user"]);
        Assert.Equal("key", connection["privateKey"]);
    }

    [Fact]
    public async Task Keeps_secret_arguments_secret()
    {
        bool password = false, data = false, user = true;
        await Run(async () =>
        {
            var options = new RepositoryOptsArgs { Username = "reader", Password = "s3cret" };
            password = await Output.IsSecretAsync(options.Password!.ToOutput());
            user = await Output.IsSecretAsync(options.Username!.ToOutput());
            var secret = new SecretArgs { StringData = new InputMap<string> { ["token"] = "s3cret" } };
            data = await Output.IsSecretAsync(secret.StringData.ToOutput());
        });

        Assert.True(password);
        Assert.True(data);
        Assert.False(user);
    }

    [Fact]
    public async Task Tells_the_engine_version_secret_outputs_former_types_and_what_replaces()
    {
        var seen = new ConcurrentDictionary<string, CustomResourceOptions>();
        var options = new CustomResourceOptions
        {
            ResourceTransformations =
            {
                each =>
                {
                    seen[each.Resource.GetResourceName()] = (CustomResourceOptions)each.Options;
                    return null;
                },
            },
        };
        await Run(() =>
        {
            _ = new Pulumi.Random.RandomPassword("token", new() { Length = 48 }, options);
            _ = new Pulumi.Command.Local.Command("build", new(), options);
            _ = new Kubernetes.Networking.V1.NetworkPolicy("deny", null, options);
            _ = new RoleAssignment("reader", new() { PrincipalId = "p", RoleDefinitionId = "r", Scope = "s" }, options);
            return Task.CompletedTask;
        });

        Assert.Equal("4.21.2", seen["token"].Version);
        Assert.Equal(["bcryptHash", "result"], seen["token"].AdditionalSecretOutputs.Order(StringComparer.Ordinal));
        Assert.Equal(["triggers[*]"], seen["build"].ReplaceOnChanges);
        Assert.Single(seen["deny"].Aliases);
        var schema =
            JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(Repository.Root, "sdk/schemas/azure-native.json"))).RootElement;
        Assert.Equal(
            schema.GetProperty("resources").GetProperty("azure-native:authorization:RoleAssignment").GetProperty("aliases")
                .EnumerateArray().Select(alias => alias.GetProperty("type").GetString()!),
            await Task.WhenAll(seen["reader"].Aliases.Select(alias => OutputUtilities.GetValueAsync(alias.Apply(each => each.Type!)))));
    }

    [Fact]
    public async Task Passes_invokes_to_the_mocks()
    {
        var config = "";
        var kubeconfig = "";
        var mocks = await Run(async () =>
        {
            config = (await GetClientConfig.InvokeAsync()).TenantId;
            var credentials = ListManagedClusterUserCredentials.Invoke(new() { ResourceGroupName = "rg", ResourceName = "aks" });
            kubeconfig = await OutputUtilities.GetValueAsync(credentials.Apply(each => each.Kubeconfigs[0].Value));
        });

        Assert.Equal("the tenantId", config);
        Assert.Equal("config of aks", kubeconfig);
        Assert.Equal(
            ["azure-native:authorization:getClientConfig", "azure-native:containerservice:listManagedClusterUserCredentials"],
            mocks.Calls.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Reads_an_existing_resource_by_its_id()
    {
        var cluster = Assert.Single(await Run(() => Eks.Cluster.Get("adopted", "existing", new() { Name = "existing" })));

        Assert.Equal(("aws:eks/cluster:Cluster", "existing"), (cluster.Type, cluster.Id));
    }

    private static async Task<IEnumerable<MockResourceArgs>> Run(Func<Resource> create) => (await Run(() =>
    {
        _ = create();
        return Task.CompletedTask;
    })).Resources;

    private static async Task<Recorder> Run(Func<Task> create)
    {
        var mocks = new Recorder();
        await Deployment.TestAsync(mocks, new TestOptions(), create);
        return mocks;
    }

    private sealed class QueueArgs() : Kubernetes.ApiExtensions.CustomResourceArgs("kueue.x-k8s.io/v1beta1", "ClusterQueue")
    {
        [Input("spec")]
        private InputMap<object>? _spec;

        public InputMap<object> Spec
        {
            get => _spec ??= [];
            set => _spec = value;
        }
    }

    private sealed class Recorder : IMocks
    {
        public ConcurrentQueue<MockResourceArgs> Resources { get; } = [];

        public ConcurrentQueue<string> Calls { get; } = [];

        public Task<(string? id, object state)> NewResourceAsync(MockResourceArgs args)
        {
            // The stack registers itself too.
            if (args.Type != "pulumi:pulumi:Stack")
            {
                Resources.Enqueue(args);
            }

            return Task.FromResult<(string?, object)>(($"{args.Name}-id", args.Inputs));
        }

        public Task<object> CallAsync(MockCallArgs args)
        {
            Calls.Enqueue(args.Token!);
            object result = args.Token == "azure-native:authorization:getClientConfig"
                ? Names("clientId", "objectId", "subscriptionId", "tenantId")
                : new Dictionary<string, object>
                {
                    ["kubeconfigs"] = new[]
                    {
                        new Dictionary<string, object> { ["name"] = "user", ["value"] = $"config of {args.Args["resourceName"]}" },
                    },
                };
            return Task.FromResult(result);
        }

        private static Dictionary<string, object> Names(params string[] names) =>
            names.ToDictionary(each => each, object (each) => $"the {each}");
    }
}
