using Pulumi;
using Pulumi.AzureNative.Monitor;
using Pulumi.AzureNative.OperationalInsights;
using Inputs = Pulumi.AzureNative.Monitor.Inputs;

namespace Infra.Components.Clusters.Aks.Parts;

/// <summary>The way from the cluster's network to its workspace that no public address is on: a private link scope of Azure Monitor with
/// the workspace and a data collection endpoint, and addresses of the scope in the network. As <c>az aks enable-addons --addon monitoring
/// --ampls-resource-id</c> does it (addonconfiguration.py of Azure/azure-cli), which is given a scope that exists.</summary>
public sealed class AksMonitorLink : ComponentResource
{
    /// <summary>Creates the scope and connects it on both sides.</summary>
    /// <param name="scope">The cluster.</param>
    /// <param name="groups">Its resource groups.</param>
    /// <param name="workspace">Its workspace.</param>
    /// <param name="endpoints">Where the scope gets its addresses.</param>
    /// <param name="options">Options of the component.</param>
    public AksMonitorLink(
        AksScope scope, AksResourceGroups groups, Workspace workspace, AksEndpoints endpoints, ComponentResourceOptions options)
        : base("infra:clusters:AksMonitorLink", scope.Name("monitor-link"), options)
    {
        var link = new PrivateLinkScope(scope.Name("monitor-scope"), new PrivateLinkScopeArgs
        {
            ScopeName = scope.CloudNameOf("monitor"),
            ResourceGroupName = groups.Cluster.Name,
            Location = "global",
            // From the cluster's network to no other workspace or endpoint of Azure Monitor.
            AccessModeSettings = new Inputs.AccessModeSettingsArgs
            {
                IngestionAccessMode = AccessMode.PrivateOnly,
                QueryAccessMode = AccessMode.PrivateOnly,
            },
        }, Child());
        Collection = new DataCollectionEndpoint(scope.Name("log-collection"), new DataCollectionEndpointArgs
        {
            // Without a suffix: at most 44 characters (addonconfiguration.py).
            DataCollectionEndpointName = scope.CloudName,
            ResourceGroupName = groups.Cluster.Name,
            Location = scope.Cluster.Region,
            Kind = KnownDataCollectionEndpointResourceKind.Linux,
            NetworkAcls = new Inputs.DataCollectionEndpointNetworkAclsArgs
            {
                PublicNetworkAccess = KnownPublicNetworkAccessOptions.Disabled,
            },
        }, Child());
        var store = Linked("workspace", workspace.Id);
        var collection = Linked("collection", Collection.Id, store);
        // After both, so that it has an address for each of their names from the beginning.
        Ready = endpoints.Add("monitor", link.Id, "azuremonitor", scope.Cloud.MonitorZones, collection);
        RegisterOutputs();

        PrivateLinkScopedResource Linked(string name, Input<string> resource, params Resource[] after) =>
            new(scope.Name($"monitor-scope-{name}"), new PrivateLinkScopedResourceArgs
            {
                Name = name,
                ScopeName = link.Name,
                ResourceGroupName = groups.Cluster.Name,
                LinkedResourceId = resource,
            }, Child(after));
    }

    /// <summary>The endpoint at which agents fetch what they are to collect.</summary>
    public DataCollectionEndpoint Collection { get; }

    /// <summary>What must exist before the names of Azure Monitor resolve to private addresses.</summary>
    public Resource Ready { get; }

    private CustomResourceOptions Child(params Resource[] after) => new() { Parent = this, DependsOn = after };
}
