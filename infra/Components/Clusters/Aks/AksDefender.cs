using Infra.Components.Clusters.Aks.Parts;
using Pulumi;
using Pulumi.AzureNative.Security;
using Pulumi.AzureNative.Security.Inputs;

namespace Infra.Components.Clusters.Aks;

/// <summary>The plan <c>Containers</c> of Microsoft Defender for Cloud, without which the sensors of a cluster report nothing. It is turned
/// on for the cluster alone: on the subscription it would watch, and bill, every cluster there.</summary>
/// <remarks>That a cluster can have the plan is in the examples of the API (Azure/azure-rest-api-specs, Microsoft.Security, pricings
/// 2024-01-01, PutResourcePricingByNameContainers_example.json), which also have the names of its parts.</remarks>
public sealed class AksDefender : ComponentResource
{
    // The sensor is in the cluster. The others read registries, the API and disks from outside, which a private platform lets nobody do.
    private static readonly (string Name, bool On)[] _parts =
    [
        ("AgentlessDiscoveryForKubernetes", false), ("AgentlessVmScanning", false), ("ContainerIntegrityContribution", false),
        ("ContainerRegistriesVulnerabilityAssessments", false), ("ContainerSensor", true),
    ];

    /// <summary>Turns the plan on.</summary>
    /// <param name="scope">The cluster.</param>
    /// <param name="controlPlane">Its control plane.</param>
    /// <param name="options">Options of the component.</param>
    public AksDefender(AksScope scope, AksControlPlane controlPlane, ComponentResourceOptions options)
        : base("infra:clusters:AksDefender", scope.Name("defender"), options)
    {
        _ = new Pricing(scope.Name("defender-plan"), new PricingArgs
        {
            PricingName = "Containers",
            PricingTier = PricingTier.Standard,
            // Without the slash that a resource's id begins with (https://learn.microsoft.com/rest/api/defenderforcloud/pricings/update).
            ScopeId = controlPlane.Cluster.Id.Apply(id => id.TrimStart('/')),
            Extensions = _parts.Select(part => new ExtensionArgs
            {
                Name = part.Name,
                IsEnabled = part.On ? IsEnabled.True : IsEnabled.False,
            }).ToList(),
        }, new CustomResourceOptions { Parent = this });
        RegisterOutputs();
    }
}
