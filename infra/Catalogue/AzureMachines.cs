using System.Collections.Immutable;

namespace Infra.Catalogue;

/// <summary>Azure virtual machine sizes (https://learn.microsoft.com/azure/virtual-machines/sizes/overview). A machine type is offered
/// where it has a price: the regions of the public cloud are from Azure's retail prices of 2026-06-18, as stored in
/// Azure/karpenter-provider-azure (pkg/providers/pricing); those of the other clouds are the best known ones. Add a missing region to the
/// line of the family; check with <c>az vm list-skus</c>.</summary>
internal static class AzureMachines
{
    private static readonly ImmutableSortedSet<string> _everywhere = [];

    private static readonly (int Vcpus, int TemporaryDiskGiB)[] _sizes = [(2, 75), (4, 150), (8, 300), (16, 600), (32, 1200)];

    private static readonly ImmutableSortedSet<string> _t4 =
    [
        "centralus", "eastus", "eastus2", "francecentral", "germanywestcentral", "italynorth", "northcentralus", "northeurope",
        "polandcentral", "southcentralus", "swedencentral", "uksouth", "usgovarizona", "usgovvirginia", "westeurope", "westus2",
        "westus3",
    ];

    private static readonly ImmutableSortedSet<string> _a10 =
    [
        "centralus", "eastus", "eastus2", "francecentral", "germanywestcentral", "italynorth", "northcentralus", "northeurope",
        "polandcentral", "southcentralus", "spaincentral", "swedencentral", "switzerlandnorth", "uksouth", "westeurope", "westus2",
        "westus3",
    ];

    private static readonly ImmutableSortedSet<string> _a100 =
    [
        "centralus", "eastus", "eastus2", "francecentral", "germanywestcentral", "italynorth", "northcentralus", "northeurope",
        "polandcentral", "southcentralus", "spaincentral", "swedencentral", "switzerlandnorth", "uksouth", "usgovvirginia", "westeurope",
        "westus2", "westus3",
    ];

    private static readonly ImmutableSortedSet<string> _a100InfiniBand =
    [
        "centralus", "eastus", "eastus2", "francecentral", "italynorth", "norwayeast", "polandcentral", "southcentralus", "spaincentral",
        "swedencentral", "switzerlandnorth", "switzerlandwest", "uksouth", "ukwest", "westeurope", "westus2", "westus3",
    ];

    private static readonly ImmutableSortedSet<string> _h100 =
    [
        "centralus", "eastus", "eastus2", "germanywestcentral", "northcentralus", "northeurope", "southcentralus", "spaincentral",
        "swedencentral", "switzerlandnorth", "uksouth", "usgovvirginia", "westeurope", "westus2", "westus3",
    ];

    private static readonly ImmutableSortedSet<string> _h100InfiniBand =
    [
        "centralus", "eastus", "eastus2", "northcentralus", "polandcentral", "southcentralus", "spaincentral", "swedencentral",
        "switzerlandnorth", "uksouth", "westeurope", "westus2", "westus3",
    ];

    private static readonly ImmutableSortedSet<string> _h200InfiniBand =
    [
        "centralus", "eastus2", "francecentral", "germanywestcentral", "italynorth", "northcentralus", "northeurope", "norwayeast",
        "polandcentral", "spaincentral", "swedencentral", "uksouth", "ukwest", "westus2", "westus3",
    ];

    /// <summary>All machines. The last number of a size is its temporary disk: capability MaxResourceVolumeMB of <c>az vm list-skus</c>, in
    /// GiB; additional NVMe disks of some sizes do not count. The first text of a GPU family is its quota: property <c>family</c> of
    /// <c>az vm list-skus</c>, as OpenShift's documentation lists it ("Tested instance types for Azure"); sources differ in its
    /// case.</summary>
    internal static IEnumerable<MachineType> All =>
    [
        .. Sizes("D", 4), .. Sizes("E", 8),
        .. Gpus("Standard NCASv3_T4 Family", GpuModels.T4, _t4, 0,
            ("NC4as_T4_v3", 4, 28, 1, 176), ("NC8as_T4_v3", 8, 56, 1, 352), ("NC16as_T4_v3", 16, 110, 1, 352),
            ("NC64as_T4_v3", 64, 440, 4, 2816)),
        // The smaller sizes of this family have a fraction of a GPU, which suits neither MIG nor scheduling of whole GPUs. All of them have
        // a virtual GPU, whose GRID driver Azure licenses and installs; the operator's driver fails on it (convergedGPUDriverSizes in
        // Azure/AgentBaker).
        .. Gpus("StandardNVADSA10v5Family", GpuModels.A10, _a10, 0,
            ("NV36ads_A10_v5", 36, 440, 1, 1440), ("NV72ads_A10_v5", 72, 880, 2, 2880))
            .Select(machine => machine with { DriverOfImageOnly = true }),
        .. Gpus("StandardNCADSA100v4Family", GpuModels.A100, _a100, 0,
            ("NC24ads_A100_v4", 24, 220, 1, 64), ("NC48ads_A100_v4", 48, 440, 2, 128), ("NC96ads_A100_v4", 96, 880, 4, 256)),
        .. Gpus("Standard NDAMSv4_A100Family", GpuModels.A100, _a100InfiniBand, 8,
            ("ND96amsr_A100_v4", 96, 1900, 8, 2900)),
        .. Gpus("StandardNCadsH100v5Family", GpuModels.H100Nvl, _h100, 0,
            ("NC40ads_H100_v5", 40, 320, 1, 128), ("NC80adis_H100_v5", 80, 640, 2, 256)),
        .. Gpus("standardNDSH100v5Family", GpuModels.H100, _h100InfiniBand, 8,
            ("ND96isr_H100_v5", 96, 1900, 8, 1000)),
        .. Gpus("standardNDISRH200V5Family", GpuModels.H200, _h200InfiniBand, 8,
            ("ND96isr_H200_v5", 96, 1850, 8, 1000)),
    ];

    private static IEnumerable<MachineType> Sizes(string series, int gibPerVcpu)
    {
        foreach (var (vcpus, disk) in _sizes)
        {
            yield return new(
                $"Standard_{series}{vcpus}ds_v5", ProcessorArchitecture.X86, vcpus, vcpus * gibPerVcpu, null, 0, Interconnect.None, 0,
                _everywhere)
            {
                QuotaFamily = $"standard{series}DSv5Family",
                TemporaryDiskGiB = disk,
            };
        }
    }

    private static IEnumerable<MachineType> Gpus(
        string family, GpuModel model, ImmutableSortedSet<string> regions, int infiniBandCards,
        params (string Size, int Vcpus, int MemoryGiB, int Gpus, int TemporaryDiskGiB)[] sizes)
    {
        var interconnect = infiniBandCards == 0 ? Interconnect.None : Interconnect.InfiniBand;
        foreach (var (size, vcpus, memory, gpus, disk) in sizes)
        {
            yield return new(
                $"Standard_{size}", ProcessorArchitecture.X86, vcpus, memory, model, gpus, interconnect, infiniBandCards, regions)
            {
                QuotaFamily = family,
                TemporaryDiskGiB = disk,
            };
        }
    }
}
