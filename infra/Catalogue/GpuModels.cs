using System.Collections.Immutable;

namespace Infra.Catalogue;

/// <summary>The GPU models that the platform knows. Memory, MIG profiles and the first driver of each come from NVIDIA's MIG user guide
/// (https://docs.nvidia.com/datacenter/tesla/mig-user-guide/supported-mig-profiles.html); device ids from the default layouts of its MIG
/// manager (assets/state-mig-manager/0400_configmap.yaml of NVIDIA/gpu-operator v26.7.0); the names of Bottlerocket from its
/// nvidia-migmanager (sources/nvidia-migmanager in bottlerocket-os/bottlerocket-core-kit).</summary>
public static class GpuModels
{
    /// <summary>NVIDIA T4.</summary>
    public static GpuModel T4 { get; } = WithoutMig("t4", "T4 16 GB", 16);

    /// <summary>NVIDIA V100 with 16 GB. The branch 580 is the last with drivers for Volta
    /// (https://forums.developer.nvidia.com/t/unix-graphics-feature-deprecation-schedule/60588).</summary>
    public static GpuModel V100x16 { get; } = WithoutMig("v100-16gb", "V100 16 GB", 16) with { LastDriver = 580 };

    /// <summary>NVIDIA V100 with 32 GB.</summary>
    public static GpuModel V100 { get; } = WithoutMig("v100", "V100 32 GB", 32) with { LastDriver = 580 };

    /// <summary>NVIDIA A10.</summary>
    public static GpuModel A10 { get; } = WithoutMig("a10", "A10 24 GB", 24);

    /// <summary>NVIDIA A10G, the A10 of AWS.</summary>
    public static GpuModel A10G { get; } = WithoutMig("a10g", "A10G 24 GB", 24);

    /// <summary>NVIDIA A40.</summary>
    public static GpuModel A40 { get; } = WithoutMig("a40", "A40 48 GB", 48);

    /// <summary>NVIDIA RTX 6000 of the generation Ada.</summary>
    public static GpuModel Rtx6000Ada { get; } = WithoutMig("rtx-6000-ada", "RTX 6000 Ada 48 GB", 48);

    /// <summary>NVIDIA L4.</summary>
    public static GpuModel L4 { get; } = WithoutMig("l4", "L4 24 GB", 24);

    /// <summary>NVIDIA L40.</summary>
    public static GpuModel L40 { get; } = WithoutMig("l40", "L40 48 GB", 48);

    /// <summary>NVIDIA L40S.</summary>
    public static GpuModel L40S { get; } = WithoutMig("l40s", "L40S 48 GB", 48);

    /// <summary>NVIDIA A30.</summary>
    public static GpuModel A30 { get; } =
        new("a30", "A30 24 GB", 24, [new("1g.6gb", 4), new("2g.12gb", 2), new("4g.24gb", 1)], 460)
        {
            DeviceIds = ["0x20B710DE"],
            BottlerocketName = "a30.24gb",
        };

    /// <summary>NVIDIA A100 with 40 GB.</summary>
    public static GpuModel A100x40 { get; } =
        new("a100-40gb", "A100 40 GB", 40, Sevenths("1g.5gb", "1g.10gb", "2g.10gb", "3g.20gb", "4g.20gb", "7g.40gb"), 450)
        {
            DeviceIds = ["0x20B010DE", "0x20B110DE", "0x20F110DE", "0x20F610DE"],
            BottlerocketName = "a100.40gb",
        };

    /// <summary>NVIDIA A100 with 80 GB.</summary>
    public static GpuModel A100 { get; } =
        new("a100", "A100 80 GB", 80, Sevenths("1g.10gb", "1g.20gb", "2g.20gb", "3g.40gb", "4g.40gb", "7g.80gb"), 450)
        {
            DeviceIds = ["0x20B210DE", "0x20B510DE", "0x20F310DE", "0x20F510DE"],
            BottlerocketName = "a100.80gb",
        };

    /// <summary>NVIDIA H100 with 80 GB, as SXM module or PCIe card.</summary>
    public static GpuModel H100 { get; } =
        new("h100", "H100 80 GB", 80, Sevenths("1g.10gb", "1g.20gb", "2g.20gb", "3g.40gb", "4g.40gb", "7g.80gb"), 525)
        {
            DeviceIds = ["0x233010DE", "0x233110DE", "0x232210DE", "0x232410DE"],
            BottlerocketName = "h100.80gb",
        };

