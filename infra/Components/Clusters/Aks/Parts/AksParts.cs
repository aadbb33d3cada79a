namespace Infra.Components.Clusters.Aks.Parts;

/// <summary>The parts that everything on top of the control plane needs.</summary>
/// <param name="Groups">The resource groups.</param>
/// <param name="Network">The virtual network.</param>
/// <param name="Endpoints">The addresses of Azure's services in it.</param>
/// <param name="Identities">The identities of control plane and nodes.</param>
/// <param name="Keys">The encryption keys; absent where keys are provider-managed.</param>
/// <param name="Waits">Where roles get the time that they need.</param>
/// <param name="Logs">Where logs go.</param>
/// <param name="ControlPlane">The control plane.</param>
public sealed record AksParts(
    AksResourceGroups Groups,
    AksNetwork Network,
    AksEndpoints Endpoints,
    AksIdentities Identities,
    AksKeys? Keys,
    AksWaits Waits,
    AksLogs Logs,
    AksControlPlane ControlPlane);
