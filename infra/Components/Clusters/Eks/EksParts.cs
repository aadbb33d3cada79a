namespace Infra.Components.Clusters.Eks;

/// <summary>The parts that everything on top of the control plane builds on.</summary>
/// <param name="Network">The VPC.</param>
/// <param name="Keys">The encryption keys.</param>
/// <param name="Roles">The IAM roles of control plane and nodes.</param>
/// <param name="Cluster">The control plane.</param>
public sealed record EksParts(EksNetwork Network, EksKeys Keys, EksRoles Roles, EksControlPlane Cluster);
