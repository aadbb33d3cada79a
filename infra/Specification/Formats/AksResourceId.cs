using System.Text.RegularExpressions;

namespace Infra.Specification.Formats;

/// <summary>The id of an existing resource, in the form of Azure Resource Manager:
/// <c>/subscriptions/{id}/resourceGroups/{group}/providers/{type}/{name}</c>.</summary>
/// <param name="Subscription">The subscription that it is in.</param>
/// <param name="Group">Its resource group.</param>
/// <param name="Name">Its own name.</param>
public sealed partial record AksResourceId(string Subscription, string Group, string Name)
{
    /// <summary>Type of a virtual network.</summary>
    public const string VirtualNetwork = "Microsoft.Network/virtualNetworks";

    /// <summary>Type of a private DNS zone.</summary>
    public const string PrivateDnsZone = "Microsoft.Network/privateDnsZones";

    /// <summary>Type of a public DNS zone.</summary>
    public const string DnsZone = "Microsoft.Network/dnsZones";

    /// <summary>Type of a registry.</summary>
    public const string ContainerRegistry = "Microsoft.ContainerRegistry/registries";

    /// <summary>Type of a key vault.</summary>
    public const string KeyVault = "Microsoft.KeyVault/vaults";

    /// <summary>Type of a storage account.</summary>
    public const string StorageAccount = "Microsoft.Storage/storageAccounts";

    /// <summary>Type of a capacity reservation group.</summary>
    public const string CapacityReservationGroup = "Microsoft.Compute/capacityReservationGroups";

    /// <summary>Reads an id; null if it is not the id of a resource of that type. Azure ids are not case-sensitive.</summary>
    /// <param name="id">The id.</param>
    /// <param name="type">The type, for example <see cref="VirtualNetwork"/>.</param>
    public static AksResourceId? Of(string id, string type) =>
        Form().Match(id) is { Success: true } match
        && match.Groups["type"].Value.Equals(type, StringComparison.OrdinalIgnoreCase)
            ? new(match.Groups["subscription"].Value, match.Groups["group"].Value, match.Groups["name"].Value)
            : null;

    /// <summary>Whether a text is the id of a resource group, or of a resource of any type in one.</summary>
    public static bool IsGroupOrResource(string id) => Any().IsMatch(id);

    [GeneratedRegex(
        @"\A/subscriptions/[^/\s]+/resourceGroups/[^/\s]+(/providers/[^/\s]+(/[^/\s]+/[^/\s]+)+)?\z",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Any();

    [GeneratedRegex(
        @"\A/subscriptions/(?<subscription>[^/]+)/resourceGroups/(?<group>[^/]+)/providers/(?<type>[^/]+/[^/]+)/(?<name>[^/]+)\z",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
