using Pulumi;
using Pulumi.AzureNative.Network;
using Pulumi.AzureNative.PrivateDns;
using Inputs = Pulumi.AzureNative.Network.Inputs;
using SubResourceArgs = Pulumi.AzureNative.PrivateDns.Inputs.SubResourceArgs;

namespace Infra.Components.Clusters.Aks;

/// <summary>Addresses of Azure services inside the cluster's network, and the private DNS zones with their names.</summary>
public sealed class AksEndpoints : ComponentResource
{
    private readonly AksScope scope;
    private readonly AksResourceGroups groups;
    private readonly AksNetwork network;
    private readonly List<Resource> links = [];
    private readonly Dictionary<string, PrivateZone> zones = new(StringComparer.Ordinal);

    // One after another: Azure refuses an endpoint while another is getting its address in the same subnet (RetryableError,
    // hashicorp/terraform-provider-azurerm#21293).
    private Resource last;

    /// <summary>Starts without an address; parts request theirs.</summary>
    /// <param name="scope">The cluster.</param>
    /// <param name="groups">Its resource groups.</param>
    /// <param name="network">Its network.</param>
    /// <param name="options">Options of the component.</param>
    public AksEndpoints(AksScope scope, AksResourceGroups groups, AksNetwork network, ComponentResourceOptions options)
        : base("infra:clusters:AksEndpoints", scope.Name("endpoints"), options)
    {
        this.scope = scope;
        this.groups = groups;
        this.network = network;
        last = network.Settled;
        RegisterOutputs();
    }

    /// <summary>The links of all zones so far: everything that resolves a private name waits for them.</summary>
    public IReadOnlyList<Resource> Links => links;

    /// <summary>A private DNS zone that the network resolves; created once.</summary>
    /// <param name="role">Short name of the zone.</param>
    /// <param name="name">Its DNS name.</param>
    public PrivateZone Zone(string role, string name)
    {
        if (!zones.TryGetValue(role, out var zone))
        {
            zones[role] = zone = new PrivateZone(scope.Name($"zone-{role}"), new PrivateZoneArgs
            {
                PrivateZoneName = name,
                ResourceGroupName = groups.Cluster.Name,
                Location = "global",
            }, Child());
            links.Add(new VirtualNetworkLink(scope.Name($"zone-{role}-link"), new VirtualNetworkLinkArgs
            {
                VirtualNetworkLinkName = scope.CloudNameOf("network"),
                ResourceGroupName = groups.Cluster.Name,
                PrivateZoneName = zone.Name,
                Location = "global",
                RegistrationEnabled = false,
                VirtualNetwork = new SubResourceArgs { Id = network.VirtualNetwork.Id },
            }, Child()));
        }

        return zone;
    }

    /// <summary>An address for a service.</summary>
    /// <param name="role">What it is for, unique in the cluster.</param>
    /// <param name="resource">Id of the service's resource.</param>
    /// <param name="service">Which service of the resource: <c>vault</c>, <c>registry</c>, <c>blob</c> or <c>file</c>.</param>
    /// <param name="zoneName">DNS name of the service's private zone.</param>
    /// <returns>What must exist before the service's name resolves to the private address.</returns>
    public Resource Add(string role, Input<string> resource, string service, string zoneName)
    {
        var zone = Zone(service, zoneName);
        var endpoint = new PrivateEndpoint(scope.Name($"{role}-endpoint"), new PrivateEndpointArgs
        {
            PrivateEndpointName = scope.CloudNameOf(role),
            CustomNetworkInterfaceName = scope.CloudNameOf($"{role}-interface"),
            ResourceGroupName = groups.Cluster.Name,
            Location = scope.Cluster.Region,
            Subnet = new Inputs.SubnetArgs { Id = network.Endpoints.Id },
            PrivateLinkServiceConnections =
            {
                new Inputs.PrivateLinkServiceConnectionArgs { Name = role, PrivateLinkServiceId = resource, GroupIds = { service } },
            },
        }, Child(last));
        last = endpoint;
        return new PrivateDnsZoneGroup(scope.Name($"{role}-endpoint-names"), new PrivateDnsZoneGroupArgs
        {
            PrivateDnsZoneGroupName = "default",
            PrivateEndpointName = endpoint.Name,
            ResourceGroupName = groups.Cluster.Name,
            PrivateDnsZoneConfigs = { new Inputs.PrivateDnsZoneConfigArgs { Name = service, PrivateDnsZoneId = zone.Id } },
        }, Child());
    }

    private CustomResourceOptions Child(params Resource[] after) => new() { Parent = this, DependsOn = after };
}
