using Infra.AddOns;
using Infra.Findings;
using Infra.Tests.Stacks;

namespace Infra.Tests.Cli;

/// <summary>Mistakes that people make in a stack file, and the one line that each of them gets.</summary>
public class WrongStacksTests
{
    private static readonly string _addOns = Spelling.List(AddOnList.All.Select(addOn => addOn.Key).Order(StringComparer.Ordinal));

    private const string Right = SoundStack.Text;

    [Fact]
    public async Task Accepts_the_stack_that_the_others_are_made_of()
    {
        using var project = new ProjectFolder(Right);

        Assert.Equal((0, "No findings.\n", ""), await project.OthersAsync("check", "test"));
    }

    [Theory]
    [InlineData("region: eu-central-1", "region: us-east-1",
        "SOV002 error clusters[0].region: \"us-east-1\" is in US; this platform allows eu. Allowed AWS regions: eu-central-1, " +
        "eu-north-1, eu-south-1, eu-south-2, eu-west-1, eu-west-3, eusc-de-east-1.")]
    [InlineData("region: eu-central-1", "region: eu-centrall-1",
        "CLU006 error clusters[0].region: \"eu-centrall-1\" is not an AWS region in the catalogue. Did you mean \"eu-central-1\"? " +
        "Allowed: cn-north-1, cn-northwest-1, eu-central-1, eu-central-2, eu-north-1, eu-south-1, eu-south-2, eu-west-1, eu-west-2, " +
        "eu-west-3, eusc-de-east-1, us-east-1, us-east-2, us-gov-east-1, us-gov-west-1, us-west-2.")]
    [InlineData("version: \"1.35\"\n      role", "version: 1.30\n      role",
        "SPEC006 error clusters[0].version: found the number 1.3, expected text. Put it in quotes: without them YAML reads 1.30 as the " +
        "number 1.3.")]
    [InlineData("role: hub", "rolle: hub",
        "SPEC004 error clusters[0].rolle: \"rolle\" is not known here. Did you mean \"role\"? Allowed: access, account, addOns, " +
        "backupBucket, backupCopy, budget, controlPlaneLogs, deletionProtection, delivery, ingress, issuer, kind, logRetentionDays, " +
        "name, network, parallelPulls, pools, prePullImages, privateAccessCidrs, publicAccessCidrs and 10 more.")]
    [InlineData("kind: aks", "kind: gke", "SPEC007 error clusters[1].kind: \"gke\" is not known. Allowed: eks, aks, on-prem.")]
    [InlineData("max: 12", "max: none", "SPEC006 error clusters[0].pools[0].max: found \"none\", expected a whole number.")]
    [InlineData("max: 12", "min: 13, max: 12", "CLU016 error clusters[0].pools[0].min: min is 13. Allowed: 0 to 12 (max).")]
    [InlineData("max: 12", "max: 12, capacity: reserved, zones: [a]",
        "CLU017 error clusters[0].pools[0].reservation: reservation is missing, but capacity is reserved. Give the id of an EC2 capacity " +
        "reservation, such as cr-0123456789abcdef0.")]
    [InlineData("max: 12", "max: 12, provisioner: karpenter",
        "GPU006 error clusters[0].pools[0].gpu.sharing.mode: Karpenter does not know nvidia.com/gpu.shared and would start no node for " +
        "it (kubernetes-sigs/karpenter#729). Allowed with karpenter: exclusive; to share GPUs, set provisioner to managed.")]
    [InlineData("machine: g6e.12xlarge", "machine: p5e.48xlarge",
        "CLU015 error clusters[0].pools[0].machine: \"p5e.48xlarge\" is not offered in eu-central-1. It is offered in eu-north-1, " +
        "eu-south-2, eu-west-2, us-east-1, us-east-2, us-west-2.")]
    [InlineData("max: 12",
        "max: 12, capacity: capacity-block, zones: [a], reservation: cr-0123456789abcdef0, blockEnds: \"2027-03-01T11:30:00Z\"",
        "CLU017 error clusters[0].pools[0].capacity: AWS offers no capacity blocks for g6e.12xlarge. Machine types with capacity blocks: " +
        "p4d.24xlarge, p4de.24xlarge, p5.48xlarge, p5.4xlarge, p5e.48xlarge, p5en.48xlarge, p6-b200.48xlarge, p6-b300.48xlarge, " +
        "trn1.32xlarge, trn2.48xlarge.")]
    [InlineData("max: 12", "max: 12, capacity: reserved, reservation: cr-0123456789abcdef0",
        "CLU017 error clusters[0].pools[0].zones: a capacity reservation is in one zone, but the pool spans all zones of the cluster. " +
        "Give the zone of the reservation.")]
    [InlineData("version: \"1.35\"\n      role", "version: \"1.33\"\n      role",
        "CLU007 error clusters[0].version: \"1.33\" is past standard support, and the cluster has no extended support. Allowed: 1.34, " +
        "1.35, 1.36; or set support to extended.")]
    [InlineData("max: 12", "max: 12, version: \"1.36\"",
        "CLU084 error clusters[0].pools[0].version: \"1.36\" is newer than the cluster's version 1.35. Allowed: 1.33, 1.34, 1.35.")]
    [InlineData("max: 6", "max: 6, version: \"1.32\"",
        "CLU084 error clusters[1].pools[0].version: \"1.32\" is not supported. Allowed: 1.33, 1.34, 1.35.")]
    [InlineData("machine: Standard_NC40ads_H100_v5, max: 6, gpu: { sharing: { mode: mig, profile: 1g.12gb } }",
        "machine: Standard_NV36ads_A10_v5, max: 6, gpu: { driver: operator }",
        "GPU005 error clusters[1].pools[0].gpu.driver: Standard_NV36ads_A10_v5 has a virtual GPU, whose driver only Azure provides. " +
        "Allowed: node-image, or leave it out.")]
    [InlineData("name: westeurope", "name: westeurope\n      addOns: { gpu-operator: { driverVersion: latest } }",
        "GPU020 error clusters[1].addOns.gpu-operator.driverVersion: \"latest\" is not a driver release. Allowed: a full version number, " +
        "such as 595.91.07.")]
    [InlineData("name: westeurope", "name: westeurope\n      addOns: { gpu-operator: null }",
        "GPU021 error clusters[1].pools[0]: nothing installs the driver for its H100 NVL 94 GB: gpu-operator is off on this cluster. " +
        "Turn it on with gpu-operator: {}, or set gpu.driver to node-image.")]
    [InlineData("mode: time-slicing, replicas: 4", "mode: mig, profile: 1g.5gb",
        "GPU003 error clusters[0].pools[0].gpu.sharing.mode: L40S 48 GB does not support MIG. Allowed: exclusive, time-slicing, mps.")]
    [InlineData("profile: 1g.12gb", "profile: 1g.5gb",
        "GPU003 error clusters[1].pools[0].gpu.sharing.profile: H100 NVL 94 GB has no MIG profile \"1g.5gb\". Allowed: 1g.12gb, 1g.24gb, " +
        "2g.24gb, 3g.47gb, 4g.47gb, 7g.94gb.")]
    [InlineData("cidr: 10.20.0.0/16", "cidr: 10.10.128.0/17",
        "CLU009 error clusters[1].network.cidr: \"10.10.128.0/17\" overlaps 10.10.0.0/16 of clusters[0] (frankfurt). The networks of a " +
        "fleet must not overlap.")]
    [InlineData("10.30.0.200-10.30.0.220", "10.99.0.1-10.99.0.9",
        "CLU030 error clusters[2].network.addressPools[0]: \"10.99.0.1-10.99.0.9\" is outside the site's network. Allowed: addresses in " +
        "10.30.0.0/24.")]
    [InlineData("model: h100", "model: h1000",
        "GPU002 error clusters[2].pools[0].gpu.model: \"h1000\" is not a GPU model in the catalogue. Did you mean \"h100\"? Allowed: " +
        "a10, a100, a100-40gb, a10g, a30, a40, b200, b300, gb200, gb300, h100, h100-nvl, h20, h200, l4, l40, l40s, rtx-6000-ada, " +
        "rtx-pro-6000, t4 and 2 more.")]
    [InlineData("{ secure: \"v1:AAAA\" }", "hunter2",
        "SPEC011 error ai-platform:berlin-kubeconfig: the value is in plain text, but clusters[2].kubeconfigSecret names it as a secret. " +
        "Rotate the exposed secret, then run: pulumi config set --secret ai-platform:berlin-kubeconfig")]
    [InlineData("addOns: { keda: {} }", "addOns: { kedaa: {} }",
        "SPEC009 error addOns.kedaa: there is no add-on \"kedaa\". Did you mean \"keda\"? Allowed: {add-ons}.")]
    [InlineData("network: { cidr: 10.20.0.0/16 }", "network: { cidr: 10.20.0.0/16, hubNetwork: hub }",
        "CLU065 error clusters[1].network.hubNetwork: \"hub\" is not the resource id of a virtual network. Allowed: " +
        "/subscriptions/<GUID>/resourceGroups/<group>/providers/Microsoft.Network/virtualNetworks/<name>.")]
    [InlineData("network: { cidr: 10.20.0.0/16 }", "containerRegistry: acmeplatform.azurecr.io\n      network: { cidr: 10.20.0.0/16 }",
        "CLU065 error clusters[1].containerRegistry: \"acmeplatform.azurecr.io\" is not the resource id of a container registry. " +
        "Allowed: /subscriptions/<GUID>/resourceGroups/<group>/providers/Microsoft.ContainerRegistry/registries/<name>.")]
    [InlineData("machine: Standard_NC40ads_H100_v5, max: 6,", "machine: Standard_NC40ads_H100_v5, max: 6, osDisk: ephemeral,",
        "CLU066 error clusters[1].pools[0].diskGiB: diskGiB is 200, but osDisk is ephemeral and the temporary disk of " +
        "Standard_NC40ads_H100_v5 has 128 GiB. Allowed: 50 to 128, or set osDisk to managed.")]
    [InlineData("network: { cidr: 10.20.0.0/16 }", "network: { cidr: 10.20.0.0/24 }\n      storage: { parallel: { capacityTiB: 48 } }",
        "CLU068 error clusters[1].network.cidr: a quarter of \"10.20.0.0/24\" is reserved for the parallel file system, but 48 TiB need " +
        "a /25. Give at least a /23, or lower storage.parallel.capacityTiB.")]
    [InlineData("role: hub", "role: hub\n      systemPool: { min: 2 }",
        "CLU085 error clusters[0].systemPool.min: min is 2, but the system pool needs at least 3 nodes: one for each zone, up to three. " +
        "Allowed: 3 to max.")]
    [InlineData("max: 12", "max: 12, diskIops: 3000",
        "CLU086 error clusters[0].pools[0].diskThroughput: diskThroughput is 1000, which needs 4000 IOPS, but diskIops is 3000. Allowed: " +
        "125 to 750, or raise diskIops.")]
    [InlineData("name: westeurope", "name: westeurope\n      parallelPulls: 4",
        "CLU087 error clusters[1].parallelPulls: AKS has no setting for parallel image pulls. Leave it out.")]
    [InlineData("name: westeurope", "name: westeurope\n      upgradeChannel: stable",
        "CLU088 error clusters[1].upgradeChannel: stable would upgrade the cluster beyond the version in the stack; the next pulumi up " +
        "would then ask for a downgrade, which AKS refuses. Allowed: none, patch.")]
    [InlineData("role: hub", "role: hub\n      controlPlaneLogs: [audit, audit]",
        "CLU089 error clusters[0].controlPlaneLogs[1]: audit is listed twice. Keep one.")]
    [InlineData("role: hub", "role: hub\n      storage: { parallel: { throughput: 40 } }",
        "CLU031 error clusters[0].storage.parallel.throughput: throughput is 40. Allowed for Lustre on eks, in MB/s per TiB: 125, 250, " +
        "500, 1000.")]
    [InlineData("immutableDays: 30", "immutableDays: 14",
        "CLU020 error backup.immutableDays: immutableDays is 14. Allowed: 30 (retentionDays) to 3650, so that a backup is locked for as " +
        "long as it is kept; or 0, without a lock.")]
    [InlineData("locations: [eu]", "locations: [europe]",
        "SOV001 error sovereignty.locations[0]: \"europe\" is not a known jurisdiction. Allowed: ca, ch, cn, eea, eu, " +
        "jp, no, qa, uk, us, " +
        "or the ISO 3166-1 code of a country in lower case, such as fr.")]
    public async Task Rejects_a_mistake_with_one_line(string right, string wrong, string finding)
    {
        Assert.Contains(right, Right, StringComparison.Ordinal);
        using var project = new ProjectFolder(Right.Replace(right, wrong, StringComparison.Ordinal));
        finding = finding.Replace("{add-ons}", _addOns, StringComparison.Ordinal);

        SoundStack.Tells((1, $"{finding}\n1 error.\n", ""), await project.OthersAsync("check", "test"));
        SoundStack.Tells((1, $"{finding}\n1 error.\n", ""), await project.OthersAsync("plan", "test"));
    }

