using Infra.Findings;
using Infra.Planning;
using Infra.Rules.Contracts;
using Infra.Specification;

namespace Infra.Rules.Planned;

/// <summary>Where endpoints are private, Azure storage accounts, vaults and registries refuse the internet, and no blob is
/// public.</summary>
public sealed class PrivateStores : IPlanRule
{
    /// <summary>Code of this rule.</summary>
    public const string Code = "PLN005";

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform, ResourcePlan plan)
    {
        if (!platform.IsPrivate())
        {
            yield break;
        }

        foreach (var resource in plan.Resources)
        {
            var switches = resource.Type switch
            {
                "azure-native:storage:StorageAccount" or "azure-native:containerregistry:Registry" => "publicNetworkAccess",
                "azure-native:keyvault:Vault" => "properties.publicNetworkAccess",
                _ => null,
            };
            // Azure's default is open; the vault writes the word in lower case.
            if (switches is not null && !string.Equals(resource.Inputs.Text(switches), "Disabled", StringComparison.OrdinalIgnoreCase))
            {
                yield return Breach(resource, switches, resource.Inputs.Text(switches) ?? "not set, which means Enabled", "Disabled");
            }

            if (resource.Type == "azure-native:storage:StorageAccount" && !resource.Inputs.IsFalse("allowBlobPublicAccess"))
            {
                var found = resource.Inputs.At("allowBlobPublicAccess")?.ToString() ?? "not set";
                yield return Breach(resource, "allowBlobPublicAccess", found, "false");
            }

            if (resource.Type == "azure-native:storage:BlobContainer" && resource.Inputs.Text("publicAccess") is { } access and not "None")
            {
                yield return Breach(resource, "publicAccess", access, "None");
            }
        }
    }

    private static Finding Breach(PlannedResource resource, string path, string found, string allowed) =>
        new(Code, Severity.Error, $"{resource.Name}.{path}",
            $"the value is {found}, but sovereignty.endpoints is private. Allowed: {allowed}.");
}
