using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.Json;
using Infra.Planning.Differences;
using Infra.Reports;
using Infra.Rules;
using Infra.Stacks;
using Infra.Tests.Components.Clusters.OnPrem;

namespace Infra.Tests.Stacks.Updates;

/// <summary>A small stack of each kind, and what people change in it from day to day.</summary>
internal static class EverydayChanges
{
    private const string Eks = """
        ai-platform:backup: { retentionDays: 30, immutableDays: 30 }
        ai-platform:clusters:
          - kind: eks
            name: frankfurt
            region: eu-central-1
            account: "111122223333"
            version: "1.34"
            role: hub
            network: { cidr: 10.10.0.0/16, zones: 2 }
            access: { administrators: ["arn:aws:iam::111122223333:role/first", "arn:aws:iam::111122223333:role/second"] }
            privateAccessCidrs: [10.0.0.0/24, 10.0.1.0/24]
            logRetentionDays: 90
            systemPool: { min: 3, max: 6, diskGiB: 100 }
            storage: { fast: {}, shared: {}, parallel: {} }
            budget: { monthly: 40000, from: 2026-12, notify: [platform@acme.example] }
            pools:
              - { name: inference, machine: g6.12xlarge, min: 1, max: 4, labels: { team: vision } }
              - { name: general, machine: m7i.2xlarge, min: 0, max: 10 }
        """;

    private const string Aks = """
        ai-platform:backup: { retentionDays: 30, immutableDays: 30 }
        ai-platform:clusters:
          - kind: aks
            name: sweden
            region: swedencentral
            version: "1.34"
            role: hub
            network: { cidr: 10.20.0.0/16, zones: 2 }
            access: { administrators: [00000000-0000-4000-8000-00000000a001, 00000000-0000-4000-8000-00000000a002] }
            logRetentionDays: 90
            systemPool: { min: 3, max: 6 }
            storage: { fast: {}, shared: {} }
            budget: { monthly: 40000, from: 2026-12, notify: [platform@acme.example] }
            pools:
              - { name: inference, machine: Standard_NC40ads_H100_v5, min: 1, max: 4, diskGiB: 200, labels: { team: vision } }
              - { name: general, machine: Standard_D8ds_v5, min: 0, max: 10 }
        """;

    private const string Provisioned = """
        ai-platform:backup: { retentionDays: 30, immutableDays: 30 }
        ai-platform:clusters:
          - kind: aks
            name: paris
            region: francecentral
            version: "1.34"
            role: hub
            network: { cidr: 10.20.0.0/16, zones: 2 }
            access: { administrators: [00000000-0000-4000-8000-00000000a001] }
            systemPool: { min: 3, max: 6 }
            pools:
              - { name: chat, machine: Standard_NC8as_T4_v3, max: 4, provisioner: karpenter, labels: { team: vision } }
              - { name: general, machine: Standard_D8ds_v5, max: 10, provisioner: karpenter }
              - { name: training, machine: Standard_NC24ads_A100_v4, min: 2, max: 2 }
        """;

    private static readonly string _site = $$"""
        ai-platform:backup: { retentionDays: 30, immutableDays: 30 }
        ai-platform:clusters:
          - kind: on-prem
            name: berlin
            region: berlin
            distribution: rke2
            version: "1.34"
            role: hub
            install:
              servers: [10.30.0.11, 10.30.0.12, 10.30.0.13]
              registrationAddress: 10.30.0.10
              release: v1.34.1+rke2r1
              sshKeySecret: ssh
              digests: {{StackSample.Digests}}
              hostKeys: {{HostKeys("21", "22")}}
            network: { cidr: 10.30.0.0/16, addressPools: [10.30.250.0-10.30.250.99] }
            objectStore: { endpoint: "https://s3.berlin.acme.example", bucket: berlin-backups, credentialsSecret: s3 }
            storage: { fast: { provider: longhorn } }
            pools:
              - { name: gpu, nodes: 2, hosts: [10.30.0.21, 10.30.0.22], gpu: { model: h100, count: 8 }, labels: { team: vision } }
        """;

