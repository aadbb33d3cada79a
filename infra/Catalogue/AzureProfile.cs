using System.Collections.Immutable;

namespace Infra.Catalogue;

/// <summary>Regions, machines and versions of Microsoft Azure.</summary>
public static class AzureProfile
{
    // Microsoft Corporation is a company of the United States, and says that the CLOUD Act applies to it and to its subsidiaries. The EU
    // Data Boundary keeps data in the EU; it does not change which law applies to the company
    // (https://learn.microsoft.com/privacy/eudb/eu-data-boundary-learn).
    private static readonly Operator _microsoft = new("Microsoft", ["us"], "https://www.microsoft.com/en-us/corporate-responsibility/lerr");

    private static readonly Operator _vianet =
        new("Shanghai Blue Cloud Technology (21Vianet)", ["cn"], "https://learn.microsoft.com/azure/china/overview-operations");

    private static readonly ImmutableArray<string> _three = ["1", "2", "3"];

    // https://learn.microsoft.com/azure/reliability/regions-list; regions without zones can have clusters of one zone. API server VNet
    // integration, which every cluster has, is in "all GA public cloud regions except qatarcentral"; of the other clouds the page says
    // nothing (https://learn.microsoft.com/azure/aks/api-server-vnet-integration#availability), and that of Azure China says "all global
    // Azure regions" (https://docs.azure.cn/en-us/aks/api-server-vnet-integration).
    private static readonly Region[] _regions =
    [
        new("austriaeast", "AT", "public", _microsoft, _three),
        new("belgiumcentral", "BE", "public", _microsoft, _three, Surveyed: false),
        new("francecentral", "FR", "public", _microsoft, _three),
        new("germanywestcentral", "DE", "public", _microsoft, _three),
        new("italynorth", "IT", "public", _microsoft, _three),
        new("northeurope", "IE", "public", _microsoft, _three),
        new("norwayeast", "NO", "public", _microsoft, _three),
        new("polandcentral", "PL", "public", _microsoft, _three),
        new("spaincentral", "ES", "public", _microsoft, _three),
        new("swedencentral", "SE", "public", _microsoft, _three),
        new("switzerlandnorth", "CH", "public", _microsoft, _three),
        new("switzerlandwest", "CH", "public", _microsoft, []),
        new("uksouth", "GB", "public", _microsoft, _three),
        new("ukwest", "GB", "public", _microsoft, []),
        new("westeurope", "NL", "public", _microsoft, _three),
        new("centralus", "US", "public", _microsoft, _three),
        new("eastus", "US", "public", _microsoft, _three),
        new("eastus2", "US", "public", _microsoft, _three),
        new("northcentralus", "US", "public", _microsoft, []),
        new("southcentralus", "US", "public", _microsoft, _three),
        new("westus2", "US", "public", _microsoft, _three),
        new("westus3", "US", "public", _microsoft, _three),
        // For copies of backups, and so that a cluster there is refused with the reason.
        new("qatarcentral", "QA", "public", _microsoft, _three, Surveyed: false) { ControlPlaneInNetwork = false },
        new("usgovarizona", "US", "usgovernment", _microsoft, [], Surveyed: false) { ControlPlaneInNetwork = null },
        new("usgovvirginia", "US", "usgovernment", _microsoft, _three, Surveyed: false) { ControlPlaneInNetwork = null },
        new("chinanorth3", "CN", "china", _vianet, _three, Surveyed: false) { ControlPlaneInNetwork = null },
        new("chinaeast2", "CN", "china", _vianet, [], Surveyed: false) { ControlPlaneInNetwork = null },
    ];

    /// <summary>The regions in which Azure Backup backs up clusters of AKS with snapshots: those of the catalogue that Microsoft lists
    /// (https://learn.microsoft.com/azure/backup/azure-kubernetes-service-cluster-backup-support-matrix, supported regions).</summary>
    public static ImmutableSortedSet<string> BackupRegions { get; } =
    [
        "centralus", "chinaeast2", "chinanorth3", "eastus", "eastus2", "francecentral", "germanywestcentral", "italynorth",
        "northcentralus", "northeurope", "norwayeast", "polandcentral", "southcentralus", "spaincentral", "swedencentral",
        "switzerlandnorth", "switzerlandwest", "uksouth", "ukwest", "usgovarizona", "usgovvirginia", "westeurope", "westus2", "westus3",
    ];

    /// <summary>The profile of the cloud. AKS offers the newest three minor versions, and older ones with long-term support
    /// (https://learn.microsoft.com/azure/aks/supported-kubernetes-versions). The list is from November 2026: the newest three are 1.34 to
    /// 1.36, and community support for 1.33 ended on 2026-06-28 (https://kubernetes.io/releases/1.33/).</summary>
    public static CloudProfile Profile { get; } = new(
        "Azure", CatalogueTables.ByName(_regions), CatalogueTables.ByName(AzureMachines.All), ["1.33", "1.34", "1.35", "1.36"], ["1.33"],
        // The default of AKS for a node of this size.
        "Standard_D4ds_v5", 128)
    {
        // https://learn.microsoft.com/azure/aks/api-server-authorized-ip-ranges#limitations-and-considerations
        MostPublicAccessCidrs = 200,
        // https://learn.microsoft.com/azure/aks/use-cvm (June 2026) has pools of confidential machines and none with a GPU, which needs a
        // driver and an attestation of its own (https://aka.ms/cgpu-onboarding-steps) that nobody installs on a node.
        RefusedMachines = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal).Add(
            "Standard_NCC40ads_H100_v5",
            "has a confidential GPU, and no page of AKS says that a node with one works, or who installs a driver there that attestation " +
            "accepts. The same GPU without that: Standard_NC40ads_H100_v5"),
    };
}
