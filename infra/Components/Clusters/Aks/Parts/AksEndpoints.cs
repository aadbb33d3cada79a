using Infra.Specification.Formats;
using Pulumi;
using Pulumi.AzureNative.Network;
using Pulumi.AzureNative.PrivateDns;
using Inputs = Pulumi.AzureNative.Network.Inputs;
using SubResourceArgs = Pulumi.AzureNative.PrivateDns.Inputs.SubResourceArgs;

namespace Infra.Components.Clusters.Aks.Parts;

/// <summary>Addresses of Azure services inside the cluster's network, and the private DNS zones with their names.</summary>
public sealed class AksEndpoints : ComponentResource
{
    private readonly AksScope _scope;
    private readonly AksResourceGroups _groups;
    private readonly AksNetwork _network;
    private readonly List<Resource> _links = [];
    private readonly Dictionary<string, Output<string>> _zones = new(StringComparer.Ordinal);

    // One after another: Azure refuses an endpoint while another is getting its address in the same subnet (RetryableError,
    // hashicorp/terraform-provider-azurerm#21293).
    private Resource _last;

    /// <summary>Starts without an address; parts request theirs.</summary>
    /// <param name="scope">The cluster.</param>
    /// <param name="groups">Its resource groups.</param>
    /// <param name="network">Its network.</param>
    /// <param name="options">Options of the component.</param>
    public AksEndpoints(AksScope scope, AksResourceGroups groups, AksNetwork network, ComponentResourceOptions options)
        : base("infra:clusters:AksEndpoints", scope.Name("endpoints"), options)
    {
        _scope = scope;
        _groups = groups;
        _network = network;
        _last = network.Settled;
        RegisterOutputs();
    }

    /// <summary>The links of all zones so far: everything that resolves a private name waits for them.</summary>
    public IReadOnlyList<Resource> Links => _links;

    /// <summary>The id of a private DNS zone that the network resolves: an existing one that the specification names, or one of the
    /// cluster's own, created once.</summary>
    /// <param name="role">Short name of the zone.</param>
    /// <param name="name">Its DNS name.</param>
    public Output<string> Zone(string role, string name)
    {
        if (!_zones.TryGetValue(role, out var zone))
        {
            _zones[role] = zone = Existing(role, name) ?? Own(role, name);
        }

        return zone;
    }

    /// <summary>An address for a service.</summary>
    /// <param name="role">What it is for, unique in the cluster.</param>
    /// <param name="resource">Id of the service's resource.</param>
    /// <param name="service">Which service of the resource: <c>vault</c>, <c>registry</c>, <c>blob</c> or <c>file</c>.</param>
    /// <param name="zoneName">DNS name of the service's private zone.</param>
    /// <returns>What must exist before the service's name resolves to the private address.</returns>
    public Resource Add(string role, Input<string> resource, string service, string zoneName) =>
        Add(role, resource, service, [(service, zoneName)]);

    /// <summary>Addresses for a service with names in several zones.</summary>
    /// <param name="role">What they are for, unique in the cluster.</param>
    /// <param name="resource">Id of the service's resource.</param>
    /// <param name="service">Which service of the resource, for example <c>azuremonitor</c>.</param>
    /// <param name="zones">Short names and DNS names of the service's private zones.</param>
    /// <param name="after">What must exist first, beside the resource.</param>
    /// <returns>What must exist before the service's names resolve to the private addresses.</returns>
    public Resource Add(
        string role, Input<string> resource, string service, IEnumerable<(string Role, string Name)> zones, params Resource[] after)
    {
        var configurations = zones.Select(zone => new Inputs.PrivateDnsZoneConfigArgs
        {
            Name = zone.Role,
            PrivateDnsZoneId = Zone(zone.Role, zone.Name),
        }).ToArray();
        var endpoint = new PrivateEndpoint(_scope.Name($"{role}-endpoint"), new PrivateEndpointArgs
        {
            PrivateEndpointName = _scope.CloudNameOf(role),
            CustomNetworkInterfaceName = _scope.CloudNameOf($"{role}-interface"),
            ResourceGroupName = _groups.Cluster.Name,
            Location = _scope.Cluster.Region,
            Subnet = new Inputs.SubnetArgs { Id = _network.Endpoints.Id },
            PrivateLinkServiceConnections =
            {
                new Inputs.PrivateLinkServiceConnectionArgs { Name = role, PrivateLinkServiceId = resource, GroupIds = { service } },
            },
        }, Child([_last, .. after]));
        _last = endpoint;
        return new PrivateDnsZoneGroup(_scope.Name($"{role}-endpoint-names"), new PrivateDnsZoneGroupArgs
        {
            PrivateDnsZoneGroupName = "default",
            PrivateEndpointName = endpoint.Name,
            ResourceGroupName = _groups.Cluster.Name,
            PrivateDnsZoneConfigs = configurations,
        }, Child());
    }

    // Its owner links a zone of another subscription, like the other side of a peering (docs/aks.md).
    private Output<string>? Existing(string role, string name)
    {
        var (id, zone) = _scope.Cluster.Network.PrivateZones
            .Select(id => (Id: id, Zone: AksResourceId.Of(id, AksResourceId.PrivateDnsZone)))
            .FirstOrDefault(known => string.Equals(known.Zone?.Name, name, StringComparison.OrdinalIgnoreCase));
        if (zone is null)
        {
            return null;
        }

        if (zone.Subscription.Equals(_scope.Cluster.Subscription, StringComparison.OrdinalIgnoreCase))
        {
            Link(role, "link", _scope.CloudNameOf("network"), zone.Group, zone.Name, _network.VirtualNetwork.Id);
        }

        return Output.Create(id);
    }

    private Output<string> Own(string role, string name)
    {
        var zone = new PrivateZone(_scope.Name($"zone-{role}"), new PrivateZoneArgs
        {
            PrivateZoneName = name,
            ResourceGroupName = _groups.Cluster.Name,
            Location = "global",
        }, Child());
        Link(role, "link", _scope.CloudNameOf("network"), _groups.Cluster.Name, zone.Name, _network.VirtualNetwork.Id);
        foreach (var id in _scope.Cluster.Network.LinkedNetworks)
        {
            var network = AksResourceId.Of(id, AksResourceId.VirtualNetwork)
                ?? throw new NotSupportedException($"{_scope.Cluster.Path}.network.linkedNetworks: \"{id}\" is not a virtual network.");
            Link(role, $"link-{network.Name}", network.Name, _groups.Cluster.Name, zone.Name, id);
        }

        return zone.Id;
    }

    private void Link(string role, string purpose, string name, Input<string> group, Input<string> zone, Input<string> network) =>
        _links.Add(new VirtualNetworkLink(_scope.Name($"zone-{role}-{purpose}"), new VirtualNetworkLinkArgs
        {
            VirtualNetworkLinkName = name,
            ResourceGroupName = group,
            PrivateZoneName = zone,
            Location = "global",
            RegistrationEnabled = false,
            VirtualNetwork = new SubResourceArgs { Id = network },
        }, Child()));

    private CustomResourceOptions Child(params Resource[] after) => new() { Parent = this, DependsOn = after };
}
