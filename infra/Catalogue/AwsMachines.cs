using System.Collections.Immutable;
using Infra.Catalogue.Accelerators;

namespace Infra.Catalogue;

/// <summary>EC2 instance types. Sizes, GPUs, local disks and EFA interfaces: https://karpenter.sh/docs/reference/instance-types/, which is
/// generated from the EC2 API; the same numbers are in https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/efa-acc-inst-types.html. A
/// machine type is offered where it has a price: the regions of <c>aws</c> are those of skypilot-org/skypilot-catalog
/// (catalogs/v8/aws/vms.csv at 00148f2, undated; it contains G7e, so it is from 2026), those of us-east-1, GovCloud and Beijing are from
/// aws/karpenter-provider-aws (pkg/providers/pricing, 2026-07-20). P5e has no on-demand price, and is offered where it has capacity blocks.
/// A family lists a region if any of its sizes is offered there. Add a missing region to the line of the family; check with <c>aws ec2
/// describe-instance-type-offerings</c>.</summary>
internal static class AwsMachines
{
    private static readonly ImmutableSortedSet<string> _everywhere = [];
    private static readonly (string Size, int Vcpus)[] _sizes =
        [("large", 2), ("xlarge", 4), ("2xlarge", 8), ("4xlarge", 16), ("8xlarge", 32)];

    // Beijing offers none of them. Zurich and Brandenburg are in no price list; they are listed so that the default system pool causes no
    // warning there.
    private static readonly ImmutableSortedSet<string> _sapphireRapids =
    [
        "eu-central-1", "eu-central-2", "eu-north-1", "eu-south-1", "eu-south-2", "eu-west-1", "eu-west-2", "eu-west-3", "eusc-de-east-1",
        "us-east-1", "us-east-2", "us-gov-east-1", "us-gov-west-1", "us-west-2",
    ];

    private static readonly ImmutableSortedSet<string> _g4dn =
    [
        "cn-north-1", "eu-central-1", "eu-north-1", "eu-south-1", "eu-west-1", "eu-west-2", "eu-west-3", "us-east-1", "us-east-2",
        "us-gov-east-1", "us-gov-west-1", "us-west-2",
    ];
    // Paris has only the small sizes (validatedpatterns/rag-llm-gitops#52).
    private static readonly ImmutableSortedSet<string> _g5 =
        ["cn-north-1", "eu-central-1", "eu-north-1", "eu-west-1", "eu-west-2", "eu-west-3", "us-east-1", "us-east-2", "us-west-2"];
    // Zurich is in no price list.
    private static readonly ImmutableSortedSet<string> _g6 =
    [
        "eu-central-1", "eu-central-2", "eu-north-1", "eu-south-2", "eu-west-2", "eu-west-3", "us-east-1", "us-east-2", "us-gov-east-1",
        "us-gov-west-1", "us-west-2",
    ];
    private static readonly ImmutableSortedSet<string> _g6e =
        ["eu-central-1", "eu-north-1", "eu-south-2", "us-east-1", "us-east-2", "us-west-2"];
    private static readonly ImmutableSortedSet<string> _g7e = ["us-east-1", "us-east-2"];
    private static readonly ImmutableSortedSet<string> _p4d =
        ["eu-central-1", "eu-north-1", "eu-west-1", "eu-west-2", "us-east-1", "us-east-2", "us-gov-west-1", "us-west-2"];
    private static readonly ImmutableSortedSet<string> _p4de = ["eu-central-1", "us-east-1", "us-west-2"];
    private static readonly ImmutableSortedSet<string> _p5 =
        ["eu-north-1", "eu-west-2", "us-east-1", "us-east-2", "us-gov-west-1", "us-west-2"];
    private static readonly ImmutableSortedSet<string> _p5Small = ["eu-west-2", "us-east-1", "us-east-2", "us-gov-west-1", "us-west-2"];
    private static readonly ImmutableSortedSet<string> _p5e =
        ["eu-north-1", "eu-south-2", "eu-west-2", "us-east-1", "us-east-2", "us-west-2"];
    private static readonly ImmutableSortedSet<string> _p5en =
        ["eu-north-1", "eu-south-2", "us-east-1", "us-east-2", "us-gov-west-1", "us-west-2"];
    private static readonly ImmutableSortedSet<string> _p6B200 = ["us-east-1", "us-east-2", "us-gov-east-1", "us-gov-west-1", "us-west-2"];
    private static readonly ImmutableSortedSet<string> _p6B300 = ["us-east-1", "us-gov-east-1", "us-west-2"];

