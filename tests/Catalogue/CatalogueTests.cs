using System.Text.RegularExpressions;
using Infra.Catalogue;
using Infra.Catalogue.Quotas;
using Infra.Tests.SdkSurface;

namespace Infra.Tests.Catalogue;

public class CatalogueTests
{
    public static TheoryData<CloudProfile> Profiles => [AwsProfile.Profile, AzureProfile.Profile];

    [Theory]
    [MemberData(nameof(Profiles))]
    public void Every_region_stands_in_a_known_jurisdiction_and_says_who_operates_it(CloudProfile profile) =>
        Assert.All(profile.Regions.Values, region =>
        {
            Assert.NotEmpty(Jurisdictions.Of(region.Country));
            Assert.NotEmpty(region.Operator.Jurisdictions);
            Assert.All(region.Operator.Jurisdictions, code => Assert.True(Jurisdictions.All.ContainsKey(code)));
            Assert.StartsWith("https://", region.Operator.Source, StringComparison.Ordinal);
        });

    [Theory]
    [MemberData(nameof(Profiles))]
    public void Every_machine_is_sold_in_known_regions_and_has_its_interconnect_cards(CloudProfile profile) =>
        Assert.All(profile.Machines.Values, machine =>
        {
            Assert.All(machine.Regions, region => Assert.True(profile.Regions.ContainsKey(region)));
            Assert.Equal(machine.Gpu is null, machine.GpuCount == 0);
            Assert.Equal(machine.Neuron is null, machine.NeuronCount == 0);
            Assert.Equal(machine.Interconnect == Interconnect.None, machine.InterconnectCards == 0);
        });

    [Fact]
    public void Every_machine_counts_in_a_known_quota()
    {
        Assert.All(AwsProfile.Profile.Machines.Values, machine =>
            Assert.Equal(machine.Gpu is null && machine.Neuron is null, AwsVcpuQuota.Of(machine.Name).Title == "Standard"));
        Assert.All(AzureProfile.Profile.Machines.Values, machine =>
            Assert.Matches("^[Ss]tandard ?[A-Za-z0-9_ ]+Family$", machine.QuotaFamily!));
    }

    // From what the clouds' names say: a g after the generation is Graviton, gb is Grace; a p in the features of an Azure size is Arm
    // (https://learn.microsoft.com/azure/virtual-machines/vm-naming-conventions).
    [Theory]
    [MemberData(nameof(Profiles))]
    public void Every_machine_has_the_processors_that_its_name_says(CloudProfile profile) =>
        Assert.All(profile.Machines.Values, machine => Assert.Equal(
            Regex.IsMatch(machine.Name, @"^[a-z]+\d+[a-z]*g[a-z]*\.|^a1\.|-gb\d+\.|^Standard_[A-Z]+\d+[a-z]*p") ? ProcessorArchitecture.Arm
                : ProcessorArchitecture.X86,
            machine.Architecture));

    [Fact]
    public void Sells_capacity_blocks_of_the_P_family_and_of_large_Trainium_machines_alone() => Assert.All(
        CloudProfile.All.SelectMany(cloud => cloud.Machines.Values),
        machine => Assert.Equal(
            machine.Name.StartsWith('p') || machine.Name is "trn1.32xlarge" or "trn2.48xlarge", machine.CapacityBlocks));

    // https://karpenter.sh/docs/reference/instance-types/; of the cores of Trainium2 two are one for a pod.
    [Theory]
    [InlineData("inf2.xlarge", "Inferentia2 32 GiB", 1, 2, 0)]
    [InlineData("inf2.24xlarge", "Inferentia2 32 GiB", 6, 12, 0)]
    [InlineData("inf2.48xlarge", "Inferentia2 32 GiB", 12, 24, 0)]
    [InlineData("trn1.2xlarge", "Trainium 32 GiB", 1, 2, 0)]
    [InlineData("trn1.32xlarge", "Trainium 32 GiB", 16, 32, 8)]
    [InlineData("trn1n.32xlarge", "Trainium 32 GiB", 16, 32, 16)]
    [InlineData("trn2.48xlarge", "Trainium2 96 GiB", 16, 64, 16)]
    public void Knows_the_Neuron_devices_and_EFA_interfaces_of_EC2(string name, string model, int count, int cores, int cards)
    {
        var machine = AwsProfile.Profile.Machines[name];

        Assert.Equal((model, count, cores, cards),
            (machine.Neuron!.Title, machine.NeuronCount, machine.NeuronCount * machine.Neuron.Cores, machine.InterconnectCards));
        Assert.Null(machine.Gpu);
    }

