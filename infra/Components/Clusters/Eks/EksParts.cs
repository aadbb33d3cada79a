namespace Infra.Components.Clusters.Eks;

/// <summary>The parts that everything on top of the control plane needs.</summary>
/// <param name="Network">The VPC.</param>
/// <param name="Keys">The encryption keys.</param>
/// <param name="Identities">The identities of control plane and nodes.</param>
/// <param name="ControlPlane">The control plane.</param>
public sealed record EksParts(EksNetwork Network, EksKeys Keys, EksIdentities Identities, EksControlPlane ControlPlane);