    // In a price list only in us-east-1; the other regions are those of AWS's announcements, so that a region not listed is a warning.
    private static readonly ImmutableSortedSet<string> _inf2 =
        ["eu-central-1", "eu-north-1", "eu-west-1", "eu-west-2", "eu-west-3", "us-east-1", "us-east-2", "us-west-2"];
    private static readonly ImmutableSortedSet<string> _trn1 = ["us-east-1", "us-east-2", "us-west-2"];
    private static readonly ImmutableSortedSet<string> _trn2 = ["us-east-2"];

    /// <summary>All machines.</summary>
    internal static IEnumerable<MachineType> All =>
    [
        .. Sizes("m6i", 4, _everywhere), .. Sizes("m7i", 4, _sapphireRapids), .. Sizes("c7i", 2, _sapphireRapids),
        .. Sizes("r7i", 8, _sapphireRapids),
        .. Gpus(GpuModels.T4, _g4dn, false,
            ("g4dn.xlarge", 4, 16, 1, 0, 125), ("g4dn.2xlarge", 8, 32, 1, 0, 225), ("g4dn.4xlarge", 16, 64, 1, 0, 225),
            ("g4dn.8xlarge", 32, 128, 1, 1, 900), ("g4dn.12xlarge", 48, 192, 4, 1, 900), ("g4dn.16xlarge", 64, 256, 1, 1, 900),
            ("g4dn.metal", 96, 384, 8, 1, 1800)),
        .. Gpus(GpuModels.A10G, _g5, false,
            ("g5.xlarge", 4, 16, 1, 0, 250), ("g5.2xlarge", 8, 32, 1, 0, 450), ("g5.4xlarge", 16, 64, 1, 0, 600),
            ("g5.8xlarge", 32, 128, 1, 1, 900), ("g5.12xlarge", 48, 192, 4, 1, 3800), ("g5.16xlarge", 64, 256, 1, 1, 1900),
            ("g5.24xlarge", 96, 384, 4, 1, 3800),
            ("g5.48xlarge", 192, 768, 8, 1, 7600)),
        .. Gpus(GpuModels.L4, _g6, false,
            ("g6.xlarge", 4, 16, 1, 0, 250), ("g6.2xlarge", 8, 32, 1, 0, 450), ("g6.4xlarge", 16, 64, 1, 0, 600),
            ("g6.8xlarge", 32, 128, 1, 1, 900), ("g6.12xlarge", 48, 192, 4, 1, 3760), ("g6.16xlarge", 64, 256, 1, 1, 1880),
            ("g6.24xlarge", 96, 384, 4, 1, 3760),
            ("g6.48xlarge", 192, 768, 8, 1, 7520)),
        .. Gpus(GpuModels.L40S, _g6e, true,
            ("g6e.xlarge", 4, 32, 1, 0, 250), ("g6e.2xlarge", 8, 64, 1, 0, 450), ("g6e.4xlarge", 16, 128, 1, 0, 600),
            ("g6e.8xlarge", 32, 256, 1, 1, 900), ("g6e.12xlarge", 48, 384, 4, 1, 3800), ("g6e.16xlarge", 64, 512, 1, 1, 1900),
            ("g6e.24xlarge", 96, 768, 4, 2, 3800),
            ("g6e.48xlarge", 192, 1536, 8, 4, 7600)),
        .. Gpus(GpuModels.RtxPro6000, _g7e, true,
            ("g7e.2xlarge", 8, 64, 1, 0, 1900), ("g7e.4xlarge", 16, 128, 1, 0, 1900), ("g7e.8xlarge", 32, 256, 1, 1, 1900),
            ("g7e.12xlarge", 48, 512, 2, 1, 3800), ("g7e.24xlarge", 96, 1024, 4, 2, 7600), ("g7e.48xlarge", 192, 2048, 8, 4, 15200)),
        .. Neuron(NeuronModel.Inferentia2, _inf2,
            ("inf2.xlarge", 4, 16, 1, 0, 0), ("inf2.8xlarge", 32, 128, 1, 0, 0), ("inf2.24xlarge", 96, 384, 6, 0, 0),
            ("inf2.48xlarge", 192, 768, 12, 0, 0)),
        .. Neuron(NeuronModel.Trainium, _trn1, ("trn1.2xlarge", 8, 32, 1, 0, 474), ("trn1n.32xlarge", 128, 512, 16, 16, 7600)),
        // The whole P family and these of Trainium (https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-capacity-blocks.html).
        .. Training.Select(machine => machine with { CapacityBlocks = true }),
    ];

