using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Infra.Catalogue;
using Infra.Planning;
using Infra.Rules;
using Infra.Specification;
using Infra.Specification.Clusters;

namespace Infra.Tests.Rules.Planned;

/// <summary>Plans of a few resources, and what the rules find in them.</summary>
internal static class PlannedResources
{
    internal static SovereigntySpec Strict { get; } = new() { Locations = ["eu"], Operators = ["eu"] };

    internal static SovereigntySpec Lax { get; } = Strict with { Endpoints = EndpointAccess.Public, Keys = KeyManagement.ProviderManaged };

    internal static PlannedResource Resource(string type, string name, string inputs) => new(
        $"urn:pulumi:dev::ai-platform::{type}::{name}",
        type,
        name,
        null,
        "provider",
        ImmutableArray<string>.Empty,
        false,
        JsonNode.Parse(inputs)!.AsObject());

    /// <summary>The resource that everything of a cluster is below.</summary>
    internal static PlannedResource Cluster(string name) =>
        Resource("infra:index:ClusterPlatform", name, "{}") with { Custom = false };

    /// <summary>What all rules about plans find in a platform with one site, <c>berlin</c>, which lists an image of its own.</summary>
    internal static IEnumerable<string> Check(SovereigntySpec sovereignty, params PlannedResource[] resources)
    {
        var platform = new PlatformSpec
        {
            Organization = "acme",
            Environment = "dev",
            Sovereignty = sovereignty,
            Clusters =
            [
                new OnPremClusterSpec
                {
                    Name = "berlin",
                    Region = "berlin",
                    Version = "1.35",
                    Distribution = Distribution.Rke2,
                    PrePullImages = ["acme.azurecr.io/listed:1"],
                },
            ],
        };
        return RuleSet.Check(platform, new ResourcePlan("ai-platform", "dev", [.. resources], [])).Select(finding => finding.ToString());
    }
}
