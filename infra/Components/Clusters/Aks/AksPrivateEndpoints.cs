using Pulumi;
using Pulumi.AzureNative.Network;
using Pulumi.AzureNative.PrivateDns;
using Inputs = Pulumi.AzureNative.Network.Inputs;
using SubResourceArgs = Pulumi.AzureNative.PrivateDns.Inputs.SubResourceArgs;

namespace Infra.Components.Clusters.Aks;

/// <summary>Addresses of Azure services inside the cluster's network, and the private DNS zones that their names are found in.</summary>
internal sealed class AksPrivateEndpoints(AksScope scope, AksNetwork network)
{
    private readonly Dictionary<string, PrivateZone> zones = new(StringComparer.Ordinal);

    // One after another: Azure refuses an endpoint while another takes its address in the same subnet (RetryableError,
    // hashicorp/terraform-provider-azurerm#21293).
    private Resource last = network.Settled;

    /// <summary>A private DNS zone that the network resolves; made once.</summary>
    /// <param name="role">Short name of the zone.</param>
    /// <param name="name">Its DNS name.</param>
    public PrivateZone Zone(string role, string name)
    {
        if (!zones.TryGetValue(role, out var zone))
        {
            zones[role] = zone = new PrivateZone(scope.Logical($"zone-{role}"), new PrivateZoneArgs
            {
                PrivateZoneName = name,
                ResourceGroupName = scope.Group.Name,
                Location = "global",
            }, scope.Options());
            Links.Add(new VirtualNetworkLink(scope.Logical($"zone-{role}-link"), new VirtualNetworkLinkArgs
            {
                VirtualNetworkLinkName = scope.Physical("network"),
                ResourceGroupName = scope.Group.Name,
                PrivateZoneName = zone.Name,
                Location = "global",
                RegistrationEnabled = false,
                VirtualNetwork = new SubResourceArgs { Id = network.VirtualNetwork.Id },
            }, scope.Options()));
        }

        return zone;
    }

    /// <summary>The links of all zones so far: what resolves a private name waits for them.</summary>
    public List<Resource> Links { get; } = [];

    /// <summary>An address for a service.</summary>
    /// <param name="role">What it is for, unique in the cluster.</param>
    /// <param name="resource">Id of the service's resource.</param>
    /// <param name="service">Which service of the resource: <c>vault</c>, <c>registry</c>, <c>blob</c> or <c>file</c>.</param>
    /// <param name="zoneName">DNS name of the service's private zone.</param>
    /// <returns>What must exist before the service's name resolves to the private address.</returns>
    public Resource Add(string role, Input<string> resource, string service, string zoneName)
    {
        var zone = Zone(service, zoneName);
        var endpoint = new PrivateEndpoint(scope.Logical($"{role}-endpoint"), new PrivateEndpointArgs
        {
            PrivateEndpointName = scope.Physical(role),
            CustomNetworkInterfaceName = scope.Physical($"{role}-interface"),
            ResourceGroupName = scope.Group.Name,
            Location = scope.Cluster.Region,
            Subnet = new Inputs.SubnetArgs { Id = network.Endpoints.Id },
            PrivateLinkServiceConnections =
            {
                new Inputs.PrivateLinkServiceConnectionArgs { Name = role, PrivateLinkServiceId = resource, GroupIds = { service } },
            },
        }, scope.Options(dependsOn: last));
        last = endpoint;
        return new PrivateDnsZoneGroup(scope.Logical($"{role}-endpoint-names"), new PrivateDnsZoneGroupArgs
        {
            PrivateDnsZoneGroupName = "default",
            PrivateEndpointName = endpoint.Name,
            ResourceGroupName = scope.Group.Name,
            PrivateDnsZoneConfigs = { new Inputs.PrivateDnsZoneConfigArgs { Name = service, PrivateDnsZoneId = zone.Id } },
        }, scope.Options());
    }
}