    private const string Adopted = """
        ai-platform:backup: { retentionDays: 30, immutableDays: 30 }
        ai-platform:clusters:
          - kind: on-prem
            name: munich
            region: berlin
            distribution: kubeadm
            version: "1.34"
            role: hub
            kubeconfigSecret: kubeconfig
            network: { cidr: 10.40.0.0/16, addressPools: [10.40.250.0-10.40.250.99] }
            objectStore: { endpoint: "https://s3.berlin.acme.example", bucket: munich-backups, credentialsSecret: s3 }
            storage: { fast: { provider: longhorn }, shared: { provider: longhorn } }
            pools: [{ name: gpu, nodes: 2, gpu: { model: h100, count: 8 } }, { name: general, nodes: 3 }]
        """;

    private static readonly ImmutableDictionary<string, string> _stacks = new Dictionary<string, string>
    {
        ["EKS"] = Eks, ["AKS"] = Aks, ["AKS with Karpenter"] = Provisioned, ["Installed site"] = _site, ["Adopted cluster"] = Adopted,
    }.ToImmutableDictionary(StringComparer.Ordinal);

    private static readonly ConcurrentDictionary<string, Task<PlatformPlan>> _plans = new(StringComparer.Ordinal);

    /// <summary>All changes.</summary>
    public static ImmutableArray<EverydayChange> All { get; } =
    [
        .. In("EKS",
            InPlace("More nodes at least", ("machine: g6.12xlarge, min: 1", "machine: g6.12xlarge, min: 2")),
            InPlace("More nodes at most", ("min: 1, max: 4", "min: 1, max: 8")),
            InPlace("A larger system pool", ("systemPool: { min: 3, max: 6", "systemPool: { min: 4, max: 8")),
            InPlace("The next Kubernetes version", ("version: \"1.34\"", "version: \"1.35\"")),
            Added("Another pool", ("pools:\n", "pools:\n      - { name: batch, machine: c7i.8xlarge, max: 2 }\n")),
            Removed("A pool less", ("\n      - { name: general, machine: m7i.2xlarge, min: 0, max: 10 }", "")),
            InPlace("Another machine type", ("machine: g6.12xlarge", "machine: g6.24xlarge")),
            Replaced("A third zone", ("zones: 2", "zones: 3")),
            Added("Another administrator", ("role/second\"", "role/second\", \"arn:aws:iam::111122223333:role/third\"")),
            Removed("The first administrator less", ("\"arn:aws:iam::111122223333:role/first\", ", "")),
            InPlace("Another label", ("team: vision", "team: vision, tier: gold")),
            InPlace("Larger disks", ("min: 1, max: 4", "min: 1, max: 4, diskGiB: 500")),
            InPlace("Logs for longer", ("logRetentionDays: 90", "logRetentionDays: 180")),
            InPlace("A larger budget, and somebody else who is told",
                ("monthly: 40000", "monthly: 50000"), ("[platform@acme.example]", "[platform@acme.example, finance@acme.example]")),
            InPlace("Backups for longer, with the break-glass role", (Days(30), Days(60))),
            InPlace("GPUs shared by several pods", ("min: 1, max: 4", "min: 1, max: 4, gpu: { sharing: { mode: mps, replicas: 4 } }")),
            Added("Another network with access", ("10.0.0.0/24, ", "10.0.9.0/24, 10.0.0.0/24, ")),
            Removed("The first network less with access", ("10.0.0.0/24, ", "")),
            Added("A bucket as a parallel file system",
                ("parallel: {}", "parallel: { linked: [{ name: data, namespace: train, bucket: acme-data }] }")),
            Added("An image to pull in advance", ("    pools:", "    prePullImages: [registry.acme.example/mirror/vllm:1]\n    pools:")),
            Removed("An add-on less", ("    pools:", "    addOns: { keda: null }\n    pools:")),
            Refused("No shared storage any more", ("shared: {}, ", ""))),
        .. In("AKS",
            InPlace("More nodes at least", ("machine: Standard_NC40ads_H100_v5, min: 1", "machine: Standard_NC40ads_H100_v5, min: 2")),
            InPlace("More nodes at most", ("min: 1, max: 4", "min: 1, max: 8")),
            InPlace("A larger system pool", ("systemPool: { min: 3, max: 6", "systemPool: { min: 4, max: 8")),
            InPlace("The next Kubernetes version", ("version: \"1.34\"", "version: \"1.35\"")),
            Added("Another pool", ("pools:\n", "pools:\n      - { name: batch, machine: Standard_D8ds_v5, max: 2 }\n")),
            Replaced("A first pool of Karpenter, beside others of fixed size",
                ("pools:\n", "pools:\n      - { name: chat, machine: Standard_NC8as_T4_v3, max: 8, provisioner: karpenter }\n"),
                ("min: 1, max: 4", "min: 4, max: 4"), ("min: 0, max: 10", "min: 10, max: 10")),
            Removed("A pool less", ("\n      - { name: general, machine: Standard_D8ds_v5, min: 0, max: 10 }", "")),
            Replaced("Another machine type", ("machine: Standard_D8ds_v5", "machine: Standard_D16ds_v5")),
            Replaced("A third zone", ("zones: 2", "zones: 3")),
            Added("Another administrator", ("8000-00000000a002", "8000-00000000a002, 00000000-0000-4000-8000-00000000a003")),
            Removed("The first administrator less", ("00000000-0000-4000-8000-00000000a001, ", "")),
            InPlace("Another label", ("team: vision", "team: vision, tier: gold")),
            Replaced("Larger disks", ("diskGiB: 200", "diskGiB: 500")),
            InPlace("Logs for longer", ("logRetentionDays: 90", "logRetentionDays: 180")),
            InPlace("A larger budget, and somebody else who is told",
                ("monthly: 40000", "monthly: 50000"), ("[platform@acme.example]", "[platform@acme.example, finance@acme.example]")),
            InPlace("Backups for longer", (Days(30), Days(60))),
            Added("An image to pull in advance", ("    pools:", "    prePullImages: [registry.acme.example/mirror/vllm:1]\n    pools:")),
            Removed("An add-on less", ("    pools:", "    addOns: { keda: null }\n    pools:")),
            Refused("No shared storage any more", (", shared: {}", ""))),
        .. In("AKS with Karpenter",
            InPlace("More nodes at most", ("max: 4", "max: 8")),
            InPlace("Another machine type", ("machine: Standard_D8ds_v5", "machine: Standard_D16ds_v5")),
            InPlace("A second machine type to choose from, bought as spot first",
                ("max: 4", "max: 4, alternatives: [Standard_NC16as_T4_v3], capacity: spot, fallbacks: [on-demand]")),
            InPlace("Larger disks", ("max: 4", "max: 4, diskGiB: 500")),
            InPlace("Another label", ("team: vision", "team: vision, tier: gold")),
            InPlace("One zone less for a pool", ("max: 4", "max: 4, zones: [\"1\"]")),
            InPlace("The next Kubernetes version", ("version: \"1.34\"", "version: \"1.35\"")),
            InPlace("A larger system pool", ("systemPool: { min: 3, max: 6", "systemPool: { min: 4, max: 8")),
            InPlace("A larger pool of fixed size", ("min: 2, max: 2", "min: 3, max: 3")),
            Added("Another pool",
                ("pools:\n", "pools:\n      - { name: batch, machine: Standard_D8ds_v5, max: 2, provisioner: karpenter }\n")),
            Removed("A pool less", ("\n      - { name: general, machine: Standard_D8ds_v5, max: 10, provisioner: karpenter }", ""))),
        .. In("Installed site",
            // The kubeconfig is read again.
            Replaced("The next Kubernetes version", ("version: \"1.34\"", "version: \"1.35\""), ("v1.34.1+rke2r1", "v1.35.1+rke2r1")),
            Added("Another host",
                ("nodes: 2, hosts: [10.30.0.21, 10.30.0.22]", "nodes: 3, hosts: [10.30.0.21, 10.30.0.22, 10.30.0.23]"),
                (HostKeys("21", "22"), HostKeys("21", "22", "23"))),
            Replaced("The first host less",
                ("nodes: 2, hosts: [10.30.0.21, 10.30.0.22]", "nodes: 1, hosts: [10.30.0.22]"), (HostKeys("21", "22"), HostKeys("22"))),
            InPlace("Another label", ("team: vision", "team: vision, tier: gold")),
            InPlace("Another range of addresses", ("10.30.250.99]", "10.30.250.99, 10.30.251.0/24]")),
            Replaced("A certificate authority of the store",
                ("credentialsSecret: s3", $"credentialsSecret: s3, caCertificate: {JsonSerializer.Serialize(OnPremSamples.Authority)}")),
            Replaced("Backups for longer, which asks the store anew what it locks", (Days(30), Days(60)))),
        .. In("Adopted cluster",
            InPlace("The next Kubernetes version", ("version: \"1.34\"", "version: \"1.35\"")),
            InPlace("Another range of addresses", ("10.40.250.99]", "10.40.250.99, 10.40.251.0/24]")),
            InPlace("A third node", ("nodes: 2", "nodes: 3")),
            Added("Another pool", ("pools: [", "pools: [{ name: cpu, nodes: 3 }, ")),
            Removed("An add-on less", ("    pools:", "    addOns: { keda: null }\n    pools:")),
            Replaced("Backups for longer, which asks the store anew what it locks", (Days(30), Days(60)))),
    ];