    [Fact]
    public void Knows_the_one_machine_whose_first_card_is_an_ordinary_one() => Assert.Equal(
        ["p6-b300.48xlarge"],
        CloudProfile.All.SelectMany(cloud => cloud.Machines.Values).Where(machine => machine.OrdinaryFirstCard)
            .Select(machine => machine.Name));

    [Theory]
    [MemberData(nameof(Profiles))]
    public void Runs_the_platform_on_a_machine_without_GPUs_that_its_documentation_names(CloudProfile profile)
    {
        var machine = profile.Machines[profile.SystemMachine];

        Assert.Equal((null, 4, 16), (machine.Gpu, machine.Vcpus, machine.MemoryGiB));
        var kind = profile == AwsProfile.Profile ? "EKS" : "AKS";
        var text = File.ReadAllText(Path.Combine(Repository.Root, "infra/Specification/Pools/SystemPoolSpec.cs"));
        Assert.Contains($"{machine.Name} on {kind}", text, StringComparison.Ordinal);
        Assert.Contains($"{profile.SystemDiskGiB} on {kind}", text, StringComparison.Ordinal);
        Assert.Contains(
            $"three tainted `{machine.Name}` with {profile.SystemDiskGiB} GiB",
            File.ReadAllText(Path.Combine(Repository.Root, $"docs/{kind.ToLowerInvariant()}.md")), StringComparison.Ordinal);
    }

    [Fact]
    public void Runs_on_prem_what_every_cloud_offers() => Assert.All(
        OnPremProfile.Versions, version => Assert.All(CloudProfile.All, cloud => Assert.Contains(version, cloud.Versions)));

    [Theory]
    [InlineData("p5.48xlarge", "h100", 8, 32)]
    [InlineData("p4d.24xlarge", "a100-40gb", 8, 4)]
    [InlineData("p6-b300.48xlarge", "b300", 8, 16)]
    [InlineData("p6-b200.48xlarge", "b200", 8, 8)]
    [InlineData("p5en.48xlarge", "h200", 8, 16)]
    [InlineData("p5.4xlarge", "h100", 1, 1)]
    [InlineData("g7e.48xlarge", "rtx-pro-6000", 8, 4)]
    [InlineData("g6e.24xlarge", "l40s", 4, 2)]
    [InlineData("g6e.12xlarge", "l40s", 4, 1)]
    [InlineData("g4dn.4xlarge", "t4", 1, 0)]
    public void Knows_the_GPUs_and_EFA_interfaces_of_EC2(string name, string gpu, int count, int cards)
    {
        var machine = AwsProfile.Profile.Machines[name];

        Assert.Equal((gpu, count, cards), (machine.Gpu!.Id, machine.GpuCount, machine.InterconnectCards));
    }

    [Theory]
    [InlineData("Standard_NC80adis_H100_v5", "h100-nvl", 2, 80, 640)]
    [InlineData("Standard_ND96isr_H200_v5", "h200", 8, 96, 1850)]
    [InlineData("Standard_NC96ads_A100_v4", "a100", 4, 96, 880)]
    public void Knows_the_GPUs_and_sizes_of_Azure(string name, string gpu, int count, int vcpus, int memory)
    {
        var machine = AzureProfile.Profile.Machines[name];

        Assert.Equal((gpu, count, vcpus, memory), (machine.Gpu!.Id, machine.GpuCount, machine.Vcpus, machine.MemoryGiB));
    }

    [Theory]
    [MemberData(nameof(Profiles))]
    public void Every_version_in_extended_support_can_be_created(CloudProfile profile) =>
        Assert.Subset(profile.Versions.ToHashSet(), profile.ExtendedVersions.ToHashSet());