    /// <summary>NVIDIA H100 NVL with 94 GB.</summary>
    public static GpuModel H100Nvl { get; } =
        new("h100-nvl", "H100 NVL 94 GB", 94, Sevenths("1g.12gb", "1g.24gb", "2g.24gb", "3g.47gb", "4g.47gb", "7g.94gb"), 525)
        {
            DeviceIds = ["0x232110DE", "0x233A10DE"],
        };

    /// <summary>NVIDIA H20 with 96 GB.</summary>
    public static GpuModel H20 { get; } =
        new("h20", "H20 96 GB", 96, Sevenths("1g.12gb", "1g.24gb", "2g.24gb", "3g.48gb", "4g.48gb", "7g.96gb"), 535)
        {
            DeviceIds = ["0x232910DE"],
        };

    /// <summary>NVIDIA H200.</summary>
    public static GpuModel H200 { get; } =
        new("h200", "H200 141 GB", 141, Sevenths("1g.18gb", "1g.35gb", "2g.35gb", "3g.71gb", "4g.71gb", "7g.141gb"), 550)
        {
            DeviceIds = ["0x233510DE", "0x233B10DE"],
            BottlerocketName = "h200.141gb",
        };

    /// <summary>NVIDIA B200.</summary>
    public static GpuModel B200 { get; } =
        new("b200", "B200 180 GB", 180, Sevenths("1g.23gb", "1g.45gb", "2g.45gb", "3g.90gb", "4g.90gb", "7g.180gb"), 570)
        {
            DeviceIds = ["0x290110DE"],
        };

    /// <summary>The Blackwell GPU of NVIDIA GB200.</summary>
    public static GpuModel Gb200 { get; } =
        new("gb200", "GB200 186 GB", 186, Sevenths("1g.23gb", "1g.47gb", "2g.47gb", "3g.93gb", "4g.93gb", "7g.186gb"), 570)
        {
            DeviceIds = ["0x294110DE"],
            SpansNodes = true,
        };

    /// <summary>The Blackwell Ultra GPU of NVIDIA GB300. NVIDIA names its first driver for the DGX Station only
    /// (https://docs.nvidia.com/datacenter/tesla/mig-user-guide/620/deployment-considerations.html).</summary>
    public static GpuModel Gb300 { get; } =
        new("gb300", "GB300 288 GB", 288, Sevenths("1g.35gb", "1g.70gb", "2g.70gb", "3g.139gb", "4g.139gb", "7g.278gb"), 595)
        {
            DeviceIds = ["0x31C210DE"],
            SpansNodes = true,
        };

    /// <summary>NVIDIA B300.</summary>
    public static GpuModel B300 { get; } =
        new("b300", "B300 288 GB", 288, Sevenths("1g.34gb", "1g.67gb", "2g.67gb", "3g.135gb", "4g.135gb", "7g.269gb"), 580)
        {
            DeviceIds = ["0x318210DE"],
        };

    /// <summary>NVIDIA RTX PRO 6000 Blackwell Server Edition.</summary>
    public static GpuModel RtxPro6000 { get; } =
        new("rtx-pro-6000", "RTX PRO 6000 96 GB", 96, [new("1g.24gb", 4), new("2g.48gb", 2), new("4g.96gb", 1)], 575)
        {
            DeviceIds = ["0x2BB510DE"],
        };

    /// <summary>All models by id.</summary>
    public static ImmutableSortedDictionary<string, GpuModel> All { get; } =
        Build(
            T4, V100x16, V100, A10, A10G, A40, Rtx6000Ada, L4, L40, L40S, A30, A100x40, A100, H100, H100Nvl, H20, H200, B200, Gb200, B300,
            Gb300, RtxPro6000);

    private static GpuModel WithoutMig(string id, string title, int memoryGb) => new(id, title, memoryGb, [], 0);

    // GPUs with seven slices all have the same six profiles; only the memory of a slice differs.
    private static ImmutableArray<MigProfile> Sevenths(string one, string oneWide, string two, string three, string four, string seven) =>
        [new(one, 7), new(oneWide, 4), new(two, 3), new(three, 2), new(four, 1), new(seven, 1)];

    private static ImmutableSortedDictionary<string, GpuModel> Build(params ReadOnlySpan<GpuModel> models)
    {
        var all = ImmutableSortedDictionary.CreateBuilder<string, GpuModel>(StringComparer.Ordinal);
        foreach (var model in models)
        {
            all.Add(model.Id, model);
        }

        return all.ToImmutable();
    }
}
