using System.Collections.Immutable;

namespace Infra.Catalogue;

/// <summary>The temporary disks of Azure's machines. An ephemeral operating system is on the machine's temporary disk and has to fit
/// (https://learn.microsoft.com/azure/aks/concepts-storage#ephemeral-os-disks); the NVMe disks that some sizes have beside it do not
/// count.</summary>
public static class AzureTemporaryDisks
{
    // Capability MaxResourceVolumeMB of "az vm list-skus", in GiB.
    private static readonly ImmutableDictionary<string, int> _sizes = new Dictionary<string, int>
    {
        ["Standard_D2ds_v5"] = 75,
        ["Standard_D4ds_v5"] = 150,
        ["Standard_D8ds_v5"] = 300,
        ["Standard_D16ds_v5"] = 600,
        ["Standard_D32ds_v5"] = 1200,
        ["Standard_E2ds_v5"] = 75,
        ["Standard_E4ds_v5"] = 150,
        ["Standard_E8ds_v5"] = 300,
        ["Standard_E16ds_v5"] = 600,
        ["Standard_E32ds_v5"] = 1200,
        ["Standard_NC4as_T4_v3"] = 176,
        ["Standard_NC8as_T4_v3"] = 352,
        ["Standard_NC16as_T4_v3"] = 352,
        ["Standard_NC64as_T4_v3"] = 2816,
        ["Standard_NV36ads_A10_v5"] = 1440,
        ["Standard_NV72ads_A10_v5"] = 2880,
        ["Standard_NC24ads_A100_v4"] = 64,
        ["Standard_NC48ads_A100_v4"] = 128,
        ["Standard_NC96ads_A100_v4"] = 256,
        ["Standard_NC40ads_H100_v5"] = 128,
        ["Standard_NC80adis_H100_v5"] = 256,
        ["Standard_ND96amsr_A100_v4"] = 2900,
        ["Standard_ND96isr_H100_v5"] = 1000,
        ["Standard_ND96isr_H200_v5"] = 1000,
    }.ToImmutableDictionary(StringComparer.Ordinal);

    /// <summary>Size of a machine's temporary disk in GiB; nothing for a machine that is not known.</summary>
    public static int? Of(string machine) => _sizes.TryGetValue(machine, out var size) ? size : null;
}