    [Theory]
    [InlineData("t4", 16, "", 0)]
    [InlineData("a10", 24, "", 0)]
    [InlineData("a10g", 24, "", 0)]
    [InlineData("l4", 24, "", 0)]
    [InlineData("l40s", 48, "", 0)]
    [InlineData("l40", 48, "", 0)]
    [InlineData("a40", 48, "", 0)]
    [InlineData("rtx-6000-ada", 48, "", 0)]
    [InlineData("v100", 32, "", 0)]
    [InlineData("v100-16gb", 16, "", 0)]
    [InlineData("h20", 96, "1g.12gb x7, 1g.24gb x4, 2g.24gb x3, 3g.48gb x2, 4g.48gb x1, 7g.96gb x1", 535)]
    [InlineData("gb200", 186, "1g.23gb x7, 1g.47gb x4, 2g.47gb x3, 3g.93gb x2, 4g.93gb x1, 7g.186gb x1", 570)]
    [InlineData("gb300", 288, "1g.35gb x7, 1g.70gb x4, 2g.70gb x3, 3g.139gb x2, 4g.139gb x1, 7g.278gb x1", 595)]
    [InlineData("a30", 24, "1g.6gb x4, 2g.12gb x2, 4g.24gb x1", 460)]
    [InlineData("a100-40gb", 40, "1g.5gb x7, 1g.10gb x4, 2g.10gb x3, 3g.20gb x2, 4g.20gb x1, 7g.40gb x1", 450)]
    [InlineData("a100", 80, "1g.10gb x7, 1g.20gb x4, 2g.20gb x3, 3g.40gb x2, 4g.40gb x1, 7g.80gb x1", 450)]
    [InlineData("h100", 80, "1g.10gb x7, 1g.20gb x4, 2g.20gb x3, 3g.40gb x2, 4g.40gb x1, 7g.80gb x1", 525)]
    [InlineData("h100-nvl", 94, "1g.12gb x7, 1g.24gb x4, 2g.24gb x3, 3g.47gb x2, 4g.47gb x1, 7g.94gb x1", 525)]
    [InlineData("h200", 141, "1g.18gb x7, 1g.35gb x4, 2g.35gb x3, 3g.71gb x2, 4g.71gb x1, 7g.141gb x1", 550)]
    [InlineData("b200", 180, "1g.23gb x7, 1g.45gb x4, 2g.45gb x3, 3g.90gb x2, 4g.90gb x1, 7g.180gb x1", 570)]
    [InlineData("b300", 288, "1g.34gb x7, 1g.67gb x4, 2g.67gb x3, 3g.135gb x2, 4g.135gb x1, 7g.269gb x1", 580)]
    [InlineData("rtx-pro-6000", 96, "1g.24gb x4, 2g.48gb x2, 4g.96gb x1", 575)]
    public void Knows_memory_MIG_profiles_and_first_driver_of_every_GPU(string id, int memory, string profiles, int driver)
    {
        var model = GpuModels.All[id];

        Assert.Equal(memory, model.MemoryGb);
        Assert.Equal(profiles, string.Join(", ", model.MigProfiles.Select(profile => $"{profile.Name} x{profile.Count}")));
        Assert.Equal(driver, model.LeastMigDriver);
    }

    [Fact]
    public void Every_GPU_with_MIG_has_device_ids_of_its_own()
    {
        Assert.All(GpuModels.All.Values, model => Assert.Equal(model.MigProfiles.IsEmpty, model.DeviceIds.IsEmpty));
        var ids = GpuModels.All.Values.SelectMany(model => model.DeviceIds).ToList();
        // 10DE is NVIDIA.
        Assert.All(ids, id => Assert.Matches("^0x[0-9A-F]{4}10DE$", id));
        Assert.Equal(ids.Distinct(), ids);
    }

    [Fact]
    public void Names_the_GPUs_that_Bottlerocket_cuts_by_model_and_memory()
    {
        var cut = GpuModels.All.Values.Where(model => model.BottlerocketName is not null).ToList();

        Assert.Equal(["a100", "a100-40gb", "a30", "h100", "h200"], cut.Select(model => model.Id));
        Assert.All(cut, model => Assert.Equal($"{model.Id.Split('-')[0]}.{model.MemoryGb}gb", model.BottlerocketName));
        Assert.All(cut, model => Assert.NotEmpty(model.MigProfiles));
    }

    [Fact]
    public void Tests_name_every_GPU_model() => Assert.Equal(22, GpuModels.All.Count);

    [Fact]
    public void The_EEA_holds_the_EU_and_not_the_other_way_round()
    {
        Assert.True(Jurisdictions.All["eea"].Contains(Jurisdictions.All["eu"]));
        Assert.False(Jurisdictions.All["eu"].Contains(Jurisdictions.All["eea"]));
        Assert.Equal(27, Jurisdictions.All["eu"].Countries.Count);
    }

    [Fact]
    public void The_parent_company_of_the_sovereign_cloud_counts() =>
        Assert.Equal(["eu", "us"], AwsProfile.Profile.Regions["eusc-de-east-1"].Operator.Jurisdictions.AsEnumerable());
}