    /// <summary>Who plans a stack may not have its secrets; who deploys it must.</summary>
    [Fact]
    public async Task Warns_of_a_missing_secret_and_rejects_it_where_the_stack_is_deployed()
    {
        using var project = new ProjectFolder(
            Right.Replace("kubeconfigSecret: berlin-kubeconfig", "kubeconfigSecret: berlin-kubeconfg", StringComparison.Ordinal));
        const string told = "clusters[2].kubeconfigSecret: the stack has no secret \"berlin-kubeconfg\". Did you mean " +
            "\"berlin-kubeconfig\"? Allowed: berlin-kubeconfig. Set it with: pulumi config set --secret ai-platform:berlin-kubeconfg\n";

        SoundStack.Tells((0, $"CLU019 warning {told}1 warning.\n", ""), await project.OthersAsync("check", "test"));
        SoundStack.Tells((1, $"CLU019 error {told}1 error.\n", ""), await project.OthersAsync("check", "test", "--deploy"));
        var (exitCode, output, _) = await project.RunAsync("plan", "test");
        Assert.Equal(0, exitCode);
        Assert.Contains($"CLU019 warning {told}", output, StringComparison.Ordinal);
        Assert.Contains("resources\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rejects_seven_mistakes_with_seven_lines_and_nothing_that_only_follows_from_them()
    {
        using var project = new ProjectFolder(Right
            .Replace("organization: acme", "organization: Acme", StringComparison.Ordinal)
            .Replace("operators: [eu, us]", "operators: [eu, usa]", StringComparison.Ordinal)
            .Replace("max: 12", "maxx: 12", StringComparison.Ordinal)
            .Replace("profile: 1g.12gb", "profile: 1g.5gb", StringComparison.Ordinal)
            .Replace("cidr: 10.20.0.0/16", "cidr: 10.20.0.0", StringComparison.Ordinal)
            .Replace("distribution: rke2", "distribution: rke", StringComparison.Ordinal)
            .Replace("country: DE", "country: Germany", StringComparison.Ordinal));

        var (exitCode, output, error) = await project.OthersAsync("check", "test");

        Assert.Equal(1, exitCode);
        Assert.Empty(error);
        Assert.Equal(
            "SPEC004 error clusters[0].pools[0].maxx: \"maxx\" is not known here. Did you mean \"max\"? Allowed: alternatives, ami, " +
            "blockEnds, capacity, diskGiB, diskIops, diskThroughput, fallbacks, gpu, interconnect, labels, localDisks, machine, max, " +
            "min, name, nodeMonthlyCents, placementGroup, provisioner, reservation and 3 more.\n" +
            "SPEC007 error clusters[2].distribution: \"rke\" is not known. Did you mean \"rke2\"? Allowed: rke2, k3s, openshift, " +
            "kubeadm.\n" +
            "SOV001 error sovereignty.operators[1]: \"usa\" is not a known jurisdiction. Did you mean \"us\"? Allowed: ca, ch, cn, eea, " +
            "eu, jp, no, qa, uk, us, or the ISO 3166-1 code of a country in lower case, such as fr.\n" +
            "SOV008 error sites[0].country: \"Germany\" is not a country code. Allowed: an ISO 3166-1 alpha-2 code in capitals, such as " +
            "DE.\n" +
            "CLU001 error organization: \"Acme\" is not a valid name. Allowed: at most 16 lower-case letters, digits and hyphens, " +
            "starting with a letter and not ending with a hyphen.\n" +
            "CLU008 error clusters[1].network.cidr: \"10.20.0.0\" is not a network. Allowed: an IPv4 network in CIDR notation without " +
            "host bits, such as 10.10.0.0/16.\n" +
            "GPU003 error clusters[1].pools[0].gpu.sharing.profile: H100 NVL 94 GB has no MIG profile \"1g.5gb\". Allowed: 1g.12gb, " +
            "1g.24gb, 2g.24gb, 3g.47gb, 4g.47gb, 7g.94gb.\n" +
            "7 errors.\n",
            output);
    }

    /// <summary>The rules' own tests hold what the line says.</summary>
    [Theory]
    [InlineData("SPEC001", "ai-platform:backup:", "ai-platform:backups:")]
    [InlineData("SPEC002", "  ai-platform:organization: acme\n", "")]
    [InlineData("SPEC008", "machine: g6e.12xlarge, ", "")]
    [InlineData("SPEC010", "[\"*\"]", "[]")]
    [InlineData("SOV003", "operator: eu }", "operator: cn }")]
    [InlineData("SOV004", "region: berlin\n",
        "region: berlin\n      objectStore: { endpoint: https://oss-eu-central-1.aliyuncs.com, bucket: backups, " +
        "credentialsSecret: berlin-kubeconfig }\n")]
    [InlineData("SOV006", "    registry: registry.acme.example/mirror\n", "")]
    [InlineData("SOV007", "registry: registry.acme.example/mirror", "registry: https://registry.acme.example")]
    [InlineData("CLU002", "name: berlin\n      region", "name: Berlin\n      region")]
    [InlineData("CLU004", "name: inference", "name: system")]
    [InlineData("CLU005", "role: hub", "role: member")]
    [InlineData("CLU010", "cidr: 10.20.0.0/16", "cidr: 10.244.0.0/16")]
    [InlineData("CLU011", "max: 12", "max: 900")]
    [InlineData("CLU012", "zones: 3", "zones: 9")]
    [InlineData("CLU013", "max: 12", "max: 12, zones: [q]")]
    [InlineData("CLU014", "machine: g6e.12xlarge", "machine: g6e.13xlarge")]
    [InlineData("CLU018", "max: 12", "max: 12, labels: { -bad: x }")]
    [InlineData("CLU021", "name: frankfurt", "name: frankfurt\n      logRetentionDays: 17")]
    [InlineData("CLU022", "name: frankfurt", "name: frankfurt\n      account: \"12\"")]
    [InlineData("CLU023", "administrators: [00000000-0000-4000-8000-00000000a001]", "administrators: []")]
    [InlineData("CLU024", "name: frankfurt", "name: frankfurt\n      publicAccessCidrs: [198.51.100.0/24]")]
    [InlineData("CLU025", "cidr: 10.20.0.0/16", "cidr: 10.20.0.0/16, egress: firewall")]
    [InlineData("CLU026", "      kubeconfigSecret: berlin-kubeconfig\n", "")]
    [InlineData("CLU029", "nodes: 4,", "nodes: 4, hosts: [10.30.0.21, 10.30.0.22, 10.30.0.23, 10.30.0.24],")]
    [InlineData("CLU032", "name: frankfurt", "name: frankfurt\n      prePullImages: [pytorch]")]
    [InlineData("CLU033", "name: westeurope", "name: westeurope\n      maintenance: { startHour: 25 }")]
    [InlineData("CLU034", "region: berlin\n",
        "region: berlin\n      objectStore: { endpoint: http://s3.acme.example, bucket: backups, credentialsSecret: berlin-kubeconfig }\n")]
    [InlineData("CLU060", "name: frankfurt", "name: frankfurt\n      storage: { parallel: { capacityTiB: 12 } }")]
    [InlineData("CLU061", "max: 12", "max: 12, placementGroup: acme")]
    [InlineData("CLU062", "name: frankfurt", "name: frankfurt\n      privateAccessCidrs: [203.0.113.0/24]")]
    [InlineData("CLU063", "max: 12, gpu: { sharing: { mode: time-slicing, replicas: 4 } }", "min: 1, max: 12, provisioner: karpenter")]
    [InlineData("CLU071", "      addOns: { velero: null }\n", "")]
    [InlineData("CLU076", "max: 12", "max: 252, zones: [a]")]
    [InlineData("CLU080", "max: 6,", "max: 6, diskGiB: 3000,")]
    [InlineData("GPU001", "gpu: { sharing: { mode: time-slicing", "gpu: { count: 3, sharing: { mode: time-slicing")]
    [InlineData("GPU004", "replicas: 4", "replicas: 1")]
    [InlineData("GPU007", "machine: g6e.12xlarge", "interconnect: infiniband, machine: g6e.12xlarge")]
    [InlineData("ADD001", "name: frankfurt", "name: frankfurt\n      addOns: { karpenter: {} }")]
    [InlineData("ADD002", "name: westeurope", "name: westeurope\n      addOns: { metallb: {} }")]
    public async Task Tells_of_each_rule_in_one_line(string code, string right, string wrong)
    {
        Assert.Contains(right, Right, StringComparison.Ordinal);
        using var project = new ProjectFolder(Right.Replace(right, wrong, StringComparison.Ordinal));

        var (_, output, error) = await project.OthersAsync("check", "test");

        Assert.Empty(error);
        SoundStack.Tells([code, "1"], output.TrimEnd('\n').Split('\n').Select(line => line.Split(' ')[0]));
    }

    [Theory]
    [InlineData("locations: [eu]", "locations: [eu",
        "Pulumi.test.yaml: not valid YAML: a list or a mapping is not closed. Look for a missing ] or }.")]
    [InlineData("role: hub", "role: hub\n      role: member", "Pulumi.test.yaml:18:7: not valid YAML: Duplicate key role.")]
    public async Task Rejects_what_is_not_YAML_with_one_line_and_exit_code_2(string right, string wrong, string line)
    {
        using var project = new ProjectFolder(Right.Replace(right, wrong, StringComparison.Ordinal));

        Assert.Equal((2, "", $"{line}\n"), await project.OthersAsync("check", "test"));
    }
}
