using System.Collections.Immutable;
using Infra.Catalogue;
using Infra.Specification.Clusters;

namespace Infra.Facts.Aks;

/// <summary>One of the separate clouds of Microsoft Azure, with the names of its services. Suffixes and private DNS zones as in Microsoft's
/// "Azure Private Endpoint private DNS zone values".</summary>
/// <param name="Environment">Name of the cloud in the Pulumi provider.</param>
/// <param name="LoginEnvironment">Name of the cloud in kubelogin and the Azure SDKs.</param>
/// <param name="Login">Address at which Entra ID of the cloud issues tokens.</param>
/// <param name="StorageSuffix">Suffix of storage endpoints.</param>
/// <param name="VaultSuffix">Suffix of the private names of key vaults.</param>
/// <param name="RegistrySuffix">Suffix of registries.</param>
/// <param name="ApiServerSuffix">Suffix of the private names of API servers, after the region.</param>
public sealed record AzureCloud(
    string Environment, string LoginEnvironment, string Login, string StorageSuffix, string VaultSuffix, string RegistrySuffix,
    string ApiServerSuffix)
{
    /// <summary>Audience of the tokens that Entra ID exchanges, in every cloud (Microsoft's "Workload identity federation").</summary>
    public const string TokenAudience = "api://AzureADTokenExchange";

    /// <summary>Names of the clouds.</summary>
    public static ImmutableArray<string> Names { get; } = ["public", "usgovernment", "china"];

    /// <summary>The public cloud.</summary>
    public static AzureCloud Public { get; } = new(
        "public", "AzurePublicCloud", "https://login.microsoftonline.com/", "core.windows.net", "vaultcore.azure.net",
        "azurecr.io", "azmk8s.io")
    {
        OwnMonitorZones =
        [
            ("monitor", "privatelink.monitor.azure.com"), ("oms", "privatelink.oms.opinsights.azure.com"),
            ("ods", "privatelink.ods.opinsights.azure.com"), ("agentsvc", "privatelink.agentsvc.azure-automation.net"),
        ],
    };

    /// <summary>Azure Government of the United States.</summary>
    public static AzureCloud UsGovernment { get; } = new(
        "usgovernment", "AzureUSGovernmentCloud", "https://login.microsoftonline.us/", "core.usgovcloudapi.net",
        "vaultcore.usgovcloudapi.net", "azurecr.us", "cx.aks.containerservice.azure.us")
    {
        OwnMonitorZones =
        [
            ("monitor", "privatelink.monitor.azure.us"), ("adx", "privatelink.adx.monitor.azure.us"),
            ("oms", "privatelink.oms.opinsights.azure.us"), ("ods", "privatelink.ods.opinsights.azure.us"),
            ("agentsvc", "privatelink.agentsvc.azure-automation.us"),
        ],
    };

    /// <summary>Azure China, operated by 21Vianet.</summary>
    public static AzureCloud China { get; } = new(
        "china", "AzureChinaCloud", "https://login.chinacloudapi.cn/", "core.chinacloudapi.cn", "vaultcore.azure.cn",
        "azurecr.cn", "cx.prod.service.azk8s.cn");

    /// <summary>Private DNS zones of Azure Monitor by short names, that of blobs among them; empty where Microsoft names none.</summary>
    public ImmutableArray<(string Role, string Name)> MonitorZones =>
        OwnMonitorZones.IsEmpty ? [] : [.. OwnMonitorZones, ("blob", BlobZone)];

    private ImmutableArray<(string Role, string Name)> OwnMonitorZones { get; init; } = [];

    /// <summary>Private DNS zone of blob endpoints.</summary>
    public string BlobZone => $"privatelink.blob.{StorageSuffix}";

    /// <summary>Private DNS zone of file endpoints.</summary>
    public string FileZone => $"privatelink.file.{StorageSuffix}";

    /// <summary>Suffix of key vaults in URLs, which their private names replace.</summary>
    public string PublicVaultSuffix => VaultSuffix.Replace("vaultcore", "vault", StringComparison.Ordinal);

    /// <summary>Name of the cloud in external-secrets.</summary>
    public string SecretsEnvironment => LoginEnvironment[5..];

    /// <summary>Private DNS zone of key vaults.</summary>
    public string VaultZone => $"privatelink.{VaultSuffix}";

    /// <summary>Private DNS zone of registries.</summary>
    public string RegistryZone => $"privatelink.{RegistrySuffix}";

    /// <summary>Private DNS zone of API servers in a region. With API-server VNet integration the name begins with <c>private</c>; the
    /// older private link begins with <c>privatelink</c>.</summary>
    public string ApiServerZone(string region) => $"private.{region}.{ApiServerSuffix}";

    /// <summary>Names of the private DNS zones that a cluster in a region may use.</summary>
    public IEnumerable<string> Zones(string region) => [ApiServerZone(region), BlobZone, FileZone, RegistryZone, VaultZone];

    /// <summary>The cloud of a cluster's region; the public cloud for a region that the catalogue does not know, which is a separate
    /// finding.</summary>
    /// <exception cref="NotSupportedException">The catalogue puts the region in a cloud that is not described here.</exception>
    public static AzureCloud Of(AksClusterSpec cluster) => OfRegion(cluster.Region);

    /// <summary>The cloud of a region; the public cloud for one that the catalogue does not know.</summary>
    /// <exception cref="NotSupportedException">The catalogue puts the region in a cloud that is not described here.</exception>
    public static AzureCloud OfRegion(string region) => Of(AzureProfile.Profile.Regions.GetValueOrDefault(region)?.Partition ?? "public");

    /// <summary>The cloud of that name.</summary>
    /// <exception cref="NotSupportedException">There is no such cloud.</exception>
    public static AzureCloud Of(string environment) => environment switch
    {
        "public" => Public,
        "usgovernment" => UsGovernment,
        "china" => China,
        _ => throw new NotSupportedException($"Azure has no cloud \"{environment}\". Known: public, usgovernment, china."),
    };
}