    /// <summary>What the engine would do.</summary>
    public static async Task<ImmutableArray<ResourceDifference>> DifferencesAsync(EverydayChange change)
    {
        var before = _stacks[change.Stack];
        var after = before;
        foreach (var (from, to) in change.Edits)
        {
            Assert.True(after.Contains(from, StringComparison.Ordinal), $"{change}: the stack has no \"{from}\".");
            after = after.Replace(from, to, StringComparison.Ordinal);
        }

        return PlanDifferences.Between((await PlanAsync(before)).Resources, (await PlanAsync(after)).Resources);
    }

    /// <summary>The same in words.</summary>
    public static async Task<ImmutableArray<string>> LinesAsync(EverydayChange change) =>
        DifferenceText.Lines(await DifferencesAsync(change));

    private static Task<PlatformPlan> PlanAsync(string config) => _plans.GetOrAdd(config, async text =>
    {
        var plan = await Preflight.PlanAsync(StackSample.Inputs(text));
        Assert.Equal("", RuleSet.Report(SoundStack.Others(plan.Findings)));
        return plan;
    });

    private static IEnumerable<EverydayChange> In(string stack, params ReadOnlySpan<EverydayChange> changes)
    {
        EverydayChange[] all = [.. changes];
        return all.Select(change => change with { Stack = stack });
    }

    private static EverydayChange InPlace(string title, params (string From, string To)[] edits) => Change(title, Effect.InPlace, edits);

    private static EverydayChange Added(string title, params (string From, string To)[] edits) => Change(title, Effect.Adds, edits);

    private static EverydayChange Removed(string title, params (string From, string To)[] edits) => Change(title, Effect.Removes, edits);

    private static EverydayChange Replaced(string title, params (string From, string To)[] edits) => Change(title, Effect.Replaces, edits);

    private static EverydayChange Refused(string title, params (string From, string To)[] edits) => Change(title, Effect.Refused, edits);

    private static EverydayChange Change(string title, Effect effect, (string From, string To)[] edits) =>
        new("", title, effect, [.. edits]);

    private static string HostKeys(params string[] workers) =>
        StackSample.HostKeys([.. new[] { "11", "12", "13" }.Concat(workers).Select(host => $"10.30.0.{host}")]);

    private static string Days(int days) => $"retentionDays: {days}, immutableDays: {days}";
}