    // What is offered as capacity blocks: the P family and the large machines with Trainium.
    private static IEnumerable<MachineType> Training =>
    [
        .. Gpus(GpuModels.A100x40, _p4d, false, ("p4d.24xlarge", 96, 1152, 8, 4, 8000)),
        .. Gpus(GpuModels.A100, _p4de, false, ("p4de.24xlarge", 96, 1152, 8, 4, 8000)),
        .. Gpus(GpuModels.H100, _p5, false, ("p5.48xlarge", 192, 2048, 8, 32, 30400)),
        .. Gpus(GpuModels.H100, _p5Small, true, ("p5.4xlarge", 16, 256, 1, 1, 3800)),
        .. Gpus(GpuModels.H200, _p5e, false, ("p5e.48xlarge", 192, 2048, 8, 32, 30400)),
        .. Gpus(GpuModels.H200, _p5en, true, ("p5en.48xlarge", 192, 2048, 8, 16, 30400)),
        .. Gpus(GpuModels.B200, _p6B200, true, ("p6-b200.48xlarge", 192, 2048, 8, 8, 30400)),
        // The primary of its 17 network cards does not support EFA
        // (https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/efa-acc-inst-types.html).
        .. Gpus(GpuModels.B300, _p6B300, true, ("p6-b300.48xlarge", 192, 4096, 8, 16, 30400))
            .Select(machine => machine with { OrdinaryFirstCard = true }),
        .. Neuron(NeuronModel.Trainium, _trn1, ("trn1.32xlarge", 128, 512, 16, 8, 7600)),
        .. Neuron(NeuronModel.Trainium2, _trn2, ("trn2.48xlarge", 192, 2048, 16, 16, 7600)),
    ];

    private static IEnumerable<MachineType> Sizes(string family, int gibPerVcpu, ImmutableSortedSet<string> regions)
    {
        foreach (var (size, vcpus) in _sizes)
        {
            yield return new(
                $"{family}.{size}", ProcessorArchitecture.X86, vcpus, vcpus * gibPerVcpu, null, 0, Interconnect.None, 0, regions);
        }
    }

    private static IEnumerable<MachineType> Gpus(
        GpuModel model, ImmutableSortedSet<string> regions, bool spreading,
        params (string Name, int Vcpus, int MemoryGiB, int Gpus, int EfaCards, int LocalGB)[] sizes)
    {
        foreach (var (name, vcpus, memory, gpus, cards, localGB) in sizes)
        {
            yield return new(
                name, ProcessorArchitecture.X86, vcpus, memory, model, gpus,
                cards == 0 ? Interconnect.None : Interconnect.Efa, cards, regions)
            {
                Spreading = spreading,
                LocalDisksGB = localGB,
            };
        }
    }

    private static IEnumerable<MachineType> Neuron(
        NeuronModel model, ImmutableSortedSet<string> regions,
        params (string Name, int Vcpus, int MemoryGiB, int Devices, int EfaCards, int LocalGB)[] sizes)
    {
        foreach (var (name, vcpus, memory, devices, cards, localGB) in sizes)
        {
            yield return new(
                name, ProcessorArchitecture.X86, vcpus, memory, null, 0, cards == 0 ? Interconnect.None : Interconnect.Efa, cards, regions)
            {
                Neuron = model,
                NeuronCount = devices,
                Spreading = true,
                LocalDisksGB = localGB,
            };
        }
    }
}
